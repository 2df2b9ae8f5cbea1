import Liquidations
import Testing
import WorkSupport

@testable import Demo

private let today = day(2026, 11, 22)

private func day(_ year: Int, _ month: Int, _ dayOfMonth: Int) -> Day {
  guard let day = Day(year: year, month: month, day: dayOfMonth) else {
    Issue.record("no such day")
    return Day(number: 0)
  }
  return day
}

private func series(_ today: Day, second: Int = 50_000) throws -> [Metric: Series] {
  try DemoHistory().series(at: today.start + .seconds(second))
}

/// The history that most tests look at, drawn once.
private let drawn = Result { try series(today) }

private func median(_ values: [Double]) -> Double {
  values.sorted()[values.count / 2]
}

private func gross(_ history: History, through last: Day) throws -> [Double] {
  let first = try #require(history.days).lowerBound
  return (first...last).compactMap { history[$0].gross() }
}

@Suite(.longWork) struct DemoHistoryTests {
  @Test func sameMomentGivesSameHistory() throws {
    #expect(try series(today) == series(today))
  }

  @Test(arguments: [1, 2, 31, 90, 400, 2_000])
  func finishedDaysStayTheSameAsTimeGoesOn(later: Int) throws {
    let now = try series(today)
    let then = try series(today + later, second: 7)
    for metric in Metric.allCases {
      let (before, after) = (try #require(now[metric]), try #require(then[metric]))
      let first = try #require(before.days).lowerBound
      #expect((first..<today).allSatisfy { before[$0] == after[$0] }, "\(metric.name)")
    }
  }

  @Test func aFinishedDayIsTheSameOnItsMorrow() throws {
    let whole = try series(day(2028, 6, 1))
    let demo = try DemoHistory()
    for last in stride(from: today - 300, to: day(2028, 5, 1), by: 53) {
      let part = demo.series(at: (last + 1).start)
      for metric in Metric.allCases {
        let days = (last - 60)...last
        #expect(days.allSatisfy { part[metric]?[$0] == whole[metric]?[$0] }, "\(last)")
      }
    }
  }

  @Test func spansSixYearsUpToToday() throws {
    let history = History(try drawn.get())
    #expect(history.days == day(2020, 11, 22)...today)
    #expect(history.days?.count == 2_192)
  }

  @Test func goesOnInLaterYears() throws {
    let later = day(2033, 3, 1)
    let history = History(try series(later))
    #expect(history.days?.upperBound == later)
    let last = (later - 364..<later).compactMap { history[$0].gross() }
    #expect(last.count > 350)
    #expect((1.5e7...1.5e8).contains(median(last)))
    #expect(try #require(last.max()) > 5 * median(last))
  }

  @Test func beforeItsFirstDayAllAreEmpty() throws {
    let early = try series(day(2020, 11, 21))
    #expect(early.count == 8)
    #expect(early.values.allSatisfy { $0.isEmpty })
  }

  @Test func valuesAreFiniteAndOfTheirSide() throws {
    for (metric, series) in try drawn.get() {
      #expect(series.entries.allSatisfy { metric.side.accepts($0.value) && $0.value.isFinite })
      #expect(series.entries.allSatisfy { $0.value != 0 || $0.value.sign == .plus })
    }
  }

  @Test func valuesHaveDecimals() throws {
    for series in try drawn.get().values {
      let amounts = series.entries.map(\.value).filter { $0 != 0 }
      #expect(amounts.allSatisfy { $0 != $0.rounded() })
    }
  }
}

@Suite struct DemoPublishedDayTests {
  static let published: [(milliseconds: Int64, slug: String, value: Double)] = [
    (1_778_976_000_000, "binance_short", -4883115.401237312),
    (1_779_062_400_000, "binance_short", -8890572.934652263),
    (1_779_148_800_000, "binance_short", -4195481.59156683),
    (1_778_976_000_000, "bybit_short", -5079200.019865366),
    (1_779_062_400_000, "bybit_short", -5088475.648281307),
    (1_779_148_800_000, "bybit_short", -2004658.883208194),
    (1_778_976_000_000, "deribit_short", -4972.27528186813),
    (1_779_062_400_000, "deribit_short", -38.62049782161662),
    (1_779_148_800_000, "deribit_short", -192.7405020154506),
    (1_778_976_000_000, "okx_short", -659135.3259573412),
    (1_779_062_400_000, "okx_short", -3377521.207738985),
    (1_779_148_800_000, "okx_short", -1605351.760708322),
    (1_778_976_000_000, "binance_long", 53983585.02436043),
    (1_779_062_400_000, "binance_long", 28173274.74020002),
    (1_779_148_800_000, "binance_long", 5621483.998523493),
    (1_778_976_000_000, "bybit_long", 24073774.1581809),
    (1_779_062_400_000, "bybit_long", 11353301.57186141),
    (1_779_148_800_000, "bybit_long", 5117832.166585847),
    (1_778_976_000_000, "deribit_long", 15846.75524793723),
    (1_779_062_400_000, "deribit_long", 21493.8869514371),
    (1_779_148_800_000, "deribit_long", 0.0),
    (1_778_976_000_000, "okx_long", 3762550.473364005),
    (1_779_062_400_000, "okx_long", 2624668.205662795),
    (1_779_148_800_000, "okx_long", 1191328.464586467),
  ]

