import Archive
import ClockSupport
import Dispatch
import Liquidations
import Live
import Refresh

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Works on an archive as one of many dashboards would, and says on standard output what it did.
@main
struct ArchiveProbe {
  let archive: SeriesArchive
  let random: SplitMix
  static let start = Timestamp(seconds: 1_781_517_600)

  /// `probe VERB PATH [NUMBER]…`
  static func main() async {
    _ = parent
    let words = CommandLine.arguments
    guard words.count >= 3 else { return complain("usage: VERB PATH [NUMBER]...") }
    let numbers = words.dropFirst(3).compactMap { Int($0) } + [0, 0, 0]
    let probe = ArchiveProbe(words[2], seed: UInt64(numbers[0]))
    switch words[1] {
    case "write": await probe.write(killedAfter: numbers[1], round: numbers[0])
    case "lead": await probe.lead(at: start + .seconds(numbers[1]), among: numbers[2])
    case "hear": await probe.hear(killedAfter: numbers[1])
    case "take": await probe.take(of: numbers[1])
    case "share": await probe.share(rounds: numbers[1])
    case "fill": await probe.fill(words[2])
    case "tell": await probe.tell()
    case "hold": await probe.hold()
    case "begin": await probe.begin(counter: words.last ?? "")
    case "sync": await probe.sync(rounds: numbers[0], counter: words.last ?? "")
    case "look": await probe.look(rounds: words.count > 3 ? numbers[0] : .max)
    default: complain("there is no verb \(words[1])")
    }
  }

  private init(_ path: String, seed: UInt64) {
    archive = SeriesArchive(
      path: path, source: "https://probe", token: "probe", patience: .seconds(10),
      now: { ArchiveProbe.start })
    random = SplitMix(seed)
  }

  private static let parent = getppid()
  /// Whether who started it has ended, without a chance to end it.
  private static var isOrphan: Bool { getppid() != parent }

  private static func complain(_ words: String) { say("error: \(words)") }
}

/// One line, written at once: what was said has been said when the process is killed.
func say(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(STDOUT_FILENO, bytes, bytes.count)
}

// MARK: - Verbs

