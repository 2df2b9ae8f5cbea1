import Liquidations

/// Which Bitcoin contracts an exchange lists: asked at the start and every few hours, each list by
/// itself, so that one that fails holds up no other.
struct ContractsPlan: Sendable {
  /// One request, or for a list of several pages, a row of them.
  private struct Query: Sendable {
    let feed: Feed
    let host: String
    let path: String
    let parameters: String
    var due: Duration?
    var failures = 0
    /// Where the next page begins; empty for the first one.
    var cursor = ""
    var pages = 0
    /// Of the pages so far.
    var found: [Contract] = []
    /// The whole list, once it was there.
    var list: [Contract]?

    init(_ feed: Feed, _ host: String, _ path: String, _ parameters: String = "") {
      (self.feed, self.host, self.path, self.parameters) = (feed, host, path, parameters)
    }

    var url: FeedURL {
      let page = cursor.isEmpty ? "" : "&cursor=\(cursor)"
      return .request(host, path, query: parameters + page)
    }
  }

  /// No list has more pages; what follows is another's mistake.
  private static let mostPages = 10
  /// An unknown contract has the list read again, no more often than so.
  private static let closestReadings = Duration.seconds(60)
  private static let pause = Duration.milliseconds(300)

  let exchange: Exchange
  private var queries: [Query]
  private var asking: Int?
  private var begun: Duration?
  /// Why what is known isn't the exchange's own list, or isn't as new as it should be.
  private(set) var fault: AnswerFault?
  private var generator: any RandomNumberGenerator & Sendable

  init(_ exchange: Exchange, generator: any RandomNumberGenerator & Sendable) {
    self.exchange = exchange
    self.generator = generator
    queries =
      switch exchange {
      case .binance:
        [
          Query(.binanceUSDM, "fapi.binance.com", "/fapi/v1/exchangeInfo"),
          Query(.binanceCOINM, "dapi.binance.com", "/dapi/v1/exchangeInfo"),
        ]
      case .bybit:
        [(Feed.bybitLinear, "linear"), (.bybitInverse, "inverse")].map { feed, category in
          Query(
            feed, "api.bybit.com", "/v5/market/instruments-info",
            "category=\(category)&baseCoin=BTC&limit=1000")
        }
      case .okx:
        ["SWAP", "FUTURES"].map {
          Query(.okx, "www.okx.com", "/api/v5/public/instruments", "instType=\($0)")
        }
      case .deribit:
        ["BTC", "USDC"].map {
          Query(
            .deribit, "www.deribit.com", "/api/v2/public/get_instruments",
            "currency=\($0)&kind=future")
        }
      }
  }

  var wake: Duration? { asking == nil ? queries.compactMap(\.due).min() : nil }

  /// Reads all lists at once, the first time or since one has turned out to be old.
  mutating func begin(at now: FeedMoment) {
    if let begun, now.elapsed - begun < Self.closestReadings { return }
    begun = now.elapsed
    for index in queries.indices where index != asking {
      queries[index].due = now.elapsed + Self.pause * index
    }
  }

  mutating func next(at now: FeedMoment) -> FeedURL? {
    guard let wake, wake <= now.elapsed else { return nil }
    asking = queries.firstIndex { $0.due == wake }
    guard let asking else { return nil }
    queries[asking].due = nil
    return queries[asking].url
  }

  /// Takes an answer.
  ///
  /// - Returns: the feed whose list is whole now, with its contracts.
  mutating func take(
    _ answer: FeedAnswer, at now: FeedMoment
  ) -> (feed: Feed, contracts: Contracts)? {
    guard let index = asking else { return nil }
    asking = nil
    do throws(AnswerFault) {
      let json = try answer.json(exchange)
      queries[index].found += try contracts(in: json, of: queries[index].feed)
      queries[index].pages += 1
      if let cursor = json["result"]?["nextPageCursor"]?.string, Self.isCursor(cursor),
        cursor != queries[index].cursor, queries[index].pages < Self.mostPages
      {
        queries[index].cursor = cursor
        queries[index].due = now.elapsed + Self.pause
        return nil
      }
      return try complete(index, at: now)
    } catch {
      fail(index, error, at: now)
      return nil
    }
  }

  // The feed's queries together must have something; one of several lists may be empty.
  private mutating func complete(
    _ index: Int, at now: FeedMoment
  ) throws(AnswerFault) -> (feed: Feed, contracts: Contracts)? {
    let feed = queries[index].feed
    queries[index].list = queries[index].found
    restart(index, after: exchange == .okx ? .seconds(3_600) : .seconds(6 * 3_600), at: now)
    queries[index].failures = 0
    let lists = queries.filter { $0.feed == feed }.map(\.list)
    guard lists.allSatisfy({ $0 != nil }) else { return nil }
    let contracts = lists.compactMap(\.self).flatMap(\.self)
    guard !contracts.isEmpty else { throw .empty }
    if queries.allSatisfy({ $0.list != nil && $0.failures == 0 }) { fault = nil }
    return (feed, Contracts(contracts + ContractsPlan.withoutList(feed), isListed: true))
  }

