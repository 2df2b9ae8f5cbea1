public import Liquidations

/// How the slots of a step are called and written: all that the screen says of time comes from here.
///
/// The examples are of days and of hours.
public struct CalendarText: Hashable, Sendable {
  public let step: Step
  public let signs: Signs
  /// The current year, which needn't be said.
  private let year: Int

  /// - Parameter running: the slot that isn't over.
  public init(_ running: Slot, signs: Signs) {
    self.init(step: running.step, year: running.day.date.year, signs: signs)
  }

  private init(step: Step, year: Int, signs: Signs) {
    self.step = step
    self.year = year
    self.signs = signs
  }
}

// MARK: - A slot

extension CalendarText {
  /// In numbers: `2026-11-09`, `2026-11-09 14:00`.
  public func numbers(_ slot: Slot) -> String { slot.day.description + clock(slot) }

  /// With its weekday: `Mon 2026-11-09`, `Mon 2026-11-09 14:00`.
  public func title(_ slot: Slot) -> String { slot.day.weekdayName + " " + numbers(slot) }

  /// Without its year: `Nov 09`, `Nov 09 14:00`.
  public func short(_ slot: Slot) -> String { slot.day.monthDay + clock(slot) }

  /// Without its year if that is the current one: `Nov 09`, `2025-11-09`.
  public func plain(_ slot: Slot) -> String {
    slot.day.date.year == year ? short(slot) : numbers(slot)
  }

  /// The same with its weekday in this year: `Mon Nov 09`, `Mon 2025-11-09 14:00`.
  public func plainTitle(_ slot: Slot) -> String { "\(slot.day.weekdayName) \(plain(slot))" }

  private func clock(_ slot: Slot) -> String { step == .day ? "" : " " + slot.start.clock }
}

// MARK: - Slots in a row

// Hours that are whole days are written as those days.
extension CalendarText {
  /// For tables and programs: `2026-11-09..2026-11-15`, `2026-11-09 14:00..2026-11-09 17:00`.
  public func numbers(_ slots: ClosedRange<Slot>) -> String {
    let (first, last, text) = ends(slots)
    return first == last ? text.numbers(first) : "\(text.numbers(first))..\(text.numbers(last))"
  }

  /// With the year where it isn't the current one, with both where they differ: `Aug 25 … Nov 22`,
  /// `Jan 01 … Mar 31 2025`, `Nov 09 2025 … Nov 22 2026`.
  public func range(_ slots: ClosedRange<Slot>) -> String {
    let (first, last, text) = ends(slots)
    guard first != last else { return text.plain(first) }
    let years = (first.day.date.year, last.day.date.year)
    let texts = [first, last].map { slot in
      let isSaid = years.0 != years.1 || (slot == last && years.1 != year)
      return isSaid
        ? "\(slot.day.monthDay) \(slot.day.date.year)\(text.clock(slot))" : text.short(slot)
    }
    return texts.joined(by: " \(signs.ellipsis) ")
  }

  /// The same in so many columns, in numbers where names are too long, as in
  /// `2025-11-09…2026-11-22`; of hours the days alone, where both are.
  public func range(_ slots: ClosedRange<Slot>, within columns: Int) -> String {
    let (first, last, text) = ends(slots)
    guard first != last else { return text.plain(first) }
    let isOneYear = first.day.date.year == last.day.date.year
    let end = text.numbers(last).dropFirst(isOneYear ? 5 : 0)
    let forms = [range(slots), "\(text.numbers(first))\(signs.ellipsis)\(end)"]
    if first.day == last.day, span(slots).unicodeScalars.count <= columns { return span(slots) }
    if let form = forms.first(where: { $0.unicodeScalars.count <= columns }) { return form }
    return step == .day ? forms[1] : days.range(dayOf(first)...dayOf(last), within: columns)
  }

  /// The slots of a bar, in numbers where they aren't of the current year: `Nov 09 … Nov 15`,
  /// `2025-11-09…11-15`, `Nov 09 14:00…17:00`.
  public func bar(_ slots: ClosedRange<Slot>) -> String {
    let (first, last, text) = ends(slots)
    if first == last { return text.plain(first) }
    if first.day == last.day { return span(slots) }
    guard first.day.date.year != year else {
      return "\(text.short(first)) \(signs.ellipsis) \(text.short(last))"
    }
    let isOneYear = first.day.date.year == last.day.date.year
    let end = text.numbers(last)
    return text.numbers(first) + signs.ellipsis + (isOneYear ? String(end.dropFirst(5)) : end)
  }

  /// As short as it can be, for the axis: `Nov 09…15`, `Oct 29…Nov 04`, `Nov 09 14:00…17:00`, and in
  /// numbers where it isn't of the current year: `2025-11-09…15`, `2025-12-29…01-04`.
  public func span(_ slots: ClosedRange<Slot>) -> String {
    let (first, last, text) = ends(slots)
    guard first != last else { return text.plain(first) }
    let start = text.plain(first) + signs.ellipsis
    if first.day == last.day { return start + last.start.clock }
    let (one, other) = (first.day.date, last.day.date)
    let isOneMonth = (one.year, one.month) == (other.year, other.month)
    guard one.year != year else {
      return "\(start)\(text.short(last).dropFirst(isOneMonth ? 4 : 0))"
    }
    // Less than a year later there is but one such day.
    let isNear = other.year == one.year || Slot(first.day + 365) > Slot(last.day)
    return "\(start)\(text.numbers(last).dropFirst(isOneMonth ? 8 : isNear ? 5 : 0))"
  }

  /// The first and the last slot, or day, and what to write them with.
  private func ends(_ slots: ClosedRange<Slot>) -> (first: Slot, last: Slot, text: CalendarText) {
    let (first, last) = (slots.lowerBound, slots.upperBound)
    guard step != .day, first.beginsDay, (last + 1).beginsDay else { return (first, last, self) }
    return (dayOf(first), dayOf(last), days)
  }

  private func dayOf(_ slot: Slot) -> Slot { Slot(slot.day) }

  private var days: CalendarText { CalendarText(step: .day, year: year, signs: signs) }
}

// MARK: - Units

extension CalendarText {
  /// `day`, `hour`.
  public var unit: String {
    switch step {
    case .minute: "minute"
    case .hour: "hour"
    case .day: "day"
    }
  }

  /// `days`, `hours`.
  public var units: String { "\(unit)s" }

  /// `a day`, `an hour`.
  public var article: String { step == .hour ? "an hour" : "a \(unit)" }

  /// The slot that isn't over: `today`, `now`.
  public var current: String { step == .day ? "today" : "now" }

  /// `1 day`, `3 hours`.
  public func count(_ slots: Int) -> String { slots == 1 ? "1 \(unit)" : "\(slots) \(units)" }

  /// The same in few columns: `3d`, `3h`.
  public func shortCount(_ slots: Int) -> String { "\(slots)\(unit.prefix(1))" }

  /// How much of the slot that isn't over has gone by: `14 h of 24`, `36 min of 60`.
  public func progress(of running: Slot, at now: Timestamp) -> (gone: String, whole: Int) {
    let gone = min(max(0, now.seconds - running.start.seconds), step.seconds)
    switch step {
    case .minute: return ("\(gone) s", 60)
    case .hour: return ("\(gone / 60) min", 60)
    case .day: return ("\(gone / 3_600) h", 24)
    }
  }
}

extension Day {
  /// Month and day of the month: `Nov 09`.
  public var monthDay: String { monthName + " " + Digits.pair(date.day) }
}
