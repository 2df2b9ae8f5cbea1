import Liquidations

/// What the words and numbers of one day or one range mean.
struct DateWords {
  enum Meaning {
    case days(ClosedRange<Day>)
    case span(Span)

    /// The days up to `today`; nil of everything.
    func days(until today: Day) -> ClosedRange<Day>? {
      switch self {
      case .days(let days): days
      case .span(let span):
        span.slots(of: .day, until: Slot(today)).map { today - ($0 - 1)...today }
      }
    }
  }

  let meaning: Meaning

  /// - Parameter hasHours: whether `6h` and `90min` mean something, too.
  init(_ text: String, today: Day, hasHours: Bool = false) throws(DateEntryError) {
    meaning = try DateReading(text: text, today: today, hasHours: hasHours).meaning()
  }
}

/// The reading of one text.
private struct DateReading {
  let text: String
  let today: Day
  let hasHours: Bool

  private func error(_ reason: String, short: String? = nil) -> DateEntryError {
    DateEntryError(text, reason, short: short)
  }

  private var unknown: DateEntryError {
    error("not a date; write \(countOfDays ?? "2026-11-09") or last week", short: "not a date")
  }

  /// `30d` of a number with a letter that is no unit, such as `30x`.
  private var countOfDays: String? {
    let rest = text.drop { ("0"..."9").contains($0) }
    let isCount = !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isLetter }
    guard isCount, let count = number(text.dropLast(rest.count), digits: 1...3), count > 0 else {
      return nil
    }
    return "\(count)d"
  }

  func meaning() throws(DateEntryError) -> DateWords.Meaning {
    let words = text.lowercased().split(separator: " ").map(String.init)
    switch words.count {
    case 1:
      if let span = try span(words[0]) { return .span(span) }
      return .days(try one(words[0]))
    case 2: return .days(try two(words[0], words[1]))
    case 3: return .days(try three(words))
    default: throw unknown
    }
  }

  // MARK: Back from today

  private func span(_ word: String) throws(DateEntryError) -> Span? {
    switch word {
    case "all": return .all
    case "ytd": return .yearToDate
    default: break
    }
    if word.hasSuffix("min"), let count = number(word.dropLast(3), digits: 1...4), count > 0 {
      return try short(.last(count, .minute))
    }
    guard let unit = word.last, let count = number(word.dropLast(), digits: 1...4), count > 0 else {
      return nil
    }
    switch unit {
    case "d": return .days(count)
    case "w": return .days(count * 7)
    case "m": return try months(count)
    case "y": return .days(count * 365)
    case "h": return try short(.last(count, .hour))
    default: return nil
    }
  }

  private func short(_ span: Span) throws(DateEntryError) -> Span {
    guard hasHours else {
      throw error("only whole days here; write 1d", short: "only whole days")
    }
    return span
  }

  /// As many days as lie between today and the same day so many months ago, or that month's last.
  private func months(_ count: Int) throws(DateEntryError) -> Span {
    let (year, month, day) = today.date
    let months = year * 12 + month - 1 - count
    let (thatYear, thatMonth) = (months / 12, months % 12 + 1)
    guard months > 0,
      let first = Day(
        year: thatYear, month: thatMonth,
        day: min(day, Day.daysIn(month: thatMonth, year: thatYear)))
    else { throw unknown }
    return .days(today - first)
  }

  // MARK: Words

  private func one(_ word: String) throws(DateEntryError) -> ClosedRange<Day> {
    switch word {
    case "today": return today...today
    case "yesterday": return today - 1...today - 1
    default: break
    }
    if let weekday = place(of: word, in: Self.weekdays) {
      let day = today - (today.weekday - weekday + 7) % 7
      return day...day
    }
    if let month = place(of: word, in: Month.names) {
      return try newest { try? self.month($0, month + 1) }
    }
    if let number = number(word.dropFirst(), digits: 1...2) {
      if word.first == "w" { return try newest(orSay: "no such week") { try? week($0, number) } }
      if word.first == "q" {
        return try newest(orSay: "no such quarter") { try? quarter($0, number) }
      }
    }
    return try numbers(word)
  }

  private func two(_ first: String, _ second: String) throws(DateEntryError) -> ClosedRange<Day> {
    if first == "this" || first == "last" { return try unit(second, isLast: first == "last") }
    let (name, rest) = place(of: first, in: Month.names) == nil ? (second, first) : (first, second)
    guard let month = place(of: name, in: Month.names) else { throw unknown }
    if let year = number(rest[...], digits: 4...4) { return try self.month(year, month + 1) }
    guard let day = number(rest[...], digits: 1...2) else { throw unknown }
    return try newest(orSay: "no such day") { try? self.day($0, month + 1, day) }
  }

  private func three(_ words: [String]) throws(DateEntryError) -> ClosedRange<Day> {
    let name = words.firstIndex { place(of: $0, in: Month.names) != nil }
    guard let name, name < 2, let month = place(of: words[name], in: Month.names),
      let day = number(words[1 - name][...], digits: 1...2),
      let year = number(words[2][...], digits: 4...4)
    else { throw unknown }
    return try self.day(year, month + 1, day)
  }

  private func unit(_ word: String, isLast: Bool) throws(DateEntryError) -> ClosedRange<Day> {
    let (year, month, _) = today.date
    switch word {
    case "week":
      let monday = today - today.weekday - (isLast ? 7 : 0)
      return monday...monday + 6
    case "month":
      return isLast && month == 1
        ? try self.month(year - 1, 12) : try self.month(year, isLast ? month - 1 : month)
    case "quarter":
      let number = (month - 1) / 3 + 1
      return isLast && number == 1
        ? try quarter(year - 1, 4) : try quarter(year, isLast ? number - 1 : number)
    case "year": return try self.year(isLast ? year - 1 : year)
    default: throw unknown
    }
  }

  private static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  /// The place of a name, of which three letters are enough.
  private func place(of word: String, in names: [String]) -> Int? {
    guard word.count >= 3 else { return nil }
    return names.firstIndex { $0.lowercased().hasPrefix(word) }
  }

  /// What has begun of a year, or of the newest one before it in which it has.
  private func newest(
    orSay reason: String = "no such month", _ days: (_ year: Int) -> ClosedRange<Day>?
  ) throws(DateEntryError) -> ClosedRange<Day> {
    let year = today.date.year
    // A 29 February is at most eight years back.
    for year in (year - 8...year + 1).reversed() {
      if let days = days(year), days.lowerBound <= today { return days }
    }
    throw error(reason)
  }

  // MARK: Numbers

  private func numbers(_ word: String) throws(DateEntryError) -> ClosedRange<Day> {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    let year = number(parts[0], digits: 4...4)
    if let year, parts.count == 2, let letter = parts[1].first, letter == "w" || letter == "q" {
      guard let number = number(parts[1].dropFirst(), digits: 1...2) else {
        throw error(letter == "w" ? "no such week" : "no such quarter")
      }
      return letter == "w" ? try week(year, number) : try quarter(year, number)
    }
    if parts.count == 1, year == nil, let count = number(parts[0], digits: 1...3) {
      throw error("not a date; \(count) days are \(count)d", short: "\(count) days are \(count)d")
    }
    let numbers = parts.compactMap { number($0, digits: 1...4) }
    guard numbers.count == parts.count else { throw unknown }
    switch (numbers.count, year) {
    case (1, let year?): return try self.year(year)
    case (2, let year?): return try month(year, numbers[1])
    case (2, nil) where parts[0].count <= 2: return try day(today.date.year, numbers[0], numbers[1])
    case (3, let year?): return try day(year, numbers[1], numbers[2])
    default: throw unknown
    }
  }

  /// Of nothing but so many ASCII digits.
  private func number(_ text: Substring, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(text.count), text.allSatisfy({ ("0"..."9").contains($0) }) else {
      return nil
    }
    return Int(text)
  }

  private func day(_ year: Int, _ month: Int, _ day: Int) throws(DateEntryError) -> ClosedRange<Day>
  {
    guard let day = Day(year: year, month: month, day: day) else { throw error("no such day") }
    return day...day
  }

  private func month(_ year: Int, _ month: Int) throws(DateEntryError) -> ClosedRange<Day> {
    guard let first = Day(year: year, month: month, day: 1) else { throw error("no such month") }
    return first...first + (Day.daysIn(month: month, year: year) - 1)
  }

  private func quarter(_ year: Int, _ number: Int) throws(DateEntryError) -> ClosedRange<Day> {
    guard (1...4).contains(number) else { throw error("no such quarter") }
    let (first, last) = (try month(year, number * 3 - 2), try month(year, number * 3))
    return first.lowerBound...last.upperBound
  }

  private func year(_ year: Int) throws(DateEntryError) -> ClosedRange<Day> {
    let (first, last) = (try month(year, 1), try month(year, 12))
    return first.lowerBound...last.upperBound
  }

  /// An ISO week: the first of a year holds its 4 January.
  private func week(_ year: Int, _ number: Int) throws(DateEntryError) -> ClosedRange<Day> {
    guard (1...53).contains(number), let fourth = Day(year: year, month: 1, day: 4) else {
      throw error("no such week")
    }
    let monday = fourth - fourth.weekday + 7 * (number - 1)
    guard (monday + 3).date.year == year else { throw error("no such week") }
    return monday...monday + 6
  }
}
