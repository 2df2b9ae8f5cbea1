import AsyncHTTPClient
import Liquidations
import NIOCore
import Newhedge
import ServiceLifecycle
import Testing
import WorkSupport

@testable import APIServer

@Suite(.timeLimit(.minutes(20)), .deadlines) struct ServerLifetimeTests {
  @Test func servesTheClientAllEightMetrics() async throws {
    try await withServer { port in
      try await withClient(port) { client in
        for metric in Metric.allCases {
          let answer = try await client.series(of: metric)
          #expect(answer.fetched == FetchedSeries(series: sampleSeries(metric)))
        }
      }
    }
  }

  @Test func answersEightCallsAtOnce() async throws {
    let gate = Gate(count: Metric.allCases.count)
    let count = try await withServer { metric in
      await gate.pass()
      return sampleSeries(metric)
    } _: { port in
      try await withClient(port) { client in
        try await withThrowingTaskGroup(of: Answer.self) { group in
          for metric in Metric.allCases {
            group.addTask { try await client.series(of: metric) }
          }
          return try await group.reduce(0) { count, answer in
            count + (answer.fetched?.series.count ?? 0)
          }
        }
      }
    }
    #expect(count == 16)
  }

  @Test func refusesTheClientWithAnotherToken() async throws {
    try await withServer { port in
      try await withClient(port, token: "000000000000000000000000") { client in
        await #expect(throws: FetchError(Metric(.okx, .long), .unauthorized)) {
          try await client.series(of: Metric(.okx, .long))
        }
      }
    }
  }

  @Test func stopsWithItsTaskAndFreesThePort() async throws {
    let port = try await withServer { port in
      _ = try await call(port, "/")
      return port
    }
    let server = LiquidationsServer(
      token: try APIToken(secret, from: .program), port: port, series: sampleSeries)
    let (ports, ready) = AsyncStream.makeStream(of: Int.self)
    let running = Task {
      defer { ready.finish() }
      // Another test's socket may have taken the port meanwhile; it doesn't keep it.
      while !Task.isCancelled {
        do {
          return try await server.run { ready.yield($0) }
        } catch let error as ServerError where error.code == .addressInUse {
          await Task.yield()
        }
      }
    }
    var isAgain = false
    for await again in ports {
      isAgain = again == port
      break
    }
    #expect(isAgain)
    running.cancel()
    try await running.value
  }

  @Test func stopsThoughAConnectionIsLeftOpen() async throws {
    let start = ContinuousClock.now
    try await HTTPClient.withHTTPClient { http in
      try await withServer { port in
        let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/")
        let response = try await http.execute(request, timeout: .minutes(2))
        _ = try await response.body.collect(upTo: 1_000)
      }
      #expect(ContinuousClock.now - start < .seconds(30), "an idle connection has 60 s")
    }
  }

  @Test func finishesTheCallsItIsAnswering() async throws {
    let (asked, asking) = AsyncStream.makeStream(of: Void.self)
    let answer = try await withServer { metric in
      asking.finish()
      try? await gracefulShutdown()
      #expect(!Task.isCancelled)
      return sampleSeries(metric)
    } _: { port in
      let answer = Task { try await call(port, path(Metric(.okx, .long))) }
      for await _ in asked {}
      return answer
    }
    #expect(try await answer.value.status == 200)
  }

  @Test func saysThatThePortIsTaken() async throws {
    try await withServer { port in
      await expect("port \(port) of 127.0.0.1 is taken", port: port)
    }
  }

  @Test func saysThatTheHostOrThePortIsWrong() async throws {
    await expect("no-such-host.invalid isn't an address", host: "no-such-host.invalid")
    await expect("192.0.2.1 isn't an address", host: "192.0.2.1")
    await expect("65536 isn't a port", port: 65_536)
    await expect("-1 isn't a port", port: -1)
  }

  private func expect(_ sentence: String, host: String = "127.0.0.1", port: Int = 0) async {
    await #expect {
      let token = try APIToken(secret, from: .program)
      try await LiquidationsServer(token: token, host: host, port: port, series: sampleSeries).run()
    } throws: { error in
      error is ServerError && "\(error)".contains(sentence)
    }
  }
}

/// Lets nobody pass until as many wait as it was told, or the waiting task is cancelled.
private actor Gate {
  private let count: Int
  private var waiting: [AsyncStream<Void>.Continuation] = []

  init(count: Int) {
    self.count = count
  }

  func pass() async {
    let (opened, opening) = AsyncStream.makeStream(of: Void.self)
    waiting.append(opening)
    if waiting.count == count {
      for opening in waiting { opening.finish() }
    }
    for await _ in opened {}
  }
}
