import Liquidations
import Testing

@testable import Feeds

/// What OKX keeps of the day, read back from now to midnight.
@Suite struct OKXBackfillTests {
  private static let midnight = Day(millisecondsSinceEpoch: noon).millisecondsSinceEpoch

  /// A server that keeps rows by family, and sends a hundred at a time, newest first.
  private struct Server {
    var rows: [String: [Int64]] = [:]
    var pageSize = 100
    var wantsAlias = false
    var urls: [String] = []

    mutating func answer(_ url: String) -> FeedAnswer {
      urls.append(url)
      let query = Dictionary(
        uniqueKeysWithValues: url.split(separator: "?")[1].split(separator: "&").map { pair in
          let parts = pair.split(separator: "=")
          return (String(parts[0]), String(parts[1]))
        })
      let (family, kind) = (query["instFamily"] ?? "", query["instType"] ?? "")
      if wantsAlias, kind == "FUTURES", query["alias"] == nil {
        let error = #"{"code":"51000","msg":"Parameter alias error","data":[]}"#
        return .refused(HTTPRefusal(status: 400, body: bytes(error)))
      }
      let after = query["after"].flatMap { Int64($0) } ?? .max
      let details = (rows["\(kind) \(family)"] ?? []).filter { $0 < after }.sorted(by: >)
        .prefix(pageSize).map { time in
          #"{"bkPx":"91000","posSide":"net","side":"sell","sz":"\#(time % 7 + 1)","ts":"\#(time)"}"#
        }
      guard !details.isEmpty else { return .body(bytes(#"{"code":"0","data":[]}"#)) }
      let name = "\(family)-\(kind == "SWAP" ? "SWAP" : "261225")"
      return .body(
        bytes(
          #"{"code":"0","data":[{"instId":"\#(name)","details":[\#(details.joined(separator: ","))]}]}"#
        ))
    }
  }

  /// Live, with all that is asked for answered.
  private func run(
    _ talk: inout Conversation, _ ids: [ConnectionID], for duration: Duration,
    every pause: Duration = .milliseconds(100), _ answer: (String) -> FeedAnswer
  ) {
    let end = talk.now.elapsed + duration
    while talk.now.elapsed < end {
      for (id, url) in talk.requests(.backfill) { talk.tell(.answered(id, answer(url))) }
      talk.live(ids, for: pause)
    }
  }

  private func run(
    _ talk: inout Conversation, _ ids: [ConnectionID], for duration: Duration,
    _ server: inout Server
  ) {
    run(&talk, ids, for: duration) { server.answer($0) }
  }

  private static func times(_ count: Int, every: Int64) -> [Int64] {
    (0..<Int64(count)).map { noon - 5_000 - $0 * every }
  }

  @Test func readsBackToMidnightFamilyByFamily() {
    var talk = Conversation(.okx)
    var server = Server(rows: [
      "SWAP BTC-USDT": Self.times(800, every: 60_000), "SWAP BTC-USD": Self.times(3, every: 9_000),
      "FUTURES BTC-USDT": Self.times(2, every: 7_000),
    ])
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(10), &server)
    let all = server.rows.values.flatMap(\.self).filter { $0 >= Self.midnight }
    #expect(talk.liquidations.map(\.milliseconds).sorted() == all.sorted())
    #expect(Set(talk.liquidations.map(\.identity)).count == all.count)
    #expect(talk.spans(.okx).first == Self.midnight / 1_000..<(noon + 1_000 - 60_000) / 1_000)
    #expect(talk.state.isBackfillOver && talk.state.backfillProgress == nil)
    #expect(talk.state.findings.requested == all.count && talk.state.odd.total == 0)
    #expect(
      server.urls.first == """
        https://www.okx.com/api/v5/public/liquidation-orders?instType=SWAP&instFamily=BTC-USD\
        &state=filled&limit=100
        """)
  }

  @Test func isNoReasonForAnAlert() {
    var talk = Conversation(.okx)
    var server = Server(rows: ["SWAP BTC-USDT": Self.times(5, every: 60_000)])
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(5), &server)
    talk.tell(ids[0], Sample.okx)
    let kinds = talk.effects.compactMap { effect in
      if case .liquidation(_, let isBackfill) = effect { isBackfill } else { nil }
    }
    #expect(kinds == [true, true, true, true, true, false])
  }

