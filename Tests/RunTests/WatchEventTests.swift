import Alerts
import FoundationEssentials
import Liquidations
import Testing
import Wording

@testable import Live
@testable import liqtop

/// The lines that programs read, field by field.
@Suite struct WatchEventTests {
  private static let now = Timestamp(seconds: 1_728_003_605)
  private static let day = Day(number: 20_000)
  private static let history = History([
    Metric(.okx, .long): Series([(day, 1_500_000.456)]), Metric(.okx, .short): Series([(day, -2)]),
    Metric(.bybit, .long): Series([(day - 1, 1)]),
  ])

  static let cases: [(WatchEvent, String)] = [
    (
      .began(.api(host: "newhedge.io", isLive: true)),
      #""event":"began","version":"\#(version)","source":"api","host":"newhedge.io","live":true,"#
        + #""text":"liqtop \#(version) watches newhedge.io and the exchanges' own feeds.""#
    ),
    (
      .reloaded(.feeds),
      #""event":"reloaded","version":"\#(version)","source":"feeds","host":null,"live":true,"#
        + #""text":"The configuration was read anew; liqtop watches the exchanges' own feeds alone, "#
        + #"since there is no API token; with one, whole days come too.""#
    ),
    (
      .refreshed(fresh: 8, of: 8, errors: [], schedule: .next(now)),
      #""event":"refreshed","fresh":8,"series":8,"failed":[],"next":"2024-10-04T01:00:05Z","#
        + #""halted":false,"text":"Refreshed 8 of 8 series. Next 01:00 UTC.""#
    ),
    (
      .refreshed(
        fresh: 7, of: 8, errors: [FetchError(Metric(.okx, .short), .unauthorized)], schedule: .none),
      #""event":"refresh_failed","fresh":7,"series":8,"failed":["#
        + #"{"series":"bitcoin_liquidations_okx_short","reason":"the server refused the token (401); check it"}],"#
        + #""next":null,"halted":false,"#
        + #""text":"1 of 8 series failed: OKX short: the server refused the token (401); check it.""#
    ),
    (
      .day(day, history[Slot(day)], isOver: true),
      #""event":"day","day":"2024-10-04","binance":{"long":null,"short":null},"#
        + #""bybit":{"long":null,"short":null},"okx":{"long":1500000.46,"short":-2.00},"#
        + #""deribit":{"long":null,"short":null},"#
        + #""total":{"long":1500000.46,"short":-2.00,"net":null},"provisional":false,"floor":true,"#
        + #""text":"2024-10-04 is over: long >1.50M, short 2.00. A part is missing.""#
    ),
    (
      .revised(
        count: 1,
        [.init(metric: Metric(.okx, .long), day: day, before: nil, usd: 5)]),
      #""event":"revised","count":1,"values":[{"day":"2024-10-04","exchange":"okx","side":"long","#
        + #""usd":5.00,"before":null}],"#
        + #""text":"1 value was revised: 2024-10-04 OKX long 5.00 (was missing).""#
    ),
    (
      .allHeard(feeds: 6, exchanges: 4),
      #""event":"all_heard","feeds":6,"exchanges":4,"#
        + #""text":"All 6 feeds of four exchanges are heard.""#
    ),
    (
      .feed(FeedKey(.okx, "OKX"), FeedStanding(.blocked, reason: "Why\n."), after: nil),
      #""event":"feed","exchange":"okx","feed":"OKX","state":"blocked","reason":"Why<U+000A>.","#
        + #""down_seconds":null,"text":"OKX isn't heard (blocked). Why<U+000A>.""#
    ),
    (
      .feed(FeedKey(.okx, "OKX"), FeedStanding(.live), after: .seconds(90)),
      #""event":"feed","exchange":"okx","feed":"OKX","state":"live","reason":null,"#
        + #""down_seconds":90,"text":"OKX is heard again, after 1 min.""#
    ),
    (
      .cascade(
        Cascade(
          minute: Slot(.minute, at: now),
          tallies: Tallies(short: Tally(usd: 3e6, count: 7, largest: 1e6)), median: 12.345),
        isOver: false),
      #""event":"cascade","minute":"2024-10-04T01:00:00Z","side":"short","long":0.00,"#
        + #""short":-3000000.00,"orders":7,"largest":1000000.00,"median":12.35,"floor":true,"#
        + #""provisional":true,"text":"Cascade in the minute 01:00 UTC: >3.00M in 7 orders so far, "#
        + #"mostly short; the usual minute has 12.3.""#
    ),
    (
      .leader(.live, .onRequest),
      #""event":"leader","task":"live","standing":"alone","#
        + #""text":"The archive can't be shared, so this liqtop listens for itself.""#
    ),
    (
      .quota(Snapshot.Quota(spent: 9_999, limit: 10_000, resumes: now, scope: .own)),
      #""event":"quota","spent":9999,"limit":10000,"resumes":"2024-10-04T01:00:05Z","shared":false,"#
        + #""text":"9 999 of the month's 10 000 calls, counted by this program alone, are used; "#
        + #"fetching resumes 2024-10-04T01:00Z.""#
    ),
    (
      .archive(StoreFault("The disk is full.", isWriting: false)),
      #""event":"archive","fault":"The disk is full.","writing":false,"text":"The disk is full.""#
    ),
    (
      .archive(nil),
      #""event":"archive","fault":null,"writing":true,"text":"All is well with the archive again.""#
    ),
    (
      .alert(
        Firing(
          rule: "big-day", title: "big-day: long 512M > 500M", text: "It was \"big\".",
          exchange: .okx, day: day, moment: now,
          readings: [.init("long", value: 512e6, limit: 5e8, .usd)], isLate: true)),
      #""event":"alert","name":"big-day","title":"big-day: long 512M > 500M","exchange":"okx","#
        + #""day":"2024-10-04","fired_at":"2024-10-04T01:00:05Z","#
        + #""readings":[{"name":"long","value":512000000.00,"limit":500000000.00,"unit":"usd"}],"#
        + #""late":true,"test":false,"text":"Alert big-day: It was \"big\".""#
    ),
    (
      .notReloaded(ProgramError("line 3 is wrong", .configuration, others: ["Line 4."])),
      #""event":"not_reloaded","reason":"line 3 is wrong. Line 4.","#
        + #""text":"The configuration can't be used, so the one before goes on: line 3 is wrong. Line 4.""#
    ),
    (
      .lost(lines: 3),
      #""event":"lost","lines":3,"text":"3 lines before this one were lost, since nobody read them.""#
    ),
    (.ended, #""event":"ended","text":"liqtop was asked to end.""#),
  ]

  @Test(arguments: cases)
  func aLineHasAllThatThePageOutputSays(event: WatchEvent, rest: String) throws {
    let line = event.json(at: Self.now)
    #expect(
      line == #"{"schema":"liqtop.watch/1","at":"2024-10-04T01:00:05Z","# + rest + "}")
    #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f })
  }
}
