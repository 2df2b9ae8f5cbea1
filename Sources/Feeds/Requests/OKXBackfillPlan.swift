import Liquidations

/// Reads what OKX keeps of a day's liquidations, newest first, contract family by contract family.
///
/// The address isn't documented any more and may go away: then there is no backfill, and nothing is
/// wrong with the feed.
struct OKXBackfillPlan: Sendable {
  /// One family's swaps or futures.
  private struct Part: Sendable, Hashable {
    let kind: String
    let family: String
    /// Old versions of the address want futures by the length that is left to them.
    var alias: String?
  }

  /// A way back from now to a time.
  private struct Run: Sendable {
    /// Milliseconds since 1970-01-01T00:00Z.
    let since: Int64
    let due: Duration
  }

  private static let pause = Duration.milliseconds(200)
  private static let mostPages = 500
  private static let mostAttempts = 4
  /// What happened just now may not be there yet, in milliseconds.
  private static let delay: Int64 = 60_000
  private static let aliases = ["this_week", "next_week", "quarter", "next_quarter"]

  private static let busiest = Part(kind: "SWAP", family: "BTC-USDT")

  private var dialect = OKXDialect()
  private var runs: [Run] = []
  private var parts: [Part] = []
  private var since: Int64 = 0
  private var began: Int64 = 0
  private var partCount = 0
  private var isWhole = true
  /// From when on everything was read, as the busiest of the parts shows.
  private var start: Int64 = 0
  /// Rows older than this come next; nil for the newest.
  private var after: Int64?
  /// How far back its rows go.
  private var reached = Int64.max
  private var pages = 0
  private var attempts = 0
  private var seen: Set<String> = []
  private var isAsking = false
  private var due: Duration?
  /// Why the last way back wasn't whole.
  private(set) var fault: AnswerFault?
  private(set) var hasEnded = false
  private(set) var odd = OddTally()
  private(set) var findings = Findings()
  private var generator: any RandomNumberGenerator & Sendable

  init(generator: any RandomNumberGenerator & Sendable) {
    self.generator = generator
  }

  /// Plans a way back, at a time, to another.
  mutating func add(since: Int64, at due: Duration) {
    runs.append(Run(since: since, due: due))
    runs.sort { $0.due < $1.due }
  }

  mutating func learn(_ contracts: Contracts) { dialect.contracts = contracts }

  var wake: Duration? { isAsking ? nil : parts.isEmpty ? runs.first?.due : due }

  /// How much of the way has been gone, 0…1; nil while none is gone.
  var progress: Double? {
    guard !parts.isEmpty, partCount > 0 else { return nil }
    let span = Double(max(began - since, 1))
    let ofPart = after.map { Double(began - $0) / span } ?? 0
    return (Double(partCount - parts.count) + min(max(ofPart, 0), 1)) / Double(partCount)
  }

  mutating func next(at now: FeedMoment) -> FeedURL? {
    guard let wake, wake <= now.elapsed else { return nil }
    if parts.isEmpty { begin(at: now) }
    guard let part = parts.first else { return nil }
    isAsking = true
    let alias = part.alias.map { "&alias=\($0)" } ?? ""
    let after = after.map { "&after=\($0)" } ?? ""
    return .request(
      "www.okx.com", "/api/v5/public/liquidation-orders",
      query:
        "instType=\(part.kind)&instFamily=\(part.family)&state=filled&limit=100\(alias)\(after)")
  }

  private mutating func begin(at now: FeedMoment) {
    let run = runs.removeFirst()
    since = run.since
    began = now.milliseconds
    isWhole = true
    start = run.since
    fault = nil
    let families = Set(dialect.contracts.all.compactMap(\.family) + ["BTC-USDT", "BTC-USD"])
    parts = families.sorted().flatMap { family in
      ["SWAP", "FUTURES"].map { Part(kind: $0, family: family) }
    }
    partCount = parts.count
    restart(at: now)
  }

  private mutating func restart(at now: FeedMoment) {
    after = nil
    reached = began
    pages = 0
    attempts = 0
    seen = []
    due = now.elapsed + Self.pause
  }

  mutating func take(
    _ answer: FeedAnswer, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    guard isAsking, !parts.isEmpty else { return }
    isAsking = false
    due = now.elapsed + Self.pause
    do throws(AnswerFault) {
      let json = try answer.json(.okx)
      guard let data = json["data"], data.isArray else { throw .unreadable }
      attempts = 0
      pages += 1
      if !read(data, now: now.milliseconds, &effects) { finishPart(at: now, &effects) }
    } catch {
      fail(error, at: now, &effects)
    }
  }

  /// Takes over a page.
  ///
  /// - Returns: whether an older one is to be read.
  private mutating func read(
    _ data: JSON, now: Int64, _ effects: inout [FeedEffect]
  ) -> Bool {
    let reading = dialect.liquidations(data, now: now)
    for oddity in reading.oddities { odd.add(oddity) }
    var isNews = false
    for liquidation in reading.liquidations where seen.insert(liquidation.identity).inserted {
      isNews = true
      guard liquidation.milliseconds >= since else { continue }
      findings.requested += 1
      effects.append(.liquidation(liquidation, isBackfill: true))
    }
    let rows = data.elements.flatMap { $0["details"]?.elements ?? [] }
    let times = rows.compactMap { $0["ts"]?.integer }.filter {
      (0...began + Row.newest).contains($0)
    }
    if times.count < rows.count { isWhole = false }
    guard pages < Self.mostPages else {
      isWhole = false
      return false
    }
    guard let oldest = times.min() else { return false }
    reached = min(reached, oldest)
    guard oldest > since else { return false }
    // Strictly older rows would be without those of the same millisecond; only when nothing new is
    // among them, the page was full of them.
    guard let after, oldest + 1 >= after else {
      self.after = oldest + 1
      return true
    }
    guard !isNews || after > oldest else { return false }
    self.after = oldest
    return oldest < after
  }

  private mutating func finishPart(at now: FeedMoment, _ effects: inout [FeedEffect]) {
    let part = parts.removeFirst()
    // It has a row a minute: where they end before their time, more isn't kept.
    if part == Self.busiest { start = max(since, reached) }
    restart(at: now)
    guard parts.isEmpty else { return }
    hasEnded = true
    let seconds = HeardSpan(start, began - Self.delay).seconds
    if isWhole, !seconds.isEmpty { effects.append(.covered(.okx, seconds)) }
  }

  private mutating func fail(
    _ fault: AnswerFault, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    self.fault = fault
    attempts += 1
    switch fault {
    case .refused(.words(let words))
    where parts[0].alias == nil && parts[0].kind == "FUTURES"
      && (words.hasPrefix("51000") || words.hasPrefix("50014")):
      let part = parts.removeFirst()
      parts = Self.aliases.map { Part(kind: part.kind, family: part.family, alias: $0) } + parts
      partCount += Self.aliases.count - 1
      self.fault = nil
      restart(at: now)
    case .refused, .unreadable, .empty:
      isWhole = false
      finishPart(at: now, &effects)
    case .blocked, .rateLimited, .maintenance, .failed:
      guard attempts < Self.mostAttempts else {
        isWhole = false
        return finishPart(at: now, &effects)
      }
      let jitter = Double.random(in: 0...1, using: &generator)
      due = now.elapsed + fault.wait(failures: attempts, jitter: jitter)
    }
  }
}
