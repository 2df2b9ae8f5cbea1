import FoundationEssentials
import Liquidations

@testable import Feeds

/// Whatever an exchange sends or answers is a sound liquidation, or none; nothing is told twice in one
/// message, and the feed always has something to wait for.
///
/// The first byte is the feed; the lines that follow are messages of its connection, and answers to what
/// is asked for meanwhile.
@Sendable func checkFeed(_ bytes: [UInt8]) {
  let feed = Feed.allCases[(bytes.first.map(Int.init) ?? 0) % Feed.allCases.count]
  var now = FeedMoment(elapsed: .seconds(1_000), milliseconds: 1_795_694_405_600)
  var exchange = ExchangeFeed(feed.exchange, generator: Unchanging())
  var effects = exchange.start(at: now)
  now.elapsed += .seconds(1)
  effects += exchange.handle(.due, at: now)
  effects += exchange.handle(.opened(ConnectionID(feed, 1)), at: now)
  for line in bytes.dropFirst().split(separator: UInt8(ascii: "\n")).prefix(16).map(Array.init) {
    checkJSON(line)
    let requests = effects.compactMap { if case .get(let id, _) = $0 { id } else { nil } }
    effects = exchange.handle(.message(ConnectionID(feed, 1), line), at: now)
    checkEffects(effects, at: now)
    for request in requests {
      let answered = exchange.handle(.answered(request, .body(line)), at: now)
      checkEffects(answered, at: now)
      effects += answered
    }
    now.elapsed += .milliseconds(700)
    now.milliseconds += 700
    effects += exchange.handle(.due, at: now)
    precondition(exchange.wake.map { $0 > now.elapsed } ?? true)
  }
}

private func checkEffects(_ effects: [FeedEffect], at now: FeedMoment) {
  var identities: Set<String> = []
  for effect in effects {
    switch effect {
    case .liquidation(let liquidation, _):
      precondition(liquidation.usd > 0 && liquidation.usd < Row.mostUSD)
      precondition(liquidation.bitcoin > 0 && Row.prices.contains(liquidation.price))
      precondition(abs(liquidation.milliseconds - now.milliseconds) <= Row.oldest)
      precondition(identities.insert(liquidation.identity).inserted)
    case .price(_, let usd, _): precondition(Row.prices.contains(usd))
    case .covered(_, let seconds): precondition(!seconds.isEmpty)
    case .send(_, let text):
      precondition(text == "ping" || JSON(Array(text.utf8)) != nil)
    case .connect, .close, .get: break
    }
  }
}

/// What our reader takes for JSON, Foundation's does, but for numbers that no `Double` can be.
private func checkJSON(_ bytes: [UInt8]) {
  guard JSON(bytes) != nil, !bytes.contains(0),
    !bytes.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }), bytes.count < 300
  else {
    return
  }
  precondition((try? JSONDecoder().decode(Anything.self, from: Data(bytes))) != nil)
}

private struct Anything: Decodable {
  init(from decoder: any Decoder) throws { _ = try decoder.singleValueContainer() }
}

private struct Unchanging: RandomNumberGenerator {
  mutating func next() -> UInt64 { 1 << 63 }
}
