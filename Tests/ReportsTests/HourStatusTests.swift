import Liquidations
import Live
import Testing

@testable import Reports

/// What the feeds told of the last hour, in a status bar.
@Suite struct HourStatusTests {
  private func hour(
    _ exchanges: ExchangeSet = LiveSamples.okx, of record: LiveRecord = LiveSamples.minutes
  ) -> HourStatus? {
    HourStatus(of: record, exchanges: exchanges, at: Samples.now)
  }

  private func line(
    _ format: StatusFormat, _ status: DayStatus?, _ hour: HourStatus?, template: String? = nil
  ) -> String {
    StatusForm(format, template: template.flatMap(StatusTemplate.init))
      .line(status, hour, reason: "There is no archive.")
  }

  private var today: DayStatus? {
    DayStatus(
      of: Samples.snapshot([
        Metric(.okx, .long): [20_000_000], Metric(.okx, .short): [-10_000_000],
      ]), source: Samples.source, exchanges: LiveSamples.okx, oldest: .seconds(7_200),
      at: Samples.now)
  }

  @Test func standsBetweenTheDayAndItsAge() {
    #expect(
      line(.text, today, hour())
        == "▲20.0M ▼10.0M net +10.0M 67 % long · live ≥1.02K/1h · 36 min ago")
  }

  @Test func whatWasNotAllHeardSaysHowMuchWas() {
    // Deribit was heard for none of it.
    #expect(line(.text, today, hour(LiveSamples.two)).contains(" · live ≥1.02K/1h 50 % covered · "))
    #expect(line(.text, today, hour(ExchangeSet(.deribit))).contains(" · live ·/1h · "))
    #expect(line(.text, today, hour(of: LiveRecord(.minute))) == line(.text, today, nil))
  }

  @Test func aHeardHourWithoutALiquidationIsNone() {
    var record = LiveSamples.minutes
    record.sums = []
    #expect(hour(of: record)?.words(TextLayout()) == "live ≥0/1h")
  }

  @Test func onlyTheLastHourCounts() {
    var record = LiveSamples.minutes
    record.sums.append(
      SlotTallies(.okx, LiveSamples.minute(96), Tallies(long: Tally(usd: 1e9, count: 1))))
    #expect(hour(of: record)?.tallies?.both.usd == 1_020)
    #expect(HourStatus.time(at: Samples.now).lowerBound == LiveSamples.minute(97).start)
  }

  @Test func withoutDaysItStandsAlone() {
    #expect(line(.text, nil, hour()) == "live ≥1.02K/1h")
    #expect(line(.waybar, nil, hour()).contains(#""class":"fresh""#))
    #expect(line(.waybar, nil, hour(LiveSamples.two)).contains(#""class":"partial""#))
    #expect(line(.text, nil, hour(ExchangeSet(.deribit))) == "liqtop: no data")
  }

  @Test func aLineOfOnesOwnHasWhatItNames() {
    let template = "{live}|{live_long}|{live_short}|{covered}|{long}"
    #expect(
      line(.text, today, hour(LiveSamples.two), template: template)
        == "≥1.02K|≥1.00K|≥20.0|50 %|20.0M")
    #expect(line(.text, today, nil, template: template) == "·|·|·|·|20.0M")
  }

  @Test func programsGetNumbers() {
    #expect(
      line(.json, today, hour(LiveSamples.two)).hasSuffix(
        """
        "live":{"seconds":3600,"long":1000.00,"short":-20.00,"orders":2,"floor":true,\
        "covered_share":0.5000}}
        """))
    #expect(line(.json, today, nil).hasSuffix(#""live":null}"#))
    #expect(
      line(.json, today, hour(ExchangeSet(.deribit))).hasSuffix(
        #""live":{"seconds":3600,"long":null,"short":null,"orders":null,"floor":true,"#
          + #""covered_share":0.0000}}"#))
  }

  @Test func waybarHasItInItsTooltip() {
    #expect(line(.waybar, today, hour()).contains(#"last hour: live \u22651.02K/1h"#))
  }
}
