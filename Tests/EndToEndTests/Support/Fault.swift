import Liquidations
import Testing

/// Something that a server does with the call for one metric, and what the screen says of it.
struct Fault: Sendable, CustomTestStringConvertible {
  /// What becomes of the metric's number of yesterday.
  enum Outcome: Sendable {
    /// The last good one stays, and the metric isn't fresh.
    case stale
    /// The last good one stays, and the metric is fresh.
    case kept
    /// The answer was good after all.
    case replaced
  }

  static let metric = Metric(.bybit, .short)

  let testDescription: String
  let answer: StagedServer.Answer
  /// Nil if there is nothing to be said.
  let says: String?
  let outcome: Outcome

  init(
    _ name: String, _ answer: StagedServer.Answer, says: String? = nil, _ outcome: Outcome = .stale
  ) {
    testDescription = name
    self.answer = answer
    self.says = says
    self.outcome = outcome
  }

  /// An answer with the status 200 that can't be read, or not as meant.
  init(_ name: String, body: String, says: String? = nil, _ outcome: Outcome = .stale) {
    self.init(name, .body(Array(body.utf8)), says: says, outcome)
  }
}

// MARK: - The table

extension Fault {
  static let all = statuses + waits + connections + packings + bodies + numbers

  /// Those that hold the program up until its patience is over.
  static let hanging = [
    Fault("no answer", .silence, says: "no answer within 20 s."),
    Fault(
      "half an answer, then nothing", .wire(.bytes("\(Wire.head)Content-Length: 9\r\n\r\n[[1")),
      says: "no answer within 20 s."),
    Fault("a byte now and then", .wire(.trickle), says: "no answer within 20 s."),
  ]

  private static let statuses = [
    Fault(
      "000", .wire(.bytes("HTTP/1.1 000 What\r\n\r\n")),
      says: "the server answered with status 0."),
    Fault("099", .wire(.bytes("HTTP/1.1 099 What\r\n\r\n")), says: "answered with status 99."),
    Fault(
      "interim answers without end",
      .wire(.flood("HTTP/1.1 100 Continue\r\n\r\n")), says: "answered with status 100."),
    Fault("204", .status(204), says: "the server answered with status 204."),
    Fault("206", .status(206), says: "the server answered with status 206."),
    redirect(301), redirect(302), redirect(307),
    Fault("304 unasked", .status(304), says: "the server answered with status 304."),
    Fault("400", .status(400), says: "the server refused the call (400)."),
    Fault("401", .status(401), says: "The server refused the token (401); check it, then press r."),
    Fault("403", .status(403), says: "the token may not read this metric (403); check the plan it"),
    Fault(
      "403 of a web page", .status(403, headers: ["Content-Type: text/html"]),
      says: "something in front of the server refused the call with a web page (403)."),
    Fault("404", .status(404), says: "the server has no such metric (404); check the base URL."),
    Fault("418", .status(418), says: "the server refused the call (418)."),
    Fault("429", .status(429), says: "too many calls (429)."),
    Fault("500", .status(500), says: "the server failed (500)."),
    Fault("502", .status(502), says: "the server failed (502)."),
    Fault("503", .status(503), says: "the server failed (503)."),
    Fault("599", .status(599), says: "the server failed (599)."),
  ]

  private static func redirect(_ status: Int) -> Fault {
    // Were it followed, the name would be said not to be found.
    Fault(
      "\(status)", .status(status, headers: ["Location: https://elsewhere.invalid/"]),
      says: "the server redirects (\(status)), which is not followed; check the base URL.")
  }

  private static let spent = "calls are used up; fetching resumes"

  private static let waits = [
    wait(429, "3000", "too many calls (429); it asks to wait 50 min."),
    wait(503, "150", "the server failed (503); it asks to wait 2 min."),
    wait(429, "7200", spent),
    wait(429, "Thu, 01 Jan 2099 00:00:00 GMT", spent),
    wait(429, "99999999999999999999", spent),
    wait(429, "Sun, 06 Nov 1994 08:49:37 GMT", "too many calls (429)."),
    wait(429, "0", "too many calls (429)."),
    wait(429, "soon", "too many calls (429)."),
  ]

  private static func wait(_ status: Int, _ header: String, _ says: String) -> Fault {
    Fault(
      "\(status), Retry-After: \(header)", .status(status, headers: ["Retry-After: \(header)"]),
      says: says)
  }

  private static let brokenOff = "the connection to 127.0.0.1 was lost."
  private static let tooLarge = "the answer is larger than 16 MiB."

  private static let connections = [
    Fault("closed before the answer", .drop, says: brokenOff),
    Fault("cut in the middle", .wire(.cut(Market.next.payload(metric))), says: brokenOff),
    Fault(
      "cut between chunks",
      .wire(.bytes("\(Wire.head)Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n", closes: true)),
      says: brokenOff),
    Fault("a reset in the middle", .wire(.reset), says: brokenOff),
    Fault("not HTTP", .wire(.bytes("220 mail.example ESMTP\r\n")), says: brokenOff),
    Fault(
      "chunks of a few bytes", .wire(.dribble(Market.next.payload(metric))), .replaced),
    Fault("an endless body", .wire(.endless("\r\n", " ")), says: tooLarge),
    Fault(
      "an endless trailer",
      .wire(.endless("Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n", "X: and so on\r\n")),
      says: brokenOff),
    Fault(
      "an endless head", .wire(.endless("", "X-Header: and so on\r\n")), says: brokenOff),
  ]

