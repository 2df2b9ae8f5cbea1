import Liquidations

/// How the amounts of a day are dealt out within one of its hours.
struct DemoHour: Sendable {
  /// Someone is liquidated in each slot, so that a tape always runs.
  static let slotLength: Int64 = 3_000
  private static let slotsPerMinute = 20

  /// Counted from 1970-01-01T00:00Z.
  let number: Int
  /// What is told of each metric in this hour, in USD, by its index.
  let amounts: [Double]
  let noise: DemoNoise
  /// Each minute's part of the hour, by the side's place.
  private let minutes: [[Double]]

  /// - Parameter amounts: what each metric comes to on the whole day, in USD, by its index.
  init(_ number: Int, amounts: [Double], _ noise: DemoNoise) {
    self.number = number
    self.noise = noise
    let hours = number / 24 * 24..<number / 24 * 24 + 24
    let cascades = hours.map { DemoCascade(hour: $0, noise) }
    self.amounts = Metric.allCases.map { metric in
      let weights = zip(hours, cascades).map { hour, cascade in
        DemoHistory.weight(of: metric, hour: hour, noise) * (cascade?.rush(of: metric.side) ?? 1)
      }
      return DemoTape.toldPart * amounts[metric.index] * weights[number % 24]
        / weights.reduce(0, +)
    }
    let cascade = cascades[number % 24]
    minutes = Side.allCases.map { Self.minutes(of: number, $0, cascade, noise) }
  }

  private static func minutes(
    of hour: Int, _ side: Side, _ cascade: DemoCascade?, _ noise: DemoNoise
  ) -> [Double] {
    var weights = (0..<60).map { minute in
      0.6 + exponential(0.8 * noise.bell(2 * (60 * hour + minute) + side.rawValue, Channel.minute))
    }
    if let cascade, cascade.side == side {
      let part = 0.5 + 0.35 * cascade.strength
      let burst = weights.reduce(0, +) * part / (1 - part)
      weights[cascade.minute] += 0.85 * burst
      weights[cascade.minute + 1] += 0.15 * burst
    }
    let all = weights.reduce(0, +)
    return weights.map { $0 / all }
  }

  private typealias Channel = DemoMarket.Channel

  /// What an exchange tells of, in the order of the times.
  func orders(of exchange: Exchange, _ prices: DemoPrices) -> [DemoOrder] {
    let contracts = DemoContract.all(of: exchange, on: Day(number: number / 24))
    var orders: [DemoOrder] = []
    let owners = exchange == .deribit ? [] : slotOwners()
    for side in Side.allCases {
      let deal = Deal(metric: Metric(exchange, side), contracts: contracts, prices: prices)
      orders += exchange == .deribit ? rare(deal) : frequent(deal, owners)
    }
    orders.sort(by: DemoOrder.precedes)
    return exchange == .binance ? Self.largest(orders) : orders
  }

  /// Of each contract and second the largest: of others Binance doesn't tell.
  private static func largest(_ orders: [DemoOrder]) -> [DemoOrder] {
    struct Place: Hashable {
      let name: String
      let second: Int64
    }
    let groups = Dictionary(grouping: orders) { order in
      Place(name: order.contract.name, second: order.milliseconds / 1_000)
    }
    return groups.values.compactMap { group in group.max { $0.lots < $1.lots } }
      .sorted(by: DemoOrder.precedes)
  }
}

// MARK: - Orders

extension DemoHour {
  private struct Deal {
    let metric: Metric
    let contracts: [DemoContract]
    let prices: DemoPrices
  }

  /// A moment at which somebody is liquidated.
  private struct Moment {
    let milliseconds: Int64
    let number: Int
    /// Whether it may not be left out for being too small.
    let isSure: Bool
  }

  /// What a large order comes to on average, in USD.
  private static let orderSize = 18_000.0
  private static let mostLarge = 40
  /// What the small ones come to, as a part of it all.
  private static let smallPart = 0.1
  /// What one of them weighs against a large one.
  private static let smallWeight = 0.02
  private static let mostPerHour = 4

  private var start: Int64 { Int64(number) * 3_600_000 }

  private func frequent(_ deal: Deal, _ owners: [Metric?]) -> [DemoOrder] {
    let amount = max(amounts[deal.metric.index] - smallest(deal, owners), 1)
    let counts = largeOrders(deal.metric, amount)
    let moments = (0..<60).map { self.moments(deal.metric, $0, counts[$0], owners) }
    // What isn't in the large ones goes by the minutes alone.
    let weights = (0..<60).map { minute in
      let part = minutes[deal.metric.side.rawValue][minute]
      return moments[minute].isEmpty
        ? 0 : Double(counts[minute]) + Self.smallPart * part * amount / Self.orderSize
    }
    let all = weights.reduce(0, +)
    return zip(moments, weights).flatMap { moments, weight in
      self.deal(amount * weight / all, moments, deal)
    }
  }

  /// What those come to who may not be left out, if all of them are as small as can be.
  private func smallest(_ deal: Deal, _ owners: [Metric?]) -> Double {
    let count = owners.count { $0 == deal.metric }
    let lot = deal.contracts.first?.worth(1, at: deal.prices.price(at: start)).usd ?? 0
    return Double(count) * lot
  }