  @Test func publishedDaysCarryThePublishedValues() throws {
    let series = try drawn.get()
    for (milliseconds, slug, value) in Self.published {
      let metric = try #require(Metric(slug: "bitcoin_liquidations_\(slug)"))
      let day = Day(millisecondsSinceEpoch: milliseconds)
      #expect(day.millisecondsSinceEpoch == milliseconds)
      #expect(series[metric]?[day] == value, "\(slug) on \(day)")
    }
  }
}

@Suite struct DemoProportionTests {
  @Test(arguments: Metric.allCases)
  func ordinaryDaysHaveThePublishedMagnitude(metric: Metric) throws {
    let amounts = try #require(try drawn.get()[metric]).entries
      .map { abs($0.value) }.filter { $0 != 0 }
    let expected: ClosedRange<Double> =
      switch metric.exchange {
      case .binance: 5e6...5e7
      case .bybit: 2e6...2e7
      case .okx: 1e6...1e7
      case .deribit: 5e2...2e4
      }
    #expect(expected.contains(median(amounts)))
    #expect(amounts.count { $0 < 1e6 } < amounts.count / 20 || metric.exchange.rawValue > 0)
    #expect(metric.exchange != .deribit || amounts.allSatisfy { $0 < 1e6 })
  }

  @Test(arguments: Side.allCases)
  func onlyDeribitHasZerosAndManyOfThem(side: Side) throws {
    let all = try drawn.get()
    let zeros = Exchange.allCases.map { exchange in
      all[Metric(exchange, side)]?.entries.count { $0.value == 0 } ?? 0
    }
    #expect(zeros[0...2] == [0, 0, 0])
    #expect((200...900).contains(zeros[3]))
  }

  @Test func tailIsHeavyButNeverAbsurd() throws {
    let gross = try gross(History(drawn.get()), through: today - 1).sorted()
    let middle = median(gross)
    #expect(gross.count { $0 > 10 * middle } >= 12)
    #expect(try #require(gross.last) > 20 * middle)
    #expect(try #require(gross.last) < 5e9)
    #expect(gross[gross.count * 9 / 10] > 2.2 * middle)
    #expect(gross[gross.count / 10] > 0.15 * middle)
  }

  @Test func stormyAndCalmDaysComeInSpells() throws {
    let gross = try gross(History(drawn.get()), through: today - 1)
    let middle = median(gross)
    let alike = { (days: Int) in
      let pairs = zip(gross, gross.dropFirst(days))
      return Double(pairs.count { ($0 > middle) == ($1 > middle) }) / Double(gross.count - days)
    }
    #expect(alike(1) > alike(50) + 0.1)
  }

  @Test func weekendsAreCalmer() throws {
    let history = History(try drawn.get())
    let days = try #require(history.days)
    let weekend = days.filter { $0.weekday >= 5 }.compactMap { history[$0].gross() }
    let week = days.filter { $0.weekday < 5 }.compactMap { history[$0].gross() }
    #expect(median(weekend) < 0.8 * median(week))
  }

  @Test func crashesHitLongsAndSqueezesShorts() throws {
    let history = History(try drawn.get())
    let shares = try #require(history.days)
      .filter { (history[$0].gross() ?? 0) > 4e8 }
      .compactMap { history[$0].longShare() }
    #expect(shares.count { $0 > 0.8 } >= 10)
    #expect(shares.count { $0 < 0.25 } >= 3)
  }
}

@Suite struct DemoGapTests {
  @Test func youngerExchangesBeginLater() throws {
    let history = History(try drawn.get())
    for side in Side.allCases {
      let first = Exchange.allCases.map { history.first(of: Metric($0, side))?.day }
      #expect(
        first == [day(2020, 11, 22), day(2021, 2, 9), day(2021, 7, 14), day(2022, 3, 2)])
    }
  }

  @Test func eachMetricMissesAHandfulOfDays() throws {
    for (metric, series) in try drawn.get() {
      let missing = try #require(series.days).count - series.count
      #expect((5...40).contains(missing), "\(metric.name)")
    }
  }

  @Test func oneExchangeMissesSomeDaysInARow() throws {
    let history = History(try drawn.get())
    for side in Side.allCases {
      let slots = Step.day.slots(of: day(2023, 6, 13)...day(2023, 6, 17))
      #expect(history.missingSlots(of: Metric(.okx, side), in: slots) == 5)
    }
  }

  @Test func everyNinetyDaysHaveAGap() throws {
    let history = History(try series(day(2031, 1, 1)))
    let gaps = (day(2022, 6, 1)..<day(2031, 1, 1)).filter { day in
      Metric.allCases.contains { history[day][$0] == nil }
    }
    #expect(gaps.contains { (today - 89..<today).contains($0) })
    #expect(zip(gaps, gaps.dropFirst()).allSatisfy { $1 - $0 <= 90 })
    #expect(try day(2031, 1, 1) - #require(gaps.last) <= 90)
  }
}

@Suite(.longWork) struct DemoTodayTests {
  @Test func todayGrowsWithTheDay() throws {
    let demo = try DemoHistory()
    let moments = [0, 1, 3_599, 3_600, 20_000, 43_200, 80_000, 86_399, 86_400].map {
      demo.series(at: today.start + .seconds($0))
    }
    for metric in Metric.allCases {
      let amounts = try moments.map { abs(try #require($0[metric]?[today])) }
      let whole = try #require(amounts.last)
      #expect(amounts[0] > 0)
      #expect(zip(amounts, amounts[..<8].dropFirst()).allSatisfy { $0 < $1 })
      #expect(amounts[4] < 0.6 * whole)
      #expect(abs(amounts[7] / whole - 1) < 1e-9)
    }
  }

  @Test func todayIsTheLastDay() throws {
    for series in try drawn.get().values {
      #expect(series.days?.upperBound == today)
    }
  }
}
