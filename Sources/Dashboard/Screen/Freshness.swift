import Canvas
import Liquidations
import Wording

/// How fresh each of the series is, in marks and words.
struct Freshness {
  let snapshot: Snapshot
  let now: Timestamp
  let drawing: DrawingStyle
  private let isFlipped: Bool
  /// How many series there are.
  private let count: Int
  /// Up to when the data go, where that is no longer news.
  private let end: String?

  init(_ state: DashboardState, drawing: DrawingStyle) {
    snapshot = state.snapshot
    now = state.now
    self.drawing = drawing
    isFlipped = state.appearance.isFlipped
    count = state.seriesCount
    end = state.dataEnd.map(state.calendar.plain)
  }

  /// The most telling, with the month's calls; nil while they aren't known.
  func formWithQuota(ground: Ink) -> Line? {
    snapshot.quota.map { quota in
      let calls =
        "\(Digits.grouped(quota.spent))/\(Digits.grouped(quota.limit))"
        + (quota.scope == .own ? " of this pane alone" : "")
      let words = "\(words(isShort: false)) \(drawing.glyphs.dot) quota \(calls)"
      return line(marks: true, words: words, ground)
    }
  }

  /// The longest form that `fits`, else the shortest.
  func form(ground: Ink, where fits: (Line) -> Bool) -> Line {
    let long = line(marks: true, words: words(isShort: false), ground)
    if fits(long) { return long }
    let short = words(isShort: true)
    return [true, false].lazy.map { line(marks: $0, words: short, ground) }.first(where: fits)
      ?? shortest(ground: ground)
  }

  /// The shortest form: one mark for all, and how many are fresh.
  func shortest(ground: Ink) -> Line {
    line(marks: false, words: "\(snapshot.freshCount)/\(count)", ground)
  }

  private func line(marks: Bool, words: String, _ ground: Ink) -> Line {
    var line = Line()
    if marks {
      for side in Side.allCases {
        let arrow = drawing.glyphs.arrow(side, isFlipped: isFlipped)
        line.add(String(Character(arrow)), .muted, on: ground)
        for exchange in Exchange.allCases {
          let (glyph, ink) = mark(snapshot[Metric(exchange, side)])
          line.add(String(Character(glyph)), ink, on: ground)
        }
      }
    } else {
      let (glyph, ink) = overall
      line.add(String(Character(glyph)), ink, on: ground)
    }
    line.add(" " + words, .muted, on: ground)
    return line
  }

  private func mark(_ reading: SeriesReading) -> (Unicode.Scalar, Ink) {
    let glyphs = drawing.glyphs
    if reading.isLoading, reading.error == nil { return (glyphs.loading, .muted) }
    return switch reading.status {
    case .fresh: (glyphs.fresh, .good)
    case .loading: (glyphs.loading, .muted)
    case .stale: (glyphs.stale, .warning)
    case .refused: (glyphs.refused, .bad)
    case .neverLoaded: (glyphs.unloaded, .bad)
    }
  }

  private var overall: (Unicode.Scalar, Ink) {
    if case .halted = snapshot.schedule { return (drawing.glyphs.refused, .bad) }
    if !snapshot.errors.isEmpty { return (drawing.glyphs.stale, .warning) }
    if snapshot.isLoading { return (drawing.glyphs.loading, .muted) }
    return snapshot.freshCount == count
      ? (drawing.glyphs.fresh, .good) : (drawing.glyphs.unloaded, .muted)
  }

  private func words(isShort: Bool) -> String {
    let loading = snapshot.loadingCount
    let fresh = snapshot.freshCount
    if loading > 0, snapshot.errors.isEmpty {
      return isShort
        ? "\(count - loading)/\(count)" : "fetching, \(count - loading) of \(count) here"
    }
    var parts = [isShort ? "\(fresh)/\(count)" : "\(fresh)/\(count) fresh"]
    if let end { parts = ["\(fresh)/\(count)", isShort ? "to \(end)" : "data to \(end)"] }
    if let oldest = snapshot.oldest { parts.append(age(now - oldest, isShort: isShort)) }
    if loading > 0 {
      // What is under way comes before what comes next.
      if !isShort { parts.append(isRetrying ? "retrying" : "fetching") }
    } else if case .halted = snapshot.schedule {
      parts.append("stopped")
    } else if case .next(let next) = snapshot.schedule, !isShort {
      let isSoon = next - now < .seconds(60)
      let soon = snapshot.errors.isEmpty ? "next <1 min" : "retrying"
      parts.append(isSoon ? soon : "next \(Age.words(next - now))")
    }
    return parts.joined(separator: " \(drawing.glyphs.dot) ")
  }

  /// Whether nothing is fetched but what failed.
  private var isRetrying: Bool {
    Metric.allCases.allSatisfy { !snapshot[$0].isLoading || snapshot[$0].error != nil }
  }

  private func age(_ age: Duration, isShort: Bool) -> String {
    if isShort { return Age.short(age) }
    let words = Age.words(age)
    return words == "now" ? "just now" : "\(words) ago"
  }
}