  /// How many large orders each minute has: most of an amount is in few of them.
  private func largeOrders(_ metric: Metric, _ amount: Double) -> [Int] {
    minutes[metric.side.rawValue].enumerated().map { minute, part in
      let place = (number * 60 + minute) * Metric.allCases.count + metric.index
      let count = amount * part / Self.orderSize + noise.uniform(place, Channel.large)
      return min(Int(count), Self.mostLarge)
    }
  }

  /// Deribit's, of which there are some hundred a day.
  private func rare(_ deal: Deal) -> [DemoOrder] {
    let amount = amounts[deal.metric.index]
    let first = number * 128 + deal.metric.side.rawValue * 64
    let wanted = 1 + Int(draw(first, 7, deal.metric) * Double(Self.mostPerHour))
    let moments = (0..<min(wanted, Int(min(amount / 10, 100)))).map { turn in
      Moment(
        milliseconds: start + Int64(draw(first + turn, 0, deal.metric) * 3_600_000),
        number: first + turn, isSure: false)
    }
    return self.deal(amount, moments, deal)
  }

  /// Who is liquidated in each of the hour's slots; nobody where nothing is.
  private func slotOwners() -> [Metric?] {
    let metrics = Metric.allCases.filter { $0.exchange != .deribit }
    let all = metrics.reduce(0) { $0 + amounts[$1.index] }
    return (0..<60 * Self.slotsPerMinute).map { slot in
      guard all > 0 else { return nil }
      let place = number * 60 * Self.slotsPerMinute + slot
      var rest = noise.uniform(place, Channel.slot) * all
      return metrics.first { metric in
        rest -= amounts[metric.index]
        return rest < 0
      } ?? metrics.last
    }
  }

  private func moments(
    _ metric: Metric, _ minute: Int, _ large: Int, _ owners: [Metric?]
  ) -> [Moment] {
    let first = ((number * 60 + minute) * 2 + metric.side.rawValue) * 128
    let minuteStart = start + Int64(minute) * 60_000
    var moments: [Moment] = []
    for slot in 0..<Self.slotsPerMinute
    where owners[minute * Self.slotsPerMinute + slot] == metric {
      let number = first + moments.count
      let time =
        minuteStart + Int64(slot) * Self.slotLength + Int64(draw(number, 0, metric) * 1_000)
      moments.append(Moment(milliseconds: time, number: number, isSure: true))
    }
    let isBurst = large > 10
    for _ in 0..<large {
      let number = first + moments.count
      let part = draw(number, 0, metric)
      // In a cascade they come thick and fast, and then thin out.
      let time = minuteStart + Int64(isBurst ? 4_000 + part * part * 50_000 : part * 60_000)
      moments.append(Moment(milliseconds: time, number: number, isSure: false))
    }
    return moments
  }

  /// Deals an amount out to those who are liquidated, in unequal parts.
  private func deal(_ amount: Double, _ moments: [Moment], _ deal: Deal) -> [DemoOrder] {
    let weights = moments.map { moment in
      (moment.isSure ? Self.smallWeight : 1) * exponential(0.9 * bell(moment.number, deal.metric))
    }
    let all = weights.reduce(0, +)
    return zip(moments, weights).flatMap { moment, weight in
      orders(of: amount * weight / all, moment, deal)
    }
  }

  private func orders(of usd: Double, _ moment: Moment, _ deal: Deal) -> [DemoOrder] {
    let draw = { (turn: Int) in self.draw(moment.number, turn, deal.metric) }
    let isLong = deal.metric.side == .long
    let market = deal.prices.price(at: moment.milliseconds)
    let tick = Int((market * (1 + (isLong ? -1 : 1) * 0.004 * draw(1)) * 10).rounded())
    let price = Double(tick) / 10
    guard let main = deal.contracts.first else { return [] }
    let picked = Self.contract(draw(2), deal.contracts) ?? main
    let contract = picked.lots(for: usd, at: price) > 0 ? picked : main
    let lots = max(contract.lots(for: usd, at: price), moment.isSure ? 1 : 0)
    guard lots > 0 else { return [] }
    // Two that are equal and both real, as Bybit has them.
    let isTwin = deal.metric.exchange == .bybit && lots % 2 == 0 && draw(3) < 0.05
    return (0..<(isTwin ? 2 : 1)).map { twin in
      DemoOrder(
        contract: contract, side: deal.metric.side, milliseconds: moment.milliseconds,
        lots: isTwin ? lots / 2 : lots, tick: tick, number: 2 * moment.number + twin)
    }
  }

  private static func contract(_ draw: Double, _ contracts: [DemoContract]) -> DemoContract? {
    var rest = draw * contracts.reduce(0) { $0 + $1.share }
    return contracts.first { contract in
      rest -= contract.share
      return rest < 0
    }
  }

  /// Even in 0..<1, for one of eight turns of an order.
  private func draw(_ order: Int, _ turn: Int, _ metric: Metric) -> Double {
    noise.uniform(8 * order + turn, Channel.order + metric.exchange.rawValue)
  }

  private func bell(_ order: Int, _ metric: Metric) -> Double {
    noise.bell(8 * order + 6, Channel.order + metric.exchange.rawValue)
  }
}
