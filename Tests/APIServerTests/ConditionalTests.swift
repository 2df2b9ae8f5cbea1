import Liquidations
import NIOHTTP1
import Newhedge
import Synchronization
import Testing

@testable import APIServer

@Suite(.timeLimit(.minutes(20))) struct ConditionalTests {
  private let metric = Metric(.okx, .long)

  @Test func aClientThatHasTheAnswerIsToldSoUntilItChanges() async throws {
    let values = Mutex(1.0)
    let answers = try await withServer { _ in
      Series([(servedDay, values.withLock { $0 })])
    } _: { port in
      try await withClient(port) { client in
        let first = try await client.series(of: metric)
        guard case .series(_, let validator) = first else { return [first] }
        let second = try await client.series(of: metric, unlessUnchanged: validator)
        values.withLock { $0 = 2 }
        return [first, second, try await client.series(of: metric, unlessUnchanged: validator)]
      }
    }
    #expect(answers.count == 3)
    #expect(answers[1] == .unchanged)
    #expect(answers[0].fetched?.series[servedDay] == 1)
    #expect(answers[2].fetched?.series[servedDay] == 2)
  }

  @Test func theSameBytesHaveTheSameTagInEveryProcess() {
    #expect(EntityTag([]).text == "\"cbf29ce484222325\"")
    #expect(EntityTag(Array("a".utf8)).text == "\"af63dc4c8601ec8c\"")
    #expect(EntityTag([1, 2]) != EntityTag([2, 1]))
  }

  @Test(arguments: [
    ("\"af63dc4c8601ec8c\"", true), ("W/\"af63dc4c8601ec8c\"", true), ("*", true),
    ("\"x\", \"af63dc4c8601ec8c\"", true), ("\"x\",\"af63dc4c8601ec8c\" ,\"y\"", true),
    ("\"x\"", false), ("", false), ("af63dc4c8601ec8c", false), (",,", false),
  ])
  func aTagIsFoundInWhatIsSentBack(header: String, isNamed: Bool) {
    #expect(EntityTag(Array("a".utf8)).isNamed(in: header) == isNamed)
  }

  @Test func whoHasNoTokenLearnsNothing() async throws {
    let seen = try await withServer {
      try await call($0, path(metric, token: nil), headers: ["If-None-Match": "*"])
    }
    #expect(seen.status == 401)
  }
}
