import Liquidations
import Newhedge
import Testing
import WorkSupport

@Suite(.timeLimit(.minutes(20)), .deadlines) struct ClientConcurrencyTests {
  @Test func hasAllEightCallsInFlightAtOnce() async throws {
    let gate = Gate(count: Metric.allCases.count)
    let limits = NewhedgeClient.Limits(whole: .seconds(10))
    let results = try await RawServer.running { channel, _ in
      for channel in gate.enter(channel) ?? [] { channel.respond() }
    } _: { server in
      try await withClient(of: "http://127.0.0.1:\(server.port)", limits: limits) { client in
        await withTaskGroup(of: Result<FetchedSeries, FetchError>.self) { group in
          for metric in Metric.allCases { group.addTask { await result(of: client, metric) } }
          return await group.reduce(into: []) { $0.append($1) }
        }
      }
    }
    #expect(results.count == 8)
    for result in results { #expect(try result.get().series.isEmpty) }
  }

  @Test func aHungCallDelaysNoOther() async throws {
    let limits = NewhedgeClient.Limits(whole: .seconds(30))
    try await RawServer.running { channel, head in
      if !head.contains(okxLong.slug) { channel.respond() }
    } _: { server in
      try await withClient(of: "http://127.0.0.1:\(server.port)", limits: limits) { client in
        await withTaskGroup(of: Void.self) { group in
          group.addTask { _ = await result(of: client, okxLong) }
          for metric in Metric.allCases where metric != okxLong {
            #expect(await result(of: client, metric).reason == nil)
          }
          group.cancelAll()
        }
      }
    }
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[["])
  func aCancelledCallEndsAtOnce(beginning: String) async throws {
    let arrived = Event()
    let outcome = try await RawServer.running { channel, _ in
      channel.send(beginning)
      arrived.signal()
    } _: { server in
      try await withClient(of: "http://127.0.0.1:\(server.port)") { client in
        let call = Task { await result(of: client) }
        await arrived.wait()
        call.cancel()
        return await call.value
      }
    }
    #expect(outcome.reason == .noConnection(host: "127.0.0.1"))
  }

  @Test func theEndOfTheClientCutsOffCallsUnderWay() async throws {
    let arrived = Event()
    let outcome = try await RawServer.running { _, _ in
      arrived.signal()
    } _: { server in
      let call = try await withClient(of: "http://127.0.0.1:\(server.port)") { client in
        let call = Task { await result(of: client) }
        await arrived.wait()
        return call
      }
      return await call.value
    }
    #expect(outcome.reason == .noConnection(host: "127.0.0.1"))
  }

  @Test func passesOnWhatItsBodyThrows() async throws {
    struct Failure: Error {}
    await #expect(throws: Failure.self) {
      try await withClient(of: "https://no-such-host.invalid") { _ in throw Failure() }
    }
  }
}
