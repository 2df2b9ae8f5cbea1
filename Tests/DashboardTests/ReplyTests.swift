import Canvas
import Liquidations
import PictureSupport
import Testing

@testable import Dashboard

/// What a key is answered with, and for how long.
@Suite struct ReplyTests {
  @Test func aReplyAsksForTheEndOfItsTimeAndGoesWithIt() {
    var state = Samples.state()
    #expect(state.type(.character("f")) == [.reply(serial: 1)])
    #expect(render(state).frame.text.contains("Shorts above, longs below."))
    #expect(reduce(&state, .replyLapsed(serial: 1), hits: Hits()).isEmpty)
    #expect(!render(state).frame.text.contains("Shorts above, longs below."))
  }

  @Test func theEndOfAnOlderOnesTimeLeavesTheNewer() {
    var state = Samples.state()
    state.type(.character("f"))
    #expect(state.type(.character("f")) == [.reply(serial: 2)])
    _ = reduce(&state, .replyLapsed(serial: 1), hits: Hits())
    #expect(state.reply == "Longs above, shorts below.")
  }

  @Test func whatSaysNothingAsksForNothing() {
    var state = Samples.state()
    #expect(state.type(.left).isEmpty)
    #expect(reduce(&state, .replyLapsed(serial: 0), hits: Hits()).isEmpty)
  }

  private static let sizes = [
    Size(columns: 24, rows: 6), Size(columns: 24, rows: 20), Size(columns: 40, rows: 20),
    Size(columns: 60, rows: 15), Size(columns: 64, rows: 24), Size(columns: 72, rows: 24),
    Size(columns: 80, rows: 24), Size(columns: 100, rows: 30), Size(columns: 120, rows: 40),
  ]

  /// In each pane it is said whole, or in a shorter form; from 60 columns on beside the help's key.
  private func expectWhole(_ state: DashboardState, _ key: String) {
    guard !state.replyForms.isEmpty else { return }
    let row =
      render(state).frame.text.split(separator: "\n", omittingEmptySubsequences: false)
      .last.map(String.init) ?? ""
    #expect(
      state.replyForms.contains { row.hasPrefix(" \($0)") },
      "\(key) in \(state.size): \(row) for \(state.replyForms)")
    #expect(row.contains("? help") || state.size.columns < 60, "\(state.size): \(row)")
  }

  /// Every key in every view, twice, since the second one often has another answer.
  @Test(arguments: sizes) func noReplyIsCut(size: Size) {
    let keys: [Key] =
      "0BYOD1BvVTisafut[]{}+-xnNrpymhlHLgGjk<>".unicodeScalars.map { .character($0) }
      + [.left, .right, .home, .end, .up, .down, .pageUp, .pageDown, .enter]
    let (columns, rows) = (size.columns, size.rows)
    for start in [
      Samples.state(columns: columns, rows: rows),
      Samples.state(columns: columns, rows: rows, source: .kept("desk")),
      LiveSamples.state(columns: columns, rows: rows),
      Samples.state(columns: columns, rows: rows, source: .feeds),
      LiveSamples.state(columns: columns, rows: rows, range: .days(7)),
    ] {
      for view in ["", "v", "vv", "vvv", "vvvv", "T"] {
        var first = start
        for scalar in view.unicodeScalars { first.type(.character(scalar)) }
        for key in keys {
          var state = first
          for _ in 0..<2 {
            state.type(key)
            expectWhole(state, "\(key)")
          }
        }
        for clipboard in [Clipboard.tmuxAndTerminal, .tmux, .terminal, .none] {
          var state = first
          _ = reduce(&state, .copied(title: "2026-11-09…2026-11-15", clipboard), hits: Hits())
          expectWhole(state, "\(clipboard)")
        }
        var state = first
        _ = reduce(&state, .terminal(.wideGlyphs), hits: Hits())
        expectWhole(state, "wide glyphs")
      }
    }
  }

  @Test(arguments: [OlderTape.End.kept, .memory, .unreadable])
  func theEndOfTheTapeHasAShortForm(end: OlderTape.End) {
    #expect(end.shortWords.count <= 22 && end.words.count > end.shortWords.count)
  }

  @Test func theLongestFormThatHasRoomIsSaid() {
    func row(_ columns: Int) -> String {
      var state = Samples.state(columns: columns, rows: 24)
      _ = reduce(&state, .copied(title: "2026-11-09", .tmuxAndTerminal), hits: Hits())
      return render(state).frame.text.split(separator: "\n").last.map(String.init) ?? ""
    }
    #expect(
      row(160).contains(" Copied 2026-11-09 to tmux, and sent it to the terminal's clipboard. "))
    #expect(row(64).contains(" Copied to tmux and the terminal's clipboard. "))
    #expect(
      row(40).contains(" Copied to tmux and the terminal. ")
        || row(40).contains("Copied: tmux, terminal"))
    #expect(row(24).hasPrefix(" Copied: tmux, terminal"))
  }

  /// No digit waits for another key, or becomes part of a number.
  @Test(arguments: [("3]", 180), ("30", 90), ("12h", 90), ("99", 90)])
  func aDigitShowsItsExchangeAtOnceAlways(keys: String, days: Int) {
    var state = Samples.state()
    for key in keys.unicodeScalars { _ = state.type(.character(key)) }
    let digits: [Character: ExchangeSet] = [
      "0": .all, "1": ExchangeSet(.binance), "2": ExchangeSet(.bybit), "3": ExchangeSet(.okx),
    ]
    let last = keys.reversed().compactMap { digits[$0] }.first ?? .all
    #expect(state.exchanges == last)
    #expect(state.days.count == days)
    #expect(state.cursor?.day == (keys.hasSuffix("h") ? Samples.today - 1 : nil))
  }
}
