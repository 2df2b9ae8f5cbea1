import CNcurses
import CTerminalGuard
import TerminalSupport
import Testing
import WorkSupport

@Suite(.deadlines) struct MouseTests {
  private static let withoutBacktrace = ["SWIFT_BACKTRACE": "enable=no"]

  private func startWithMouse(prefix: String = "") async throws -> TmuxSession {
    let session = try await Probe.start(prefix: prefix, environment: Self.withoutBacktrace)
    try session.type("m")
    try await expectMouse(true, session)
    return session
  }

  private func expectMouse(_ isOn: Bool, _ session: TmuxSession) async throws {
    let wanted = isOn ? "1" : "0"
    try await session.wait("mouse modes \(wanted)") {
      try session.value("mouse_standard_flag") == wanted
        && session.value("mouse_sgr_flag") == wanted
    }
  }

  @Test func atFirstTheTerminalHasTheMouse() async throws {
    let session = try await Probe.start()
    try await expectMouse(false, session)
    try session.type("\u{1b}[<0;1;1Ma")
    try await session.waitUntil("seen: a.")
  }

  @Test(arguments: ["tmux-256color", "xterm-256color", "xterm", "screen", "linux", "vt100"])
  func pressesAndTheWheelAreSeenWhateverTheTerminalIsCalled(type: String) async throws {
    let session = try await startWithMouse(prefix: "TERM=\(type)")
    try session.type("\u{1b}[<0;300;7M\u{1b}[<0;300;7m\u{1b}[Ca\u{1b}[<80;3;4M\u{1b}[M !!.")
    try await session.waitUntil("seen: press(299,6) right a C-wheelUp(2,3) press(0,0) ..")
  }

  @Test func aFloodOfTheWheelAndOfKeysLosesNothing() async throws {
    let session = try await startWithMouse()
    let flood = String(repeating: "\u{1b}[<65;120;40Ml\u{1b}[<64;9;9M", count: 50)
    for _ in 0..<40 { try session.type(flood) }
    try await session.waitUntil("4000 of the mouse")
    // The first key turned the mouse on.
    #expect(try session.screen().contains("2001 keys in"))
  }

  @Test func turnedOffTheTerminalHasItAtOnce() async throws {
    let session = try await startWithMouse()
    try session.type("m")
    try await expectMouse(false, session)
    try session.type("m")
    try await expectMouse(true, session)
  }

  @Test(arguments: [("q", 0), ("X", 128 + Int(SIGILL)), ("A", 128 + Int(SIGABRT)), ("E", 3)])
  func howeverItEndsTheMouseIsGivenBack(key: String, status: Int) async throws {
    let session = try await startWithMouse()
    try session.type(key)
    try await Probe.expectEnd(session, status: status)
  }

  @Test func aSignalGivesTheMouseBack() async throws {
    let session = try await startWithMouse()
    kill(try Probe.process(in: session), SIGTERM)
    try await Probe.expectEnd(session, status: 128 + Int(SIGTERM))
  }

  @Test func stoppedItGivesTheMouseBackAndContinuedItTakesItAgain() async throws {
    let session = try TmuxSession("PS1='ready$ ' bash --norc --noprofile -i")
    try await session.waitUntil("ready$")
    try session.type("'\(Probe.path)'\r")
    try await session.waitUntil("keys: none.")
    try session.type("m")
    try await expectMouse(true, session)
    try session.send("C-z")
    try await session.waitUntil("Stopped")
    try await expectMouse(false, session)
    try session.type("clear; fg\r")
    try await expectMouse(true, session)
    try session.type("\u{1b}[<65;2;2M")
    try await session.waitUntil("wheelDown(1,1)")
    try session.type("q")
    try await session.waitUntil("ready$")
    try await expectMouse(false, session)
  }

  /// The outer tmux stands for the terminal, the inner one is the user's.
  @Test func tmuxPassesTheMouseOn() async throws {
    let inner = "tmux -L $(basename $TMUX | cut -d, -f1)-inner -f /dev/null"
    let session = try TmuxSession(
      "unset TMUX_PANE; inner=\"\(inner)\"; unset TMUX; TERM=xterm-256color $inner -u "
        + "set -g destroy-unattached on \\; set -g status off \\; "
        + "new-session \"exec '\(Probe.path)'\"",
      columns: 250)
    try await session.waitUntil("keys: none.")
    try session.type("m")
    try await session.wait("the inner tmux to ask for the mouse") {
      try session.value("mouse_sgr_flag") == "1"
    }
    try session.type("\u{1b}[<0;240;5M\u{1b}[<0;240;5m\u{1b}[<64;3;4M")
    try await session.waitUntil("seen: m press(239,4) wheelUp(2,3).")
    try session.type("q")
  }
}
