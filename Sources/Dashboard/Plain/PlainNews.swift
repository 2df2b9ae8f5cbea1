import Canvas
import Liquidations
import Live
import Wording

/// How the data are, and what of that is news.
struct PlainNews {
  private let state: DashboardState

  init(_ state: DashboardState) {
    self.state = state
  }

  private var drawing: DrawingStyle { state.drawing }

  /// How fresh all is, what is the matter, what is live.
  var standing: [String] {
    [freshness, notice, price].compactMap(\.self)
  }

  /// What has happened since another state, the most urgent first.
  ///
  /// - Parameter withReply: whether what a key did is to be said.
  func news(since before: DashboardState, withReply: Bool) -> [String] {
    var lines: [String] = []
    if withReply, state.replySerial != before.replySerial, let reply = state.reply {
      lines.append(reply)
    }
    lines += question(since: before)
    if state.today != before.today, !state.isPaused { lines.append(newDay) }
    if hasRefreshed(since: before) { lines += refreshed(since: before) }
    if let notice, Self.key(state) != Self.key(before) { lines.append(notice) }
    if Self.key(state) == nil, Self.key(before) != nil {
      lines.append("The problem is over.")
    }
    return lines + feeds(since: before) + cascades(since: before)
  }

  private var newDay: String {
    "A new UTC day: \(state.calendar.title(Slot(state.running.step, firstOf: state.today)))."
  }

  private func question(since before: DashboardState) -> [String] {
    switch state.overlay {
    case .quotaQuestion where !before.isAsking: return [state.quotaQuestions[0]]
    case .dateLine(let editor):
      return editor.refusal.map { ["\($0.text)."] } ?? []
    default: return []
    }
  }
}

// MARK: - The API's series

extension PlainNews {
  private var freshness: String? {
    // Without the API nothing is fetched.
    guard state.source != .feeds else { return nil }
    let snapshot = state.snapshot
    if case .kept = state.source {
      return snapshot.oldest.map { "Current as of \($0.isoMinute)." }
    }
    let fresh = "\(snapshot.freshCount) of \(state.seriesCount) series are fresh"
    let age = snapshot.oldest.map { "the oldest from \($0.isoMinute)" }
    let next: String? =
      if case .next(let next) = snapshot.schedule { "next refresh \(next.clock)" } else { nil }
    let loading = snapshot.isLoading ? "\(snapshot.loadingCount) loading" : nil
    let quota = snapshot.quota.map { quota in
      "\(quota.spent) of \(quota.limit) calls used\(quota.scope == .own ? " by this pane" : "")"
    }
    return ([fresh] + [age, loading, next, quota].compactMap(\.self)).joined(separator: ", ") + "."
  }

  /// Whether what was on its way has come, or has failed.
  private func hasRefreshed(since before: DashboardState) -> Bool {
    let (new, old) = (state.snapshot, before.snapshot)
    guard !new.isLoading else { return false }
    return old.isLoading || new.oldest != old.oldest
  }

  private func refreshed(since before: DashboardState) -> [String] {
    guard state.source != .feeds, let freshness else { return [] }
    let bar = { (state: DashboardState) in DayFigures(state)?.bucket }
    let hasChanged = bar(state) != bar(before)
    return ["Refreshed: \(freshness)"] + (hasChanged ? PlainText.day(state) : [])
  }

  private var notice: String? { Notice(state, drawing: drawing)?.forms.first }

  /// What a notice is about, without what changes with every minute; nil without one.
  private static func key(_ state: DashboardState) -> String? {
    Notice(state, drawing: state.drawing)?.forms.last
  }
}

// MARK: - The exchanges' feeds

extension PlainNews {
  /// The price and how many exchanges are heard.
  private var price: String? {
    guard let status = LiveStatus(state, drawing: drawing, ground: .ground) else { return nil }
    let text = status.forms.first?.pieces.map(\.text).joined() ?? ""
    let words = text.split(separator: " ").joined(separator: " ")
    return words.isEmpty ? nil : "\(words.prefix(1).uppercased())\(words.dropFirst())."
  }

  private func feeds(since before: DashboardState) -> [String] {
    guard let live = state.live else { return [] }
    return live.feeds.compactMap { feed in
      let standing = live.standing(feed)
      guard let old = before.live?.standing(feed), old.state != standing.state else {
        return before.live == nil && standing.state != .live && standing.state != .connecting
          ? "\(feed.name): \(standing.words)" : nil
      }
      return standing.state == .live
        ? "\(feed.name) is live." : "\(feed.name) is \(standing.state.word): \(standing.words)"
    }
  }

  private func cascades(since before: DashboardState) -> [String] {
    guard let live = state.live else { return [] }
    let known = Set((before.live?.cascades ?? live.cascades).map(\.minute))
    return live.cascades.filter { !known.contains($0.minute) }.map { cascade in
      let words = cascade.words(state.calendar.signs)
      return "\(words.prefix(1).uppercased())\(words.dropFirst())."
    }
  }
}
