import Alerts
import Liquidations
import Live
import Reports
import Wording

extension WatchEvent {
  /// The names of the lines' form, which only ever gets more fields.
  static let schema = "liqtop.watch/1"

  /// One line of JSON, in ASCII: what all events have, what this one has, and its sentence.
  func json(at moment: Timestamp) -> String {
    let common = JSONFields(
      ("schema", .text(Self.schema)), ("at", .moment(moment)), ("event", .text(name)))
    return (common + fields + JSONFields(("text", .text(text(signs: .ascii).printable)))).object
  }

  /// What happened, in a word that stays as it is.
  private var name: String {
    switch self {
    case .began: "began"
    case .refreshed(_, _, let errors, _): errors.isEmpty ? "refreshed" : "refresh_failed"
    case .day: "day"
    case .revised: "revised"
    case .allHeard: "all_heard"
    case .feed: "feed"
    case .cascade: "cascade"
    case .leader: "leader"
    case .quota: "quota"
    case .archive: "archive"
    case .alert: "alert"
    case .reloaded: "reloaded"
    case .notReloaded: "not_reloaded"
    case .lost: "lost"
    case .ended: "ended"
    }
  }

  private var fields: JSONFields {
    switch self {
    case .began(let source), .reloaded(let source): source.fields
    case .refreshed(let fresh, let count, let errors, let schedule):
      JSONFields(
        ("fresh", .number(fresh)), ("series", .number(count)),
        ("failed", .list(errors.map(\.fields))), ("next", schedule.json),
        ("halted", .flag(schedule.isHalted)))
    case .day(let day, let amounts, let isOver): Self.day(day, amounts, isOver)
    case .revised(let count, let values):
      JSONFields(("count", .number(count)), ("values", .list(values.map(\.fields))))
    case .allHeard(let feeds, let exchanges):
      JSONFields(("feeds", .number(feeds)), ("exchanges", .number(exchanges)))
    case .feed(let feed, let standing, let time): Self.feed(feed, standing, time)
    case .cascade(let cascade, let isOver): Self.cascade(cascade, isOver)
    case .leader(let task, let standing):
      JSONFields(("task", .text(task.rawValue)), ("standing", .text(standing.name)))
    case .quota(let quota): quota.fields
    case .archive(let fault):
      JSONFields(
        ("fault", fault.map { .text($0.sentence.printable) } ?? .missing),
        ("writing", .flag(fault?.isWriting ?? true)))
    case .alert(let firing): firing.fields
    case .notReloaded(let error): JSONFields(("reason", .text(error.sentences.printable)))
    case .lost(let lines): JSONFields(("lines", .number(lines)))
    case .ended: JSONFields()
    }
  }

  /// As `print` has a day.
  private static func day(_ day: Day, _ amounts: Amounts, _ isOver: Bool) -> JSONFields {
    let exchanges = Exchange.allCases.map { exchange in
      (exchange.slug, JSONValue.object(sides(amounts, ExchangeSet(exchange))))
    }
    let net = JSONFields(("net", amounts.net().map { .usd($0) } ?? .missing))
    return JSONFields(("day", .text("\(day)"))) + JSONFields(exchanges)
      + JSONFields(
        ("total", .object(sides(amounts, .all) + net)), ("provisional", .flag(!isOver)),
        ("floor", .flag(amounts.isIncomplete())))
  }

  private static func sides(_ amounts: Amounts, _ exchanges: ExchangeSet) -> JSONFields {
    JSONFields(
      Side.allCases.map { side in
        (side.name, amounts.total(side, of: exchanges).map { .usd($0) } ?? .missing)
      })
  }

  private static func feed(
    _ feed: FeedKey, _ standing: FeedStanding, _ time: Duration?
  ) -> JSONFields {
    JSONFields(
      ("exchange", .text(feed.exchange.slug)), ("feed", .text(feed.name)),
      ("state", .text(standing.state.rawValue)),
      ("reason", standing.reason.map { .text($0.printable) } ?? .missing),
      ("down_seconds", time.map { .number(Int($0.components.seconds)) } ?? .missing))
  }

  private static func cascade(_ cascade: Cascade, _ isOver: Bool) -> JSONFields {
    let both = cascade.tallies.both
    return JSONFields(
      ("minute", .moment(cascade.minute.start)), ("side", .text(cascade.side.name)),
      ("long", .usd(cascade.tallies.long.usd)), ("short", .usd(-cascade.tallies.short.usd)),
      ("orders", .number(both.count)), ("largest", .usd(both.largest)),
      ("median", .usd(cascade.median)), ("floor", .flag(true)), ("provisional", .flag(!isOver)))
  }
}

extension WatchEvent.Source {
  fileprivate var fields: JSONFields {
    switch self {
    case .api(let host, let isLive): fields("api", host: .text(host.printable), isLive)
    case .demo(let isLive): fields("demo", host: .missing, isLive)
    case .feeds: fields("feeds", host: .missing, true)
    }
  }

  private func fields(_ source: String, host: JSONValue, _ isLive: Bool) -> JSONFields {
    JSONFields(
      ("version", .text(version)), ("source", .text(source)), ("host", host),
      ("live", .flag(isLive)))
  }
}

extension WatchEvent.Revision {
  fileprivate var fields: JSONFields {
    JSONFields(
      ("day", .text("\(day)")), ("exchange", .text(metric.exchange.slug)),
      ("side", .text(metric.side.name)), ("usd", .usd(usd)),
      ("before", before.map { .usd($0) } ?? .missing))
  }
}

extension FetchError {
  fileprivate var fields: JSONFields {
    JSONFields(("series", .text(key.slug)), ("reason", .text(explanation.printable)))
  }
}

extension Snapshot.Schedule {
  fileprivate var json: JSONValue {
    if case .next(let moment) = self { .moment(moment) } else { .missing }
  }
}

extension Snapshot.Quota {
  fileprivate var fields: JSONFields {
    JSONFields(
      ("spent", .number(spent)), ("limit", .number(limit)),
      ("resumes", resumes.map { .moment($0) } ?? .missing), ("shared", .flag(scope == .shared)))
  }
}

extension LeaseAnswer.Standing {
  /// The word for it in JSON.
  fileprivate var name: String {
    switch self {
    case .leads: "leads"
    case .follows: "follows"
    case .onRequest: "alone"
    }
  }
}

extension Firing {
  fileprivate var fields: JSONFields {
    JSONFields(
      ("name", .text(rule.printable)), ("title", .text(title.printable)),
      ("exchange", .text(exchange?.slug ?? "all")), ("day", day.map { .text("\($0)") } ?? .missing),
      ("fired_at", .moment(moment)),
      ("readings", .list(readings.map(\.fields))), ("late", .flag(isLate)), ("test", .flag(isTest)))
  }
}

extension Firing.Reading {
  fileprivate var fields: JSONFields {
    JSONFields(
      ("name", .text(name)), ("value", .usd(value)), ("limit", .usd(limit)),
      ("unit", .text(unit.rawValue)))
  }
}
