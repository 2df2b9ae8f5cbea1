import Canvas
import Liquidations
import Wording

/// How fresh the series are: a mark and two times while all is well, else a mark for each and what
/// is the matter.
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
    end = state.dataEndWords
  }

  /// From the longest to the shortest.
  func forms(ground: Ink) -> [Line] {
    guard !isWell else {
      return times.indices.reversed().map {
        line(marks: false, words: times[...$0].joined(by: ", next "), ground)
      } + [line(marks: false, words: nil, ground)]
    }
    let (long, short) = (words(isShort: false), words(isShort: true))
    let plain = [
      line(marks: true, words: long, ground), line(marks: true, words: short, ground),
      line(marks: false, words: short, ground),
      line(marks: false, words: "\(snapshot.freshCount)/\(count)", ground),
    ]
    return isQuotaLow ? withQuota([long, short], ground) + plain : plain
  }

  /// The same with all there is to say, well or not.
  func fullForms(ground: Ink) -> [Line] {
    let forms = [words(isShort: false), words(isShort: true)]
    return withQuota(forms, ground) + forms.map { line(marks: true, words: $0, ground) }
      + [line(marks: false, words: words(isShort: true), ground)]
  }

  /// Whether there is nothing to say but when it was and when it will be.
  private var isWell: Bool {
    guard case .next = snapshot.schedule else { return false }
    return snapshot.freshCount == count && !snapshot.isLoading && end == nil && !isQuotaLow
  }

  /// Whether less than a fifth of the month's calls is left.
  private var isQuotaLow: Bool {
    snapshot.quota.map { $0.resumes != nil || $0.left * 5 < $0.limit } ?? false
  }

  /// When the last refresh was and when the next will be.
  private var times: [String] {
    guard let oldest = snapshot.oldest, case .next(let next) = snapshot.schedule else { return [] }
    return [time(oldest), time(next)]
  }

  /// The time of day, with its day where that isn't today.
  private func time(_ moment: Timestamp) -> String {
    let isNear = abs((moment - now).components.seconds) < 12 * 3_600
    return moment.day == now.day || isNear
      ? moment.clock : "\(moment.day.monthDay) \(moment.clock)"
  }

  /// With the month's calls; none while they aren't known.
  private func withQuota(_ forms: [String], _ ground: Ink) -> [Line] {
    guard let quota = snapshot.quota else { return [] }
    let calls =
      "quota \(Digits.grouped(quota.spent))/\(Digits.grouped(quota.limit))"
      + (quota.scope == .own ? " (this pane only)" : "")
    return forms.map {
      line(marks: true, words: "\($0) \(drawing.glyphs.dot) \(calls)", ground)
    } + [line(marks: false, words: calls, ground)]
  }

  private func line(marks: Bool, words: String?, _ ground: Ink) -> Line {
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
    if let words { line.add(" " + words, .muted, on: ground) }
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
        ? "\(count - loading)/\(count)" : "fetching, \(count - loading) of \(count) received"
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
    return parts.joined(by: " \(drawing.glyphs.dot) ")
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
