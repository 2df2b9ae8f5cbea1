import Alerts
import Liquidations
import Live
import Wording

extension WatchEvent {
  /// One or two plain sentences.
  func text(signs: Signs) -> String {
    switch self {
    case .began(let source): "liqtop \(version) watches \(source.words)."
    case .refreshed(let fresh, let count, let errors, let schedule):
      Self.refreshed(fresh, of: count, errors, schedule)
    case .day(let day, let amounts, let isOver): Self.day(day, amounts, isOver, signs)
    case .revised(let count, let values): Self.revised(count, values, signs)
    case .allHeard(let feeds, let exchanges):
      "All \(feeds) feeds of \(Digits.word(exchanges)) exchanges are heard."
    case .feed(let feed, let standing, let time): Self.feed(feed, standing, time)
    case .cascade(let cascade, let isOver): Self.cascade(cascade, isOver, signs)
    case .leader(let task, let standing): task.words(standing)
    case .quota(let quota): Self.quota(quota)
    case .archive(let fault): fault?.sentence ?? "All is well with the archive again."
    case .alert(let firing): "Alert \(firing.rule): \(firing.text)"
    case .reloaded(let source): "The configuration was read anew; liqtop watches \(source.words)."
    case .notReloaded(let error):
      "The configuration can't be used, so the one before goes on: \(error.sentences)"
    case .lost(let lines): "\(lines) lines before this one were lost, since nobody read them."
    case .ended: "liqtop was asked to end."
    }
  }

  private static func refreshed(
    _ fresh: Int, of count: Int, _ errors: [FetchError], _ schedule: Snapshot.Schedule
  ) -> String {
    let next: String =
      switch schedule {
      case .next(let moment): " Next \(moment.clock) UTC."
      case .halted: " There are no more calls until the configuration is read anew (SIGHUP)."
      case .none: ""
      }
    guard let first = errors.first else { return "Refreshed \(fresh) of \(count) series.\(next)" }
    let others = errors.count { $0.reason != first.reason }
    let names = errors.filter { $0.reason == first.reason }.map(\.key.name)
    let who = names.count == count ? "" : "\(names.listed): "
    let more = others > 0 ? " So did \(others) more, for other reasons." : ""
    return "\(errors.count) of \(count) series failed: \(who)\(first.explanation)."
      + more + next
  }

  private static func day(_ day: Day, _ amounts: Amounts, _ isOver: Bool, _ signs: Signs) -> String
  {
    let sides = Side.allCases.map { side in
      "\(side.name) \(amounts.text(side, of: .all, signs: signs) ?? "unknown")"
    }
    let net = amounts.net().map { "net \(USD.compact($0, signs: signs, isSigned: true))" }
    let lack = amounts.isIncomplete() ? " A part is missing." : ""
    return "\(day) \(isOver ? "is over" : "so far"): "
      + (sides + [net].compactMap(\.self)).joined(separator: ", ") + ".\(lack)"
  }

  private static func revised(_ count: Int, _ values: [Revision], _ signs: Signs) -> String {
    let shown = values.prefix(3).map { value in
      let before = value.before.map { USD.compact(abs($0), signs: signs) } ?? "missing"
      let usd = USD.compact(abs(value.usd), signs: signs)
      return "\(value.day) \(value.metric.name) \(usd) (was \(before))"
    }
    let more = count - shown.count
    return "\(count) \(count == 1 ? "value was" : "values were") revised: "
      + shown.joined(separator: ", ") + (more > 0 ? ", and \(more) more." : ".")
  }

  private static func feed(_ feed: FeedKey, _ standing: FeedStanding, _ time: Duration?) -> String {
    let reason = standing.reason.map { " \($0)" } ?? ""
    guard standing.state == .live else {
      return "\(feed.name) isn't heard (\(standing.state.rawValue)).\(reason)"
    }
    guard let time else { return "\(feed.name) is heard.\(reason)" }
    let words = Age.words(time)
    return "\(feed.name) is heard again\(words == "now" ? "" : ", after \(words)").\(reason)"
  }

  private static func cascade(_ cascade: Cascade, _ isOver: Bool, _ signs: Signs) -> String {
    let both = cascade.tallies.both
    let usd = signs.atLeast + USD.compact(both.usd, signs: signs)
    return "Cascade in the minute \(cascade.minute.start.clock) UTC: \(usd) in \(both.count) orders"
      + (isOver ? "" : " so far") + ", mostly \(cascade.side.name); "
      + "the usual minute has \(USD.compact(cascade.median, signs: signs))."
  }

  private static func quota(_ quota: Snapshot.Quota) -> String {
    let spent = "\(Digits.grouped(quota.spent)) of the month's \(Digits.grouped(quota.limit)) calls"
    let whose = quota.scope == .own ? ", counted by this program alone," : ""
    guard let resumes = quota.resumes else { return "\(spent)\(whose) are used." }
    return "\(spent)\(whose) are used; fetching resumes \(resumes.isoMinute)."
  }
}

extension WatchEvent.Source {
  fileprivate var words: String {
    switch self {
    case .api(let host, true): "\(host) and the exchanges' own feeds"
    case .api(let host, false): host
    case .demo: "the demo's generated data"
    case .feeds:
      "the exchanges' own feeds alone, since there is no API token; with one, whole days come too"
    }
  }
}

extension WatchEvent.Task {
  fileprivate func words(_ standing: LeaseAnswer.Standing) -> String {
    switch (self, standing) {
    case (.refresh, .leads): "This liqtop does the refreshing."
    case (.refresh, .follows): "Another liqtop does the refreshing; what it fetches is told here."
    case (.refresh, .onRequest):
      "The archive can't be shared, so this liqtop fetches only if asked."
    case (.live, .leads): "This liqtop listens to the exchanges."
    case (.live, .follows): "Another liqtop listens to the exchanges; what it hears is told here."
    case (.live, .onRequest): "The archive can't be shared, so this liqtop listens for itself."
    }
  }
}

extension ProgramError {
  /// All that is wrong.
  var sentences: String { ([description] + others).map(\.sentence).joined(separator: " ") }
}

extension String {
  /// With a full stop, if it has none.
  fileprivate var sentence: String { hasSuffix(".") ? self : self + "." }

}

extension [String] {
  /// The first three, and how many more there are.
  fileprivate var listed: String {
    let shown = prefix(3).joined(separator: ", ")
    return count > 3 ? "\(shown) and \(count - 3) more" : shown
  }
}