  private static let packings = [
    Fault("gzip", packed(Gzip.pack(Market.next.payload(metric))), .replaced),
    Fault("a gzip bomb", packed(Gzip.bomb), says: tooLarge),
    Fault(
      "gzip that isn't", packed(Market.next.payload(metric)), says: "the answer can't be unpacked."),
    Fault(
      "gzip, cut", packed(Array(Gzip.pack(Market.next.payload(metric)).dropLast(900))),
      says: "the answer can't be unpacked."),
  ]

  private static func packed(_ bytes: [UInt8]) -> StagedServer.Answer {
    .body(bytes, headers: ["Content-Encoding: gzip"])
  }

  private static let bodies = [
    Fault("nothing", body: "", says: "the answer is empty."),
    Fault(
      "a web page", body: "<!DOCTYPE html><title>Wait</title>",
      says: "the answer is a web page, not JSON."),
    Fault("an object", body: #"{"data": []}"#, says: "the answer is not an array of pairs."),
    Fault("a number", body: "7", says: "the answer is not an array of pairs."),
    Fault("null", body: "null", says: "the answer is not an array of pairs."),
    Fault(
      "JSON, cut", body: "[[1779148800000, 1], [17", says: "the answer is not whole, valid JSON."),
    Fault(
      "deep nesting", body: String(repeating: "[", count: 100_000),
      says: "the answer is not whole, valid JSON."),
    Fault(
      "UTF-16", .body("[[1779148800000,-1]]".utf16.flatMap { [UInt8($0), 0] }), .kept),
    Fault("no days", body: "[]", .kept),
    Fault("one day", body: "[[1779148800000, -1]]", .kept),
  ]

  private static let numbers = [
    Fault("objects", body: #"[{"t": 1, "v": 2}]"#, says: "the entry is not a pair (entry 0)."),
    Fault(
      "triples", body: "[[1779148800000, -1, 0]]",
      says: "the entry is not a pair of time and value (entry 0)."),
    Fault(
      "a text as the time", body: #"[["2026-05-19", -1]]"#,
      says: "the time is not a number (entry 0)."),
    Fault(
      "a text as the value", body: #"[[1779148800000, "-1"]]"#,
      says: "the value is not a number (entry 0)."),
    Fault(
      "NaN", body: "[[1779148800000, NaN]]", says: "the value is not a number (entry 0)."),
    Fault(
      "one NaN among many", .body(among("[1779148800000, NaN]")),
      says: "an amount that isn't a number was dropped.", .replaced),
    Fault(
      "one text among many", .body(among(#"[1779148800000, "1"]"#)),
      says: "an amount that isn't a number was dropped.", .replaced),
    Fault(
      "one year 9999 among many", .body(among("[253370764800000, -1]")),
      says: "is in the future and was dropped.", .replaced),
    Fault(
      "the least amount of all", body: "[[\(Market.next.yesterday - 86400000), -4.9e-324]]", .kept),
    Fault(
      "50,000 of the wrong sign",
      body: "[\((0..<50_000).map { "[\(1779148800000 - $0), 7]" }.joined(separator: ","))]",
      says: "has the wrong sign and was dropped; so were 49999 more.", .kept),
    value("1e308", "the value is implausibly large (entry 0)."),
    value("-1e999", "the value is not a number (entry 0)."),
    Fault("null for yesterday", body: "[[\(Market.next.yesterday), null]]", .kept),
    Fault(
      "nothing but nulls", .body(Market.next.payload(metric) { _ in nil }), .kept),
    Fault(
      "the wrong sign", body: "[[\(Market.next.yesterday), 1234567]]",
      says: "+1.23M has the wrong sign and was dropped.", .kept),
    Fault(
      "the year 9999", body: "[[253370764800000, -1]]", says: "the day is in the future (entry 0)."),
    Fault(
      "seconds", body: "[[1779148800, -1]]",
      says: "the day is before Bitcoin began; are the times in seconds? (entry 0)."),
    Fault(
      "40,000 days", .body(days(40_000) { Market.next.today - $0 }),
      says: "the day is before Bitcoin began; are the times in seconds? (entry "),
    Fault(
      "40,000 entries of the same days",
      .body(days(40_000) { Market.next.today - $0 % 100 }), .kept),
  ]

  private static func value(_ text: String, _ says: String) -> Fault {
    Fault(text, body: "[[1779148800000, \(text)]]", says: says)
  }

  /// The next market's answer with another entry in it.
  private static func among(_ entry: String) -> [UInt8] {
    Array("[\(entry),".utf8) + Market.next.payload(metric).dropFirst()
  }

  /// Entries with the value of before.
  private static func days(_ count: Int, _ day: (Int) -> Day) -> [UInt8] {
    let entries = (0..<count).map { "[\(day($0).millisecondsSinceEpoch), -1234567]" }
    return Array("[\(entries.joined(separator: ","))]".utf8)
  }
}

extension Market {
  /// The market after the first fetch, with other numbers for yesterday:
  ///
  ///     Binance   99.9M   −8.88M
  ///     Bybit     22.2M   −1.11M
  ///     OKX       3.33M    −444K
  ///     Deribit   55.5K   −6.66K
  static let next = Metric.allCases.reduce(Market()) { market, metric in
    let values = [[99.9e6, 22.2e6, 3.33e6, 55.5e3], [-8.88e6, -1.11e6, -444e3, -6.66e3]]
    let side = metric.side == .long ? 0 : 1
    return market.with(metric, daysAgo: 1, values[side][metric.exchange.rawValue])
  }

  /// Yesterday, in the API's milliseconds.
  fileprivate var yesterday: Int64 { (today - 1).millisecondsSinceEpoch }
}