  private mutating func fail(_ index: Int, _ fault: AnswerFault, at now: FeedMoment) {
    self.fault = fault
    queries[index].failures += 1
    let jitter = Double.random(in: 0...1, using: &generator)
    restart(
      index, after: fault.wait(failures: queries[index].failures, jitter: jitter), at: now)
  }

  private mutating func restart(_ index: Int, after wait: Duration, at now: FeedMoment) {
    queries[index].due = now.elapsed + wait
    queries[index].found = []
    queries[index].cursor = ""
    queries[index].pages = 0
  }

  /// Cursors go into a URL as they come, escaped already.
  private static func isCursor(_ text: String) -> Bool {
    (1...500).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "%"), UInt8(ascii: "-"),
          UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
          true
        default: false
        }
      }
  }
}

// MARK: - Lists

extension ContractsPlan {
  /// What is listened to in any case.
  static func withoutList(_ feed: Feed) -> [Contract] {
    switch feed {
    case .binanceUSDM, .binanceCOINM: BinanceDialect.withoutList(feed)
    case .bybitLinear, .bybitInverse: BybitDialect.withoutList(feed)
    case .okx, .deribit: []
    }
  }

  private func contracts(in json: JSON, of feed: Feed) throws(AnswerFault) -> [Contract] {
    let list =
      switch exchange {
      case .binance: json["symbols"]
      case .bybit: json["result"]?["list"]
      case .okx: json["data"]
      case .deribit: json["result"]
      }
    guard let list, list.isArray else { throw .unreadable }
    return list.elements.compactMap { contract($0, of: feed) }
  }

  private func contract(_ entry: JSON, of feed: Feed) -> Contract? {
    switch feed {
    case .binanceUSDM: Self.usdm(entry)
    case .binanceCOINM: Self.coinm(entry)
    case .bybitLinear: Self.bybit(entry, "Linear", .linear)
    case .bybitInverse: Self.bybit(entry, "Inverse", .inverse)
    case .okx: Self.okx(entry)
    case .deribit: Self.deribit(entry)
    }
  }

  private static func usdm(_ entry: JSON) -> Contract? {
    guard entry["baseAsset"]?.string == "BTC", entry["status"]?.string == "TRADING",
      entry["quoteAsset"]?.string?.contains("USD") == true
    else {
      return nil
    }
    return entry["symbol"]?.string.flatMap { Contract($0, .linear) }
  }

  private static func coinm(_ entry: JSON) -> Contract? {
    guard entry["baseAsset"]?.string == "BTC", entry["contractStatus"]?.string == "TRADING",
      let size = entry["contractSize"]?.number
    else {
      return nil
    }
    return entry["symbol"]?.string.flatMap { Contract($0, .inverse, size: size) }
  }

  // An answer may hold both kinds, whichever was asked for.
  private static func bybit(_ entry: JSON, _ prefix: String, _ kind: Contract.Kind) -> Contract? {
    guard entry["baseCoin"]?.string == "BTC", entry["status"]?.string == "Trading",
      entry["contractType"]?.string?.hasPrefix(prefix) == true
    else {
      return nil
    }
    return entry["symbol"]?.string.flatMap { Contract($0, kind) }
  }

  // Those that aren't traded yet have no numbers.
  private static func okx(_ entry: JSON) -> Contract? {
    guard let name = entry["instId"]?.string, name.hasPrefix("BTC-"),
      let value = entry["ctVal"]?.number
    else {
      return nil
    }
    let kind: Contract.Kind
    switch (entry["ctType"]?.string, entry["ctValCcy"]?.string) {
    case ("linear", "BTC"): kind = .linear
    case ("inverse", "USD"): kind = .inverse
    default: return nil
    }
    let size = value * (entry["ctMult"]?.number ?? 1)
    return Contract(name, kind, size: size, family: entry["instFamily"]?.string)
  }

  private static func deribit(_ entry: JSON) -> Contract? {
    guard entry["base_currency"]?.string == "BTC", entry["is_active"]?.truth != false,
      let name = entry["instrument_name"]?.string
    else {
      return nil
    }
    switch entry["instrument_type"]?.string ?? entry["future_type"]?.string {
    case "reversed": return Contract(name, .inverse)
    case "linear": return Contract(name, .linear)
    default: return nil
    }
  }
}
