import FoundationEssentials
import Liquidations
import Live
import NIOHTTP1
import Newhedge
import Synchronization
import Testing

@testable import APIServer

/// What is served below `/v1`.
@Suite(.timeLimit(.minutes(20))) struct ReportsTests {
  /// 2026-05-20, an hour after noon.
  private static let now = servedDay.start + .seconds(13 * 3_600)

  private static func source(at now: @escaping @Sendable () -> Timestamp = { now }) -> ReportSource
  {
    ReportSource(
      source: "test",
      days: {
        var snapshot = Snapshot()
        snapshot.update(Metric.allCases) { metric, reading in
          reading.series = sampleSeries(metric)
          reading.asOf = Self.now
        }
        return snapshot
      },
      live: { step, time in
        let start = Self.now + .seconds(-7_200)
        return LiveRecord(
          step,
          sums: [
            SlotTallies(
              .okx, Slot(step, at: start), Tallies(long: Tally(usd: 5, count: 1, largest: 5)))
          ], coverage: Coverage([.okx: Spans([start.seconds..<Self.now.seconds])]), start: start,
          told: [.okx: Self.now])
      }, now: now)
  }

  private func seen(
    _ targets: String..., headers: [(String, String)] = []
  ) async throws -> [Seen] {
    try await withServer(reports: Self.source()) { port in
      var answers: [Seen] = []
      for target in targets {
        let mark = target.contains("?") ? "&" : "?"
        answers.append(
          try await call(
            port, "\(target)\(mark)api_token=\(secret)", headers: .init(headers)))
      }
      return answers
    }
  }

  @Test func daysAreServedAsTheyArePrinted() async throws {
    let answers = try await seen(
      "/v1/days.csv?last=3d&exchange=okx", "/v1/days.json?bucket=month", "/v1/days.ndjson")
    #expect(answers.map(\.status) == [200, 200, 200])
    #expect(
      answers.map { $0.headers["content-type"].first } == [
        "text/csv; charset=utf-8", "application/json", "application/x-ndjson",
      ])
    #expect(
      answers[0].body.hasPrefix(
        "day,exchange,side,usd,provisional,fetched_at\n\(servedDay - 2),okx,long,1002.25,false,\n"))
    #expect(
      answers[1].body.hasPrefix(#"{"schema":"liqtop.days/1","source":"test","unit":"month","#))
    #expect(answers[2].body.split(separator: "\n").count == 3 * 8)
    #expect(answers[0].headers["last-modified"] == ["Tue, 19 May 2026 13:00:00 GMT"])
  }

  @Test func whatWasHeardIsServedAsItIsPrinted() async throws {
    let answers = try await seen(
      "/v1/live.json?last=3h&exchange=okx,bybit", "/v1/live.json?bucket=minute&last=150min")
    #expect(answers.map(\.status) == [200, 200])
    #expect(answers[0].body.contains(#""told_until":{"bybit":null,"okx":"2026-05-19T13:00:00Z"}"#))
    #expect(answers[0].body.contains(#""missing":["bybit"]"#))
    #expect(answers[1].body.split(separator: "\n").count == 121 + 2)
  }

  @Test func whatCannotBeAskedIsSaid() async throws {
    for (query, reason) in [
      ("since=soon", "since soon: not a date; write 2026-11-09 or last week"),
      ("last=7", "last 7: not a date; 7 days are 7d"),
      ("last=7d&since=today", "last either this, or since and until"),
      ("bucket=hour", "bucket must be one of day, week, month"),
      (
        "exchange=mtgox", "exchange must be all, or some of binance, bybit, okx, deribit, separated"
      ),
      (
        "sinse=today", "there is no parameter sinse; there are since, until, last, exchange, bucket"
      ),
      ("last=7d&last=8d", "last is given twice"),
      ("last=%22%0A", "last ???: not a date"),
    ] {
      let answer = try #require(try await seen("/v1/days.json?\(query)").first)
      #expect(answer.status == 400, "\(query)")
      let body = try JSONDecoder().decode([String: String].self, from: Data(answer.body.utf8))
      #expect(body["error"]?.hasPrefix(reason) == true || query.contains("%"), "\(answer.body)")
    }
    let nothing = try await seen(
      "/v1/days.json?last=2019", "/v1/live.json?until=2019", "/v1/tape.json")
    #expect(nothing.map(\.status) == [404, 404, 404])
    #expect(nothing[0].body == #"{"error": "there is no value for those days"}"#)
  }

  @Test func whoHasNoTokenIsToldNothing() async throws {
    let statuses = try await withServer(reports: Self.source()) { port in
      [
        try await call(port, "/v1/days.json").status,
        try await call(port, "/v1/days.json?api_token=wrong&sinse=1").status,
        try await call(port, "/v1/days.json?api_token=\(secret)", .POST).status,
      ]
    }
    #expect(statuses == [401, 401, 405])
    // And a server without reports has none.
    let none = try await withServer { port in
      try await call(port, "/v1/days.json?api_token=\(secret)").status
    }
    #expect(none == 404)
  }

  @Test func whoHasTheAnswerIsToldSoByTagAndByDate() async throws {
    let first = try #require(try await seen("/v1/days.json").first)
    let tag = try #require(first.headers["etag"].first)
    let date = try #require(first.headers["last-modified"].first)
    #expect(first.headers["cache-control"] == ["no-store"])
    for (header, value, status) in [
      ("If-None-Match", tag, 304), ("If-None-Match", "\"x\"", 200),
      ("If-Modified-Since", date, 304), ("If-Modified-Since", "Mon, 18 May 2026 00:00:00 GMT", 200),
      ("If-Modified-Since", "yesterday", 200),
    ] {
      let answer = try #require(try await seen("/v1/days.json", headers: [(header, value)]).first)
      #expect(answer.status == UInt(status), "\(header): \(value)")
      #expect(answer.body.isEmpty == (status == 304))
      #expect(answer.headers["etag"] == [tag])
    }
  }
}