  @Test func asksNoMoreThanFiveTimesASecond() {
    var talk = Conversation(.okx)
    var server = Server(rows: ["SWAP BTC-USDT": Self.times(800, every: 10_000)], pageSize: 10)
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(4), &server)
    #expect((15...21).contains(server.urls.count))
    let progress = talk.state.backfillProgress ?? 0
    #expect(progress > 0 && progress < 1 && !talk.state.isBackfillOver)
  }

  /// Rows of one millisecond that a page cuts in two are all read, and each once.
  @Test func losesNothingWhereAPageEndsWithinAMillisecond() {
    let time = noon - 100_000
    var talk = Conversation(.okx)
    var server = Server(rows: ["SWAP BTC-USDT": Self.times(3, every: 1_000)], pageSize: 4)
    server.rows["SWAP BTC-USDT"]? += [time, time, time, time - 1, time - 2]
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(5), &server)
    #expect(Set(talk.liquidations.map(\.identity)).count == 8)
  }

  /// More rows of one millisecond than a page holds end nothing.
  @Test func getsPastAPageOfOneTime() {
    let time = noon - 100_000
    var talk = Conversation(.okx)
    var server = Server(
      rows: ["SWAP BTC-USDT": Array(repeating: time, count: 6) + [time - 1]], pageSize: 4)
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(5), &server)
    #expect(Set(talk.liquidations.map(\.identity)).count == 5)
  }

  /// The busiest contract has a row a minute: where its rows end before midnight, the server keeps no
  /// more, and what was before isn't known.
  @Test func coversNoFurtherBackThanTheServerKeeps() {
    var talk = Conversation(.okx)
    let times = Self.times(60, every: 60_000)
    var server = Server(rows: ["SWAP BTC-USDT": times])
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(5), &server)
    #expect(talk.spans(.okx).first?.lowerBound == times.last.map { ($0 + 999) / 1_000 })
  }

  @Test(arguments: [
    FeedAnswer.refused(HTTPRefusal(status: 404)), .body(bytes("<html>")),
    .body(bytes(#"{"code":"51000","msg":"gone","data":[]}"#)),
    .body(bytes(#"{"code":"0","data":{}}"#)), .body(bytes(#"{"code":"0"}"#)),
  ])
  func doesWithoutWhereThereIsNone(answer: FeedAnswer) {
    var talk = Conversation(.okx)
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(10)) { _ in answer }
    #expect(talk.standing(.okx) == .live)
    #expect(talk.state.isBackfillOver && talk.state.backfillFault != nil)
    #expect(talk.spans(.okx).allSatisfy { $0.lowerBound >= noon / 1_000 })
  }

  /// One family that can't be read leaves the day uncovered, and what was read counted.
  @Test func coversNothingWhereAPartIsMissing() {
    var talk = Conversation(.okx)
    var server = Server(rows: ["SWAP BTC-USDT": Self.times(800, every: 60_000)])
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(10)) { url in
      url.contains("FUTURES&instFamily=BTC-USD&")
        ? .refused(HTTPRefusal(status: 404)) : server.answer(url)
    }
    #expect(
      !talk.liquidations.isEmpty && talk.spans(.okx).allSatisfy { $0.lowerBound >= noon / 1_000 })
  }

  /// A row whose time can't be read may be of any time.
  @Test func coversNothingWhereARowHasNoTime() {
    var talk = Conversation(.okx)
    var server = Server(rows: ["SWAP BTC-USDT": Self.times(800, every: 60_000)])
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(10)) { url in
      guard url.contains("FUTURES&instFamily=BTC-USD&") else { return server.answer(url) }
      let row = #"{"bkPx":"91000","posSide":"net","side":"sell","sz":"1","ts":"?"}"#
      return .body(
        bytes(#"{"code":"0","data":[{"instId":"BTC-USD-261225","details":[\#(row)]}]}"#))
    }
    #expect(talk.state.isBackfillOver && talk.state.odd.total == 1)
    #expect(talk.spans(.okx).allSatisfy { $0.lowerBound >= noon / 1_000 })
  }

  @Test func asksForFuturesByTheLengthLeftWhereItMust() {
    var talk = Conversation(.okx)
    var server = Server(
      rows: [
        "SWAP BTC-USDT": Self.times(800, every: 60_000),
        "FUTURES BTC-USDT": Self.times(2, every: 7_000),
      ], wantsAlias: true)
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(15), &server)
    for alias in ["this_week", "next_week", "quarter", "next_quarter"] {
      #expect(server.urls.contains { $0.hasSuffix("&alias=\(alias)") })
    }
    #expect(talk.spans(.okx).first?.lowerBound == Self.midnight / 1_000)
    let all = server.rows.values.flatMap(\.self).filter { $0 >= Self.midnight }
    #expect(Set(talk.liquidations.map(\.identity)).count == all.count)
  }

  @Test(arguments: [
    "9223372036854775807", "-9223372036854775808", "0", "-1", "9e18", "1e300", "null", "[]",
  ])
  func endsWherePagesHaveAbsurdTimes(time: String) {
    var talk = Conversation(.okx)
    let ids = talk.goLive()
    let row = #"{"bkPx":"91000","posSide":"net","side":"sell","sz":"1","ts":\#(time)}"#
    let page = #"{"code":"0","data":[{"instId":"BTC-USDT-SWAP","details":[\#(row)]}]}"#
    run(&talk, ids, for: .seconds(4)) { _ in .body(bytes(page)) }
    #expect(talk.state.isBackfillOver && talk.liquidations.isEmpty)
    #expect(talk.state.odd.total > 0)
  }

  @Test func waitsWhereItAsksTooOften() throws {
    var talk = Conversation(.okx)
    let ids = talk.goLive()
    talk.live(ids, for: .seconds(1))
    let request = try #require(talk.requests(.backfill).first)
    let tooOften = HTTPRefusal(status: 429, body: bytes(#"{"code":"50011","msg":"x","data":[]}"#))
    talk.tell(.answered(request.id, .refused(tooOften)))
    talk.live(ids, for: .seconds(29))
    #expect(talk.requests(.backfill).isEmpty)
    talk.live(ids, for: .seconds(4))
    #expect(talk.requests(.backfill).map(\.url) == [request.url])
  }

  /// Rows may come late: they are looked for once more, and after a gap with some hours of overlap.
  @Test func looksAgainAfterAGap() throws {
    var talk = Conversation(.okx)
    var server = Server(rows: ["SWAP BTC-USDT": Self.times(800, every: 60_000)])
    let ids = talk.goLive()
    run(&talk, ids, for: .seconds(10), &server)
    let first = server.urls.count
    run(&talk, ids, for: .seconds(585), every: .seconds(5)) { server.answer($0) }
    #expect(server.urls.count == first)
    run(&talk, ids, for: .seconds(20), &server)
    #expect(server.urls.count > first)
    talk.tell(.ended(ids[0], .broken))
    talk.wait(.seconds(10))
    let next = try #require(talk.connects().first).id
    talk.open(next)
    server.urls = []
    let late = talk.now.milliseconds - 5_000
    server.rows["SWAP BTC-USDT"]?.append(late)
    run(&talk, [next], for: .seconds(10), &server)
    #expect(talk.liquidations.contains { $0.milliseconds == late })
    // Six hours of a row a minute, and the other families.
    #expect((7...10).contains(server.urls.count))
  }

  @Test func readsTheFamiliesThatTheListHas() throws {
    var talk = Conversation(.okx)
    let ids = talk.goLive()
    let list = """
      {"code":"0","data":[{"instId":"BTC-USD_UM-SWAP","instFamily":"BTC-USD_UM","ctVal":"0.001",
       "ctMult":"1","ctValCcy":"BTC","ctType":"linear"}]}
      """
    var server = Server()
    for _ in 0..<2 {
      for (id, _) in talk.requests(.contracts) { talk.tell(.answered(id, .body(bytes(list)))) }
      talk.live(ids, for: .seconds(1))
    }
    run(&talk, ids, for: .seconds(620), every: .seconds(2)) { server.answer($0) }
    #expect(server.urls.contains { $0.contains("instFamily=BTC-USD_UM&") })
  }
}
