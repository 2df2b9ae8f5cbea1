import Liquidations
import Testing

@testable import Reports

/// What people read.
@Suite struct TextTests {
  private func text(
    _ layout: TextLayout, _ snapshot: Snapshot = Samples.snapshot(), unit: CalendarUnit = .day,
    exchanges: ExchangeSet = .all
  ) -> String {
    Samples.text(
      Samples.report(of: snapshot, unit: unit, exchanges: exchanges),
      ReportForm(.text, layout: layout))
  }

  @Test func awayFromATerminalAllIsPlain() {
    #expect(
      text(TextLayout()) == """
        day                total    long   short     net  long share  Binance  Bybit    OKX  Deribit
        Wed 2026-11-25      115M   84.2M   31.0M  +53.2M        73 %     115M   20.0      0     6.00
        Thu 2026-11-26    ≥3.06K  ≥1.03K   2.03K       ·           ·    3.00K   40.0   14.0    ≥2.00
        Fri 2026-11-27 ○    ≥510    ≥510   ≥0.25       ·           ·      501      ·      ·    ≥9.00
        sum                ≥115M  ≥84.2M  ≥31.0M       ·           ·     115M  ≥60.0  ≥14.0    ≥17.0
        USD by UTC day, from https://newhedge.io as of 2026-11-27T14:00Z
        ○ may still change, ≥ a part is missing, · unknown

        """)
  }

  @Test func fitsTheTerminal() {
    for columns in [20, 30, 40, 57, 60, 80, 93, 100, 120, 200, 400] {
      for unit in [CalendarUnit.day, .week, .month] {
        let layout = TextLayout(columns: columns)
        let lines = text(layout, Samples.long(60), unit: unit).split(separator: "\n")
        // The shortest that there is: days and their total.
        let longest = max(columns, 26)
        #expect(lines.allSatisfy { $0.unicodeScalars.count <= longest }, "\(columns) \(unit)")
      }
    }
  }

  @Test func barsAreDrawnWhereThereIsRoom() {
    let values = Metric.allCases.map { metric -> (Metric, [Double?]) in
      let sign = metric.side == .long ? 3.0 : -1.0
      return (metric, [10, 20, 40, 1_000, 20].map { $0 * sign })
    }
    let snapshot = Samples.snapshot(Dictionary(uniqueKeysWithValues: values))
    let bars = text(TextLayout(columns: 80), snapshot).split(separator: "\n").map { line in
      line.filter { "█▒≈".contains($0) }
    }
    // 10, 20, 40, 1,000, 20: the fourth is beyond the scale, which the third fills.
    #expect(bars.dropFirst().prefix(5).map(\.count) == [5, 11, 21, 21, 11])
    #expect(bars.count { $0.hasSuffix("≈") } == 1 && bars[4].hasSuffix("≈"))
    #expect(bars[3].count { $0 == "█" } == 16)
    #expect(!text(TextLayout(columns: 60), snapshot).contains("█"))
    #expect(!text(TextLayout(), snapshot).contains("█"))
  }

  @Test func coloursAreThereOnlyIfTheyAreWanted() {
    let plain = text(TextLayout(columns: 100))
    let coloured = text(TextLayout(columns: 100, hasColours: true))
    #expect(!plain.contains("\u{1b}"))
    #expect(coloured.contains("\u{1b}[34m█"))
    let stripped = coloured.replacing(#/\u{1b}\[[0-9]+m/#, with: "")
    #expect(stripped == plain)
  }

  @Test func asciiIsASCII() {
    for columns in [nil, 40, 120] {
      let text = text(TextLayout(columns: columns, isUnicode: false))
      #expect(text.utf8.allSatisfy { $0 < 0x80 })
      #expect(text.contains(">"))
    }
  }

  @Test func ofOneExchangeThereIsNothingTwice() {
    let head = text(TextLayout(columns: 200), exchanges: ExchangeSet(.okx)).prefix { $0 != "\n" }
    #expect(
      head.split(separator: " ").joined(separator: " ") == "day total long short net long share")
  }

  @Test func asMarkdownItIsATable() {
    let report = Samples.report(range: DateRange(.days(2)), exchanges: ExchangeSet(.okx))
    #expect(
      Samples.text(report, ReportForm(.md)) == """
        | day | total | long | short | net | long share |
        | :-- | --: | --: | --: | --: | --: |
        | Thu 2026-11-26 | 14.0 | 7.00 | 7.00 | 0 | 50 % |
        | Fri 2026-11-27 ○ | · | · | · | · | · |

        USD by UTC day, from https://newhedge.io as of 2026-11-27T14:00Z\u{20}\u{20}
        ○ may still change, · unknown

        """)
  }
}
