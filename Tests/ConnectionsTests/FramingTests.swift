import Feeds
import Testing
import WorkSupport

@testable import Connections

/// What goes over a WebSocket, with a server of another make at the other end.
@Suite(.timeLimit(.minutes(20)), .deadlines) struct FramingTests {
  private func withLine(
    to deed: String, _ limits: Limits = Limits(), _ body: (Line, PythonPeer) async throws -> Void
  ) async throws {
    try await PythonPeer.running { peer in
      let line = try Line("ws://127.0.0.1:\(peer.port)/\(deed)", limits: limits)
      try await body(line, peer)
      line.socket.close()
      await line.socket.waitForEnd()
    }
  }

  @Test func asksForThePathBehindTheRelaysAndForNoExtension() async throws {
    try await withLine(to: "echo") { line, peer in
      try await line.opens()
      #expect(
        await peer.says("request")
          == "request /echo/fstream.binance.com/market/ws liqtop/test None")
    }
  }

  @Test func sendsMessagesThatTheOtherEndReads() async throws {
    try await withLine(to: "echo") { line, _ in
      try await line.opens()
      for text in ["", "ping", #"{"method":"SUBSCRIBE"}"#, String(repeating: "é", count: 70_000)] {
        line.socket.send(text)
        #expect(try await line.message() == text)
      }
    }
  }

  @Test func joinsFragments() async throws {
    try await withLine(to: "fragments") { line, _ in
      try await line.opens()
      #expect(try await line.message() == "first second third")
      #expect(try await line.message() == "ab")
    }
  }

  @Test func takesBinaryMessagesForText() async throws {
    try await withLine(to: "binary") { line, _ in
      try await line.opens()
      #expect(try await line.message() == #"{"binary":true}"#)
      #expect(try await line.message() == "binary")
    }
  }

  /// The other end waits for each answer, with its own payload.
  @Test func answersPingsEvenWithinAMessage() async throws {
    try await withLine(to: "pings") { line, _ in
      try await line.opens()
      #expect(try await line.message() == "before after")
    }
  }

  @Test func readsFramesHoweverTheyAreCutAndJoined() async throws {
    try await withLine(to: "piecemeal") { line, _ in
      try await line.opens()
      #expect(try await line.message() == String(repeating: "x", count: 300))
      #expect(try await line.message() == "second")
    }
    try await withLine(to: "together") { line, _ in
      try await line.opens()
      for number in 0..<500 { #expect(try await line.message() == "\(number)") }
    }
    try await withLine(to: "with-the-handshake") { line, _ in
      try await line.opens()
      #expect(try await line.message() == "at once")
    }
  }

  @Test func readsLengthsOfSixtyFourBits() async throws {
    try await withLine(to: "roomy-length") { line, _ in
      try await line.opens()
      #expect(try await line.message() == "hello")
      #expect(try await line.message().utf8.count == 70_000)
    }
  }

  /// Whether it can be read is for the feed to say, which counts it as odd.
  @Test func handsOnWhatIsNoText() async throws {
    try await withLine(to: "no-text") { line, _ in
      try await line.opens()
      #expect(try await line.message() == "\u{fffd}\u{fffd}")
      #expect(try await line.message() == "after")
    }
  }

  /// We offer none, so that what isn't compressed is read, and what is breaks the rules.
  @Test func readsOnAfterAnExtensionThatNobodyOffered() async throws {
    try await withLine(to: "unasked-extension") { line, peer in
      try await line.opens()
      #expect(try await line.message() == "plain")
      #expect(try await line.ending() == .garbled)
      #expect(await peer.says("closed") == "closed unasked-extension 1002")
    }
  }

  @Test(arguments: [
    "compressed", "masked", "reserved-kind", "long-ping", "ping-in-parts", "part-of-nothing",
    "message-in-message",
  ])
  func refusesWhatBreaksTheRules(deed: String) async throws {
    try await withLine(to: deed) { line, peer in
      try await line.opens()
      #expect(try await line.ending() == .garbled)
      #expect(await peer.says("closed") == "closed \(deed) 1002")
    }
  }

  @Test(arguments: [
    ("close-empty", nil, 1_005), ("close-cut-off", nil, 1_005), ("close-no-text", 1_001, 1_001),
    ("close-3000", 3_000, 3_000),
  ])
  func readsACloseOfAnyForm(deed: String, code: Int?, answer: Int) async throws {
    try await withLine(to: deed) { line, peer in
      try await line.opens()
      #expect(try await line.ending() == .closed(code: code))
      #expect(await peer.says("closed") == "closed \(deed) \(answer)")
    }
  }

  @Test(arguments: [
    ("close-1000", 1_000), ("close-1001", 1_001), ("close-1012", 1_012), ("close-4004", 4_004),
  ])
  func tellsWithWhichCodeItWasClosedAndAnswersIt(deed: String, code: Int) async throws {
    try await withLine(to: deed) { line, peer in
      try await line.opens()
      #expect(try await line.message() == "before")
      #expect(try await line.ending() == .closed(code: code))
      // Without our answer it would be 1006.
      #expect(await peer.says("closed") == "closed \(deed) \(code)")
    }
  }

  @Test func closesPolitely() async throws {
    try await withLine(to: "echo") { line, peer in
      try await line.opens()
      line.socket.close()
      #expect(await peer.says("closed") == "closed echo 1000")
    }
  }

  @Test func tellsThatItBrokeOff() async throws {
    try await withLine(to: "vanishing") { line, _ in
      let ending = try await line.ending()
      #expect(ending == .closed(code: nil) || ending == .broken)
    }
  }

  @Test func takesMessagesOfAFewMegabytes() async throws {
    try await withLine(to: "large") { line, _ in
      try await line.opens()
      #expect(try await line.message().utf8.count == 3_000_000)
      #expect(try await line.message().utf8.count == 3_000_000)
    }
  }

  @Test(arguments: [
    "too-large", "too-large-in-parts", "too-many-parts", "endless-length", "negative-length",
  ])
  func refusesWhatIsTooLong(deed: String) async throws {
    try await withLine(to: deed) { line, peer in
      try await line.opens()
      #expect(try await line.ending() == .garbled)
      #expect(await peer.says("closed") == "closed \(deed) 1009")
    }
  }

  /// What isn't taken isn't read: it waits where it came from.
  @Test func readsNoMoreThanIsTaken() async throws {
    var limits = Limits()
    limits.waiting = 10_000
    try await withLine(to: "many", limits) { line, peer in
      #expect(await peer.says("sent 2000") != nil)
      try await line.opens()
      for number in 0..<10_000 {
        #expect(try await line.message().hasPrefix("\(number) "))
      }
      // A reading may bring more than was asked for, but not ten of them.
      #expect(await line.mostWaiting < 500_000)
    }
  }
}
