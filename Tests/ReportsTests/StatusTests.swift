import Liquidations
import Testing

@testable import Reports

/// The line in a status bar, in each host's form.
@Suite struct StatusTests {
  private func status(
    _ snapshot: Snapshot = Samples.snapshot(), exchanges: ExchangeSet = .all,
    at now: Timestamp = Samples.now
  ) -> DayStatus? {
    DayStatus(
      of: snapshot, source: Samples.source, exchanges: exchanges, oldest: .seconds(7_200), at: now)
  }

  private func line(
    _ format: StatusFormat, _ status: DayStatus?, template: String? = nil, isUnicode: Bool = true
  ) -> String {
    StatusForm(
      format, template: template.flatMap(StatusTemplate.init), isUnicode: isUnicode
    ).line(status, reason: "There is no <archive>.")
  }

  /// Today's values, all there.
  private var whole: Snapshot {
    var values: [Metric: [Double?]] = [:]
    for metric in Metric.allCases {
      values[metric] = [metric.side == .long ? 20_450_000 : -2_650_000]
    }
    return Samples.snapshot(values)
  }

  @Test func saysTodayAndHowOldItIs() {
    #expect(
      line(.text, status(whole)) == "▲81.8M ▼10.6M net +71.2M 89 % long · 36 min ago")
    #expect(
      line(.text, status(whole), isUnicode: false)
        == "long 81.8M short 10.6M net +71.2M 89 % long - 36 min ago")
    #expect(line(.text, status(whole, at: Samples.asOf)).hasSuffix(" long · now"))
  }

  @Test func aPartThatIsMissingIsNotZero() {
    #expect(line(.text, status()) == "▲≥510 ▼≥0.25 · 36 min ago")
    #expect(
      line(.text, status(exchanges: ExchangeSet(.deribit))) == "▲9.00 ▼· · 36 min ago")
    #expect(status()?.condition == .partial && status(whole)?.condition == .fresh)
  }

  @Test func anotherDaysValuesBearItsDate() {
    let okx = status(exchanges: ExchangeSet(.okx))
    #expect(line(.text, okx) == "Nov 26 ▲7.00 ▼7.00 net 0 50 % long · 36 min ago")
    #expect(
      line(.i3blocks, okx).hasSuffix(#","short_text":"Nov 26 \u25b27.00 \u25bc7.00"}"#))
  }

  @Test func whatIsOldSaysSoInTheFewestWordsToo() {
    let old = status(whole, at: Samples.asOf + .seconds(7_201))
    #expect(old?.condition == .old)
    #expect(line(.i3blocks, old).hasSuffix(#""short_text":"\u25b281.8M \u25bc10.6M 2 h ago"}"#))
    #expect(status(whole, at: Samples.asOf + .seconds(7_200))?.condition == .fresh)
  }

  @Test func withNothingToShowItSaysThat() {
    #expect(status(Snapshot()) == nil)
    #expect(line(.text, nil) == "liqtop: no data")
    #expect(line(.tmux, nil, template: "{long}") == "liqtop: no data")
    #expect(
      line(.waybar, nil) == """
        {"text":"liqtop: no data","alt":"missing",\
        "tooltip":"There is no &lt;archive&gt;.","class":"missing"}
        """)
    #expect(
      line(.i3statusRust, nil)
        == #"{"state":"Warning","text":"liqtop: no data","short_text":"no data"}"#)
    #expect(line(.json, nil).contains(#""day":null,"provisional":null,"long":null,"short":null"#))
  }

  // MARK: - Hosts

  private static let odd = "#S {long} <b> & \"x\" 100%"

  @Test(arguments: [
    (StatusFormat.text, "#S 81.8M <b> & \"x\" 100%"),
    (.tmux, "##S 81.8M <b> & \"x\" 100%"),
    (.waybar, ##"{"text":"#S 81.8M &lt;b&gt; &amp; \"x\" 100%","##),
    (
      .i3blocks,
      ##"{"full_text":"#S 81.8M <b> & \"x\" 100%","short_text":"#S 81.8M <b> & \"x\" 100%"}"##
    ),
    (.i3statusRust, ##"{"state":"Idle","text":"#S 81.8M &lt;b&gt; &amp; \"x\" 100%","##),
    (.polybar, "#S 81.8M <b> & \"x\" 100%"), (.starship, "#S 81.8M <b> & \"x\" 100%"),
    (.swiftbar, "#S 81.8M <b> & \"x\" 100%\n---\n2026-11-27 UTC so far, USD\nBinance long 20.5M"),
  ])
  func eachHostsCharactersAreEscaped(format: StatusFormat, text: String) {
    #expect(line(format, status(whole), template: Self.odd).hasPrefix(text))
  }

  @Test func whatSwiftBarWouldTakeForParametersIsNone() {
    #expect(line(.swiftbar, status(whole), template: "{long}|href").hasPrefix("81.8M\u{a6}href\n"))
    let ascii = line(.swiftbar, status(whole), template: "{long}|href", isUnicode: false)
    #expect(ascii.hasPrefix("81.8M/href\n---\n") && !ascii.contains("|"))
    #expect(line(.swiftbar, nil) == "liqtop: no data\n---\nThere is no <archive>.")
  }

  @Test func waybarHasEachExchangeInItsTooltip() {
    let text = line(.waybar, status(exchanges: ExchangeSet([.init(.binance), .init(.deribit)])))
    #expect(
      text == """
        {"text":"\\u25b2510 \\u25bc\\u22650.25 \\u00b7 36 min ago","alt":"partial",\
        "tooltip":"2026-11-27 UTC so far, USD\\u000aBinance long 501, short 0.25\\u000a\
        Deribit long 9.00, short \\u00b7\\u000ahttps://newhedge.io as of 2026-11-27T14:00Z",\
        "class":"partial"}
        """)
    #expect(line(.waybar, status(whole)).hasSuffix(#","class":"fresh","percentage":89}"#))
  }

  @Test func programsGetNumbers() {
    #expect(
      line(.json, status(whole)) == """
        {"schema":"liqtop.status/1","state":"fresh","source":"https://newhedge.io",\
        "day":"2026-11-27","provisional":true,"long":81800000.00,"short":-10600000.00,\
        "net":71200000.00,"long_share":0.8853,"floor":false,"as_of":"2026-11-27T14:00:00Z",\
        "age_seconds":2160,"live":null}
        """)
  }

  // MARK: - Lines of one's own

  @Test func aLineOfOnesOwnHasWhatItNames() {
    let template = "{day}|{long}|{short}|{total}|{net}|{share}|{age}"
    #expect(
      line(.text, status(whole), template: template)
        == "Nov 27|81.8M|10.6M|92.4M|+71.2M|89 %|36 min ago")
    #expect(line(.text, status(), template: "{net} {share}") == "· ·")
    #expect(line(.text, status(), template: "a\nb\u{1b}[2J") == "a<U+000A>b<U+001B>[2J")
  }

  @Test(arguments: ["{", "}", "{}", "{price}", "{long", "long}", "{ long }", "{long}}", "{{long}"])
  func nothingElseStandsInBraces(template: String) {
    #expect(StatusTemplate(template) == nil)
  }
}
