import Testing

@testable import Alerts

/// The grammar of a rule: what it takes, and how it says what is wrong.
@Suite struct ConditionTests {
  @Test(arguments: [
    ("long > 500M", "long > 500M"),
    ("  short>=1.5b ", "short >= 1.5B"),
    ("TOTAL < 20000000", "total < 20M"),
    ("net < -100M", "net < -100M"),
    ("net>-0.5M and net<0", "net > -500K and net < 0"),
    ("total > p99 of 365d", "total > p99 of 365d"),
    ("total > 5x median of 90d", "total > 5x median of 90d"),
    ("long > 2.5x MEDIAN of 7d", "long > 2.5x median of 7d"),
    ("net > 1x median of 30d", nil),
    ("net > median of 30d", "net > median of 30d"),
    ("long > 1x median of 30d", "long > median of 30d"),
    ("live.1m.total > 20M and live.1m.count >= 5", "live.1m.total > 20M and live.1m.count >= 5"),
    ("live.24h.largest > 1234567", "live.24h.largest > 1234.567K"),
    ("live.gap > 60s", "live.gap > 1m"),
    ("age > 3h and live.gap > 90s", "age > 3h and live.gap > 90s"),
    ("age>=36h", "age >= 36h"),
    ("total <= 0", "total <= 0"),
    // Their products aren't the numbers that are meant.
    ("long > 4070M", "long > 4.07B"),
    ("long > 4.07B", "long > 4.07B"),
    ("net < -1.005M", "net < -1.005M"),
    ("age > 1.1h", "age > 66m"),
    ("live.gap > 0.1d", "live.gap > 144m"),
    ("live.1m.count >= 4.1K", "live.1m.count >= 4.1K"),
    ("live.1m.count >= 4.07B", "live.1m.count >= 4.07B"),
    // There is no less than a cent.
    ("long > 0.00001", "long > 0"),
    ("long > 0.129", "long > 0.13"),
  ])
  func eachWayToWriteACondition(text: String, canonical: String?) throws {
    guard let canonical else {
      #expect(throws: ConditionError.self) { try Condition(text) }
      return
    }
    let condition = try Condition(text)
    #expect(condition.description == canonical)
    #expect(try Condition(condition.description) == condition)
  }

  @Test(arguments: [
    ("", 1, "it is empty; write long > 500M"),
    ("longs > 1M", 1, "there is no value longs; did you mean long?"),
    ("gross > 1M", 1, "there is no value gross; did you mean total?"),
    ("live.total > 1M", 1, "there is no value live.total; did you mean live.1m.total?"),
    ("live.2m.count > 1", 1, "there is no value live.2m.count; did you mean live.1m.count?"),
    ("price > 1M", 1, "there is no value price; there are long, short, total, net, age, live.gap,"),
    ("500M < long", 1, "the value comes before the number: long > 500M"),
    ("long", 5, "after long comes >, >=, < or <="),
    ("long = 5M", 6, "after long comes >, >=, < or <=, not =; did you mean >=?"),
    ("long ≥ 5M", 6, "after long comes >, >=, < or <=, not ≥; did you mean >=?"),
    ("long is 5M", 6, "after long comes >, >=, < or <=, not is"),
    ("long >", 7, "after > comes an amount such as 500M, or p99 of 365d"),
    ("long > 5 M", 10, "after a number comes and, or nothing, not M"),
    ("long > 5Q", 8, "5Q is no amount; write an amount such as 500M"),
    ("long > 1e9", 8, "1e9 is no amount; write an amount"),
    ("long > nan", 8, "nan is no amount"),
    ("long > 9999T", 8, "9999T is no amount"),
    ("long > -5M", 8, "long is never below 0; leave out the minus sign"),
    ("long >= 0", 9, "with 0 it holds always or never; write long > 0"),
    ("live.gap > 60", 12, "60 is no time; write a time such as 90s, 10m, 3h or 1d"),
    ("live.1m.count > 5h", 17, "5h is no number; write a number such as 5"),
    ("live.1m.total > p99 of 365d", 17, "p99 is for long, short, total and net; write an amount"),
    ("total > p99", 12, "after p99 comes of, as in p99 of 365d or 5x median of 90d"),
    ("total > p0 of 30d", 9, "p0 isn't one of p1 to p99"),
    ("total > p999 of 30d", 9, "p999 isn't one of p1 to p99"),
    ("total > p99 of 365", 16, #"after "of" a number of days is expected, such as 365d"#),
    ("total > p99 of 6d", 16, #"after "of" a number of days is expected, such as 365d"#),
    ("total > 5x mean of 9d", 12, "after 5x comes median, as in p99 of 365d"),
    ("long > 500X", 8, "500X is no amount; write an amount such as 500M, or p99 of 365d"),
    ("long > 5x and short > 1M", 8, "5x is no amount; write an amount such as 500M"),
    ("live.1m.total > 20X", 17, "20X is no amount; write an amount such as 20M"),
    ("live.1m.count >= 5.5", 18, "live.1m.count is a whole number; write one such as 5"),
    ("live.1m.count >= 0.0005K", 18, "live.1m.count is a whole number; write one such as 5"),
    ("total > 0x median of 9d", 9, "0x isn't from 0.1x to 1000x"),
    ("net > 5x median of 90d", 7, "net may be below 0, so no multiple of it; write median of 90d"),
    ("long > 1M or short > 1M", 11, "there is no or; make a second rule"),
    ("long > 1M and", 14, "a value is expected here, such as long;"),
    ("long > 1M and age > 3h", 15, "values of a day and of now don't go together; make two rules"),
    ("long > 1M and long > 2M and long > 3M and long > 4M and long > 5M", 57, "more than four com"),
  ])
  func whatIsWrongIsSaidWithItsPlaceAndWhatWouldBeRight(
    text: String, column: Int, reason: String
  ) {
    let error = #expect(throws: ConditionError.self) { try Condition(text) }
    #expect(error?.column == column)
    #expect(error?.reason.hasPrefix(reason) == true, "\(error?.reason ?? "")")
  }

  /// 2.3 times 1000 is a little less than 2300.
  @Test func aCountMayHaveAScale() throws {
    #expect(try Condition("live.1m.count >= 2.3K").description == "live.1m.count >= 2.3K")
  }

  @Test func aTextWithoutAnEndIsRefusedWithoutBeingRead() {
    let text = String(repeating: "long > 1M and ", count: 100_000)
    let error = #expect(throws: ConditionError.self) { try Condition(text) }
    #expect(error?.description == "column 201: it is longer than 200 characters")
  }

  @Test func anErrorHoldsNothingThatSteersATerminal() {
    let error = #expect(throws: ConditionError.self) { try Condition("lo\u{1b}[2Jng > 1M") }
    #expect(error?.reason.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
    let long = #expect(throws: ConditionError.self) {
      try Condition(String(repeating: "x", count: 150) + " > 1M")
    }
    #expect(long?.reason.contains(String(repeating: "x", count: 24) + "...") == true)
    #expect(long?.reason.contains(String(repeating: "x", count: 25)) == false)
  }

  @Test func everyValueHasAUnitAndIsReadByItsName() throws {
    #expect(AlertValue.all.count == 4 + 5 * 5 + 2)
    for value in AlertValue.all {
      let limit = value.unit == .seconds ? "5m" : "5"
      #expect(try Condition("\(value.name) > \(limit)").clauses[0].value == value)
    }
  }
}