extension ArchiveProbe {
  /// Saves series after series, each of one value, until it is killed: so many microseconds after its
  /// start, or in odd rounds after it has saved the first, which a slow machine might not come to.
  private func write(killedAfter microseconds: Int, round: Int) async {
    func endSoon() {
      DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(microseconds)) {
        kill(getpid(), SIGKILL)
      }
    }
    var isTimed = round % 2 == 0
    if isTimed { endSoon() }
    var random = random
    let kept = await archive.load(at: Self.start)
    var number = kept.spent
    while true {
      number += await archive.take(1, of: .max, at: Self.start)
      let key = SeriesKey.liquidations.randomElement(using: &random) ?? SeriesKey.liquidations[0]
      _ = await archive.save(
        Self.series(Double(number), of: key), validator: nil, of: key, asOf: Self.start)
      say("\(SeriesKey.liquidations.firstIndex(of: key) ?? 0) \(number)")
      if !isTimed { endSoon() }
      isTimed = true
    }
  }

  /// Takes the lease, says whether it got it, and is killed while it holds it.
  private func lead(at now: Timestamp, among count: Int) async {
    let leads = await archive.lead(.refresh, at: now).standing == .leads
    say(leads ? "leads" : "follows")
    await sayFault()
    // A call says that the lease was asked for; the leader lives on until all have.
    _ = await archive.take(1, of: .max, at: now)
    if leads, let news = await archive.news(of: .refresh),
      await archive.load(at: now).spent < count
    {
      for await _ in news {
        if await archive.load(at: now).spent >= count { break }
      }
    }
    kill(getpid(), SIGKILL)
  }

  /// Counts liquidations that come without end, from the first on, until it is killed: so many
  /// microseconds after it was the one who listens.
  private func hear(killedAfter microseconds: Int) async {
    let feed = LiveFeed(
      source: EndlessSource(delay: microseconds), store: archive, feeds: EndlessSource.feeds,
      now: { Self.start })
    await feed.run()
  }

  /// Takes calls one by one until there is none left.
  private func take(of limit: Int) async {
    var taken = 0
    while await archive.take(1, of: limit, at: Self.start) == 1 { taken += 1 }
    say("took \(taken)")
    await sayFault()
  }

  /// Does everything that dashboards do, in random order.
  private func share(rounds: Int) async {
    var random = random
    for round in 1...max(1, rounds) {
      let key = SeriesKey.liquidations.randomElement(using: &random) ?? SeriesKey.liquidations[0]
      let now = Self.start + .seconds(round)
      switch Int.random(in: 0..<7, using: &random) {
      case 0, 1:
        _ = await archive.save(
          Self.series(Double(round), of: key, days: 50), validator: Validator(etag: "\(round)"),
          of: key, asOf: now)
      case 2: await archive.record(FetchError(key, .timedOut(.seconds(1))), at: now)
      case 3: _ = await archive.load(at: now)
      case 4: _ = await archive.lead(.refresh, at: now)
      case 5: await archive.ask(RefreshRequest(at: now))
      default: _ = await archive.version()
      }
      _ = await archive.take(1, of: .max, at: Self.start)
    }
    say("did \(rounds)")
    await sayFault()
    await archive.close()
  }

  /// Fills a small disk, frees it, and goes on.
  private func fill(_ path: String) async {
    var number = 0.0
    repeat {
      number += 1
      let key = SeriesKey.liquidations[Int(number) % 8]
      _ = await archive.save(
        Self.series(number, of: key, days: 2_200), validator: nil, of: key,
        asOf: Self.start + .seconds(Int(number)))
    } while await archive.load(at: Self.start).fault == nil && number < 1_000
    await sayFault()
    await sayReadings()
    unlink(path + ".ballast")
    _ = await archive.take(1, of: 100, at: Self.start)
    await sayFault()
    let other = ArchiveProbe(path, seed: 0)
    await other.sayReadings()
    await other.sayFault()
  }

  /// Writes without end, so that the lock is held nearly always.
  private func hold() async {
    while !Self.isOrphan { await archive.ask(RefreshRequest(at: Self.start)) }
  }

  /// Reads so often, and says what is to be said.
  private func look(rounds: Int) async {
    for _ in 0..<rounds where !Self.isOrphan { _ = await archive.load(at: Self.start) }
    await sayFault()
    await archive.close()
  }

  /// How often the disk has been waited for.
  private static func syncs(_ counter: String) -> Int {
    var status = stat()
    return stat(counter, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Begins as a dashboard does, says how often its lease and its calls have waited for the disk and how
  /// often what it saves then does, and is killed.
  private func begin(counter: String) async {
    _ = archive.loadHistoryHere(at: Self.start)
    let leads = await archive.lead(.refresh, at: Self.start).standing == .leads
    let granted = await archive.take(8, of: .max, at: Self.start)
    let counted = Self.syncs(counter)
    say("\(leads ? "leads" : "follows"), \(granted) calls, \(counted) waits")
    let key = SeriesKey.liquidations[3]
    _ = await archive.save(
      Self.series(9, of: key, days: 1), validator: nil, of: key, asOf: Self.start + .seconds(9))
    say("\(Self.syncs(counter) - counted) waits")
    await sayFault()
    kill(getpid(), SIGKILL)
  }

  /// Saves and counts calls in turn, and says how often each has waited for the disk by that count.
  private func sync(rounds: Int, counter: String) async {
    var syncs: Int { Self.syncs(counter) }
    var (calls, saves) = (0, 0)
    // Whatever is made at first is made by then.
    _ = await archive.take(1, of: .max, at: Self.start)
    for round in 1...max(1, rounds) {
      let (key, before) = (SeriesKey.liquidations[round % 8], syncs)
      _ = await archive.save(
        Self.series(Double(round), of: key), validator: nil, of: key,
        asOf: Self.start + .seconds(round))
      let saved = syncs
      _ = await archive.take(8, of: .max, at: Self.start)
      await archive.ask(RefreshRequest(at: Self.start + .seconds(round)))
      _ = await archive.lead(.refresh, at: Self.start + .seconds(round))
      (saves, calls) = (saves + saved - before, calls + syncs - saved)
    }
    say("saves \(saves)")
    say("calls \(calls)")
    await sayFault()
  }

  /// Says what is there, then writes.
  private func tell() async {
    await sayReadings()
    await sayFault()
    _ = await archive.save(
      Self.series(7, of: SeriesKey.liquidations[2]), validator: nil,
      of: SeriesKey.liquidations[2], asOf: Self.start + .seconds(7))
    await sayReadings()
    await sayFault()
  }
}

/// A feed that tells the same whenever it is listened to.
private struct EndlessSource: LiveSource {
  static let feeds = [FeedKey(.okx, "OKX")]
  let delay: Int

  func closes(since days: [Exchange: Day]) async -> ClosesAnswer { .failed("No prices here.") }

  func listen(
    after known: [Exchange: Timestamp], _ take: @escaping @Sendable ([LiveEvent]) async -> Void
  ) async {
    DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(delay)) {
      kill(getpid(), SIGKILL)
    }
    var number = 0
    while !Task.isCancelled {
      let new = (number..<number + 50).map { number in
        Liquidation(
          .okx, "BTC-USDT-SWAP", number % 2 == 0 ? .long : .short,
          milliseconds: ArchiveProbe.start.seconds * 1_000 + Int64(number), bitcoin: 0.5,
          price: 90_000, usd: 45_000, identity: "\(number)")
      }
      await take([.liquidations(new)])
      number += 50
      try? await Task.sleep(for: .milliseconds(2))
    }
  }
}

// MARK: - Words

extension ArchiveProbe {
  /// So many days of one number, with the sign of the series.
  private static func series(
    _ value: Double, of key: SeriesKey, days: Int = 400
  ) -> FetchedSeries {
    let value = key.accepts(1) ? value : -value
    return FetchedSeries(
      series: Series((0..<days).map { (day: Day(number: 18_000 + $0), value: value) }))
  }

  private func sayFault() async {
    let fault = await archive.load(at: Self.start).fault
    say("fault: \(fault?.sentence ?? "none")")
  }

  /// The newest value of each series that has one.
  private func sayReadings() async {
    let readings = await archive.load(at: Self.start).readings
    let values = SeriesKey.liquidations.compactMap { key in
      readings[key].flatMap { $0.series.days.map(\.upperBound).flatMap($0.series.value) }
    }
    say("values: \(values.map { "\(abs(Int($0)))" }.joined(separator: " "))")
  }
}

extension Series {
  fileprivate func value(_ day: Day) -> Double? { self[day] }
}
