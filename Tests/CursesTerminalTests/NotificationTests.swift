import FoundationEssentials
import TerminalSupport
import Testing
import WorkSupport

@testable import CursesTerminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a terminal is had to notify its user.
@Suite(.deadlines) struct NotificationTests {
  private func note(
    _ title: String = "big; day", _ text: String = "long \u{1b}]0;x\u{07}1M", isUnicode: Bool = true
  ) -> TerminalNotification {
    TerminalNotification(title, text, number: 7, isUnicode: isUnicode)
  }

  @Test func nothingInATextEndsTheSequenceOrSteersTheTerminal() {
    #expect(note().sequence(.osc9) == "\u{1b}]9;big; day: long  ]0;x 1M\u{07}")
    #expect(note().sequence(.osc777) == "\u{1b}]777;notify;big, day;long  ]0;x 1M\u{07}")
    #expect(
      note().sequence(.osc99)
        == "\u{1b}]99;i=liqtop-7:e=1:d=0:p=title;YmlnOyBkYXk=\u{07}"
        + "\u{1b}]99;i=liqtop-7:e=1:d=1:p=body;bG9uZyAgXTA7eCAxTQ==\u{07}")
  }

  @Test(arguments: ["4;3;50", "", "9"])
  func aNumberAtTheBeginningIsNoOtherCommand(title: String) {
    #expect(note(title, "t").sequence(.osc9) == "\u{1b}]9;liqtop: \(title): t\u{07}")
  }

  @Test func textsAreBoundedAndOfTheTerminalsCharacters() {
    let long = note(String(repeating: "a", count: 1_000), String(repeating: "b", count: 10_000))
    #expect(long.sequence(.osc777).utf8.count < 600)
    #expect(note("−1", "≥2", isUnicode: false).sequence(.osc777) == "\u{1b}]777;notify;?1;?2\u{07}")
  }

  @Test func whatIsBetweenPassesItOn() {
    let tmux = ClipboardRoute(["TMUX": "/tmp/x,1,0"], canBeAsked: true)
    #expect(tmux.passed("\u{1b}]9;x\u{07}") == "\u{1b}Ptmux;\u{1b}\u{1b}]9;x\u{07}\u{1b}\\")
    let screen = ClipboardRoute(["STY": "1.x"], canBeAsked: true)
    // Cut after 199 bytes, since the next character has two.
    let text = String(repeating: "a", count: 199)
    #expect(
      screen.passed(text + "éb") == "\u{1b}P\(text)\u{1b}\\\u{1b}Péb\u{1b}\\")
    #expect(ClipboardRoute([:], canBeAsked: true).passed("\u{1b}]9;x\u{07}") == "\u{1b}]9;x\u{07}")
  }

  private static let all =
    "\u{07}\u{1b}]9;the title: the text\u{07}\u{1b}]777;notify;the title;the text\u{07}\u{1b}]99;i=liqtop-1:"

  @Test func aTerminalIsSentEachFormOnceBetweenTwoPictures() async throws {
    let terminal = try PseudoTerminal([Probe.path])
    try await terminal.read(until: "keys: none.")
    terminal.type("N")
    let text = try await terminal.read(until: "N.")
    #expect(text.hasPrefix(Self.all), "\(text.debugDescription)")
  }

  @Test func aPictureThatTheTerminalHasNotTakenYetStaysWhole() async throws {
    let terminal = try PseudoTerminal([Probe.path, "--dense"], columns: 240, rows: 80)
    // Its last cell.
    try await terminal.read(until: "#")
    terminal.freeze()
    // Another theme, so that each of its cells is another one.
    terminal.type("tNu")
    terminal.thaw()
    let text = try await terminal.read(until: "#")
    #expect(text.contains("N u."))
    #expect(text.contains(Self.all) && text.contains("d=1:p=body;dGhlIHRleHQ=\u{07}"))
    #expect(text.utf8.count > 10_000)
  }

  @Test(arguments: ["linux", "vt220"])
  func oneThatMightShowTheSequenceGetsTheBellAlone(type: String) async throws {
    let terminal = try PseudoTerminal([Probe.path], environment: ["TERM": type])
    try await terminal.read(until: "keys: none.")
    terminal.type("N")
    let text = try await terminal.read(until: "N.")
    #expect(text.hasPrefix("\u{07}") && !text.contains("\u{1b}]"))
  }

  /// A terminal with tmux in it, and the probe in that.
  @Test(arguments: [true, false])
  func tmuxPassesOnWhatItIsAllowedTo(isAllowed: Bool) async throws {
    let name = "/tmp/liqtop-note-\(isAllowed)-\(getpid())"
    let settings = [
      "set -g destroy-unattached on", "set -g status off", "set -g default-terminal tmux-256color",
      "set -g allow-passthrough \(isAllowed ? "on" : "off")",
    ]
    try (settings.joined(separator: "\n") + "\n")
      .write(toFile: "\(name).conf", atomically: true, encoding: .utf8)
    defer {
      _ = try? Command.run(["tmux", "-S", name, "kill-server"])
      for path in [name, "\(name).conf"] { unlink(path) }
    }
    let terminal = try PseudoTerminal(
      ["tmux", "-S", name, "-u", "-f", "\(name).conf", "new-session", Probe.path])
    try await terminal.read(until: "keys: none.")
    terminal.type("N")
    let text = try await terminal.read(until: "N.")
    #expect(text.contains("\u{07}"))
    #expect(text.contains("\u{1b}]9;the title: the text\u{07}") == isAllowed)
    #expect(text.contains("\u{1b}]777;notify;the title;the text\u{07}") == isAllowed)
  }
}
