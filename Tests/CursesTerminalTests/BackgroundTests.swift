import TerminalSupport
import Testing
import WorkSupport

@testable import CursesTerminal

@Suite(.deadlines) struct BackgroundTests {
  private static let answer = "\u{1b}]11;rgb:1212/3434/5656\u{1b}\\"

  @Test(arguments: ["tmux-256color", "xterm-256color", "xterm", "screen-256color"])
  func tmuxAnswersOfAPaneWithABackground(type: String) async throws {
    let session = try await Probe.start(
      prefix: "tmux set -g window-style bg=#123456; TERM=\(type)")
    try session.type("b")
    try await session.waitUntil("seen: b background(18,52,86).")
    try session.type("q")
    try await Probe.expectEnd(session, status: 0)
  }

  @Test @MainActor func consolesAndOldTerminalsMightShowTheQuestion() {
    for type in ["linux", "linux-16color", "vt100", "vt220", "cons25", "pcansi", "ansi"] {
      #expect(TerminalKind.mightShowQuestion(type), "\(type)")
    }
    for type in ["xterm", "xterm-kitty", "tmux-256color", "vte-256color", "contour", "foot"] {
      #expect(!TerminalKind.mightShowQuestion(type), "\(type)")
    }
  }

  @Test(arguments: ["TERM=linux", "TERM=vt100", "NO_COLOR=1"])
  func whatMightShowTheQuestionOrShowsNoColoursIsNotAsked(prefix: String) async throws {
    let session = try await Probe.start(prefix: "tmux set -g window-style bg=#123456; \(prefix)")
    try session.type("b")
    try await session.waitUntil("seen: b.")
    // An answer would have come before what is typed after the picture has shown the question.
    try session.type(Self.answer + ".")
    try await session.waitUntil("seen: b ..")
  }

  @Test func anAnswerAmidstKeysIsNoKey() async throws {
    let session = try await Probe.start()
    try session.type("b")
    try await session.waitUntil("seen: b.")
    try session.type("x\u{1b}[C" + Self.answer + "y")
    try await session.waitUntil("seen: b x right background(18,52,86) y.")
  }

  @Test(arguments: [2, 3, 6, 12, 24])
  func anAnswerInPiecesIsNoKey(cut: Int) async throws {
    let session = try await Probe.start()
    try session.type("b")
    try await session.waitUntil("seen: b.")
    try session.type(String(Self.answer.prefix(cut)))
    try session.type(Self.answer.dropFirst(cut) + "y")
    try await session.waitUntil("seen: b background(18,52,86) y.")
  }

  @Test func whereNoAnswerComesALoneEscapeIsStillEscape() async throws {
    let session = try await Probe.start()
    try session.type("b")
    try await session.waitUntil("seen: b.")
    try session.type("\u{1b}")
    try await session.waitUntil("seen: b escape.")
  }

  @Test func anAnswerOnItsWayIsNotTypedAtTheShell() async throws {
    let session = try await Probe.start(prefix: "tmux set -g window-style bg=#123456;")
    try session.type("bq")
    try await Probe.expectEnd(session, status: 0)
    #expect(try !session.screen(history: true).contains("rgb:"))
  }
}
