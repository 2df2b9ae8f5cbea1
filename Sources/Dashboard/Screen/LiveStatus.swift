import Canvas
import Liquidations
import Live
import Wording

/// The price and how many exchanges are heard, for the header:
///
///     BTC 91,580 +1.2 %   live 3/4: Bybit blocked
struct LiveStatus {
  private let live: LiveSnapshot
  private let moment: Timestamp
  private let today: Day
  private let drawing: DrawingStyle
  private let ground: Ink

  /// A price that is older says when it was, in seconds.
  static let staleness: Int64 = 120

  /// Nil without feeds.
  init?(_ state: DashboardState, drawing: DrawingStyle, ground: Ink) {
    guard state.hasFeeds else { return nil }
    live = state.live ?? LiveSnapshot(feeds: [])
    moment = state.moment
    today = state.moment.day
    self.drawing = drawing
    self.ground = ground
  }

  /// From the longest to the shortest.
  var forms: [Line] {
    let faults = live.faults
    let long = faults.isEmpty ? nil : faults.joined(by: ", ")
    let short = faults.count > 1 ? "\(faults[0]), \(faults.count - 1) more" : nil
    let prices = [price(isLong: true), price(isLong: false), price].compactMap(\.self)
    var forms = [long, short].compactMap(\.self).map { line(prices.first, faults: $0) }
    forms += prices.map { line($0, faults: nil) }
    return forms + [long, short].compactMap(\.self).map { line(nil, faults: $0) }.suffix(1)
      + [line(nil, faults: nil)]
  }

  private func line(_ price: Line?, faults: String?) -> Line {
    var line = price ?? Line()
    if let price { line.add(price.width < 12 ? "  " : "   ", .muted, on: ground) }
    let isWell = live.faults.isEmpty && !live.feeds.isEmpty
    line.add("live", .muted, on: ground)
    let count = live.feeds.isEmpty ? "" : " \(live.liveExchanges.count)/\(live.exchanges.count)"
    line.add(count, isWell ? .good : .warning, on: ground)
    if live.feeds.isEmpty { line.add(" connecting", .muted, on: ground) }
    if let faults { line.add(": \(faults)", .warning, on: ground) }
    return line
  }

  /// With its change since midnight; nil without a price.
  private func price(isLong: Bool) -> Line? {
    guard let price = live.price else { return nil }
    var line = Line()
    if isLong { line.add("BTC ", .muted, on: ground) }
    line.add(USD.price(price.usd), Style(.strong, on: ground, .bold))
    if moment.seconds - price.at.seconds > Self.staleness {
      line.add(" at \(price.at.clock)", .warning, on: ground)
    } else if let opening = live.opening(of: today) {
      line.add(
        " " + Ratio.fineChange(price.usd / opening, signs: drawing.signs), .text, on: ground)
    }
    return line
  }

  /// Alone; nil for one that is old.
  private var price: Line? {
    guard let price = live.price, moment.seconds - price.at.seconds <= Self.staleness else {
      return nil
    }
    var line = Line()
    line.add(USD.price(price.usd), Style(.strong, on: ground, .bold))
    return line
  }
}
