import Archive
import Liquidations
import Live
import Refresh
import Settings
import Wording

/// What a check found of the archive.
struct ArchiveCheck: Codable, Hashable {
  /// Nil if there is no home folder to hold one.
  let path: String?
  let isWell: Bool
  /// In bytes, with its log; nil if there is no file.
  let size: Int?
  /// Such as `0600`; nil if there is no file.
  let mode: String?
  /// Of how many metrics it has days.
  let metrics: Int
  /// How many days it has, of whichever metric.
  let days: Int
  /// The first of them and the newest, such as `2026-11-22`.
  let first: String?
  let newest: String?
  /// How many values were replaced by others.
  let revisions: Int
  /// Of how many hours it has sums of the exchanges' own feeds.
  let liveHours: Int
  /// Up to when what they told is known, such as `2026-11-22T14:05Z`; nil if nothing is.
  let liveUntil: String?
  /// How many daily closes of BTC are shown of it, of whose market, and up to which day.
  let closes: Int
  let closesOf: String?
  let closesUntil: String?
  /// What is wrong, in one sentence.
  let remark: String?

  /// - Parameter survey: nil if nothing is to be kept.
  init(_ survey: ArchiveSurvey?, path: String?) {
    self.path = survey == nil ? nil : path?.printable
    size = survey?.size
    mode = survey?.permissions.map { "0" + String($0, radix: 8) }
    let all = survey?.kept?.readings.values.map(\.series).filter { !$0.isEmpty } ?? []
    let together = all.reduce(Series.empty) { $0.merged(with: $1) }
    metrics = all.count
    days = together.count
    first = together.days.map { "\($0.lowerBound)" }
    newest = together.days.map { "\($0.upperBound)" }
    revisions = survey?.revisions ?? 0
    liveHours = Set(survey?.live?.hours.map(\.slot) ?? []).count
    liveUntil = survey?.live?.coverage.values.compactMap(\.end).max()?.isoMinute
    let shown = survey?.live?.shownCloses
    closes = shown?.series.count ?? 0
    closesOf = shown?.exchange.name
    closesUntil = shown?.series.days.map { "\($0.upperBound)" }
    let isOpen = survey?.permissions.map { $0 & 0o022 != 0 } ?? false
    let contradictions = survey?.contradictions ?? []
    let contradiction = contradictions.isEmpty ? nil : Self.words(contradictions)
    remark =
      (survey?.fault ?? contradiction ?? (isOpen ? Self.openness(path ?? "") : nil))?.printable
    isWell = remark == nil
  }

  private static func openness(_ path: String) -> String {
    "Others may write it; run: chmod 600 \(ShellWords.quoted(path: path))"
  }

  private static func words(_ contradictions: [String]) -> String {
    let more = contradictions.count > 3 ? "; and \(contradictions.count - 3) more" : ""
    return contradictions.prefix(3).joined(separator: "; ") + more
  }

  /// In words, line by line.
  var text: [String] {
    if path == nil, remark == nil { return ["nothing is kept, as configured"] }
    let place = path.map { [$0] } ?? []
    guard let size, let mode else { return remark.map { [$0] } ?? place + ["none yet"] }
    if let remark, days == 0 {
      return [remark, "\(Self.words(bytes: size)), \(readers) (\(mode))"]
    }
    return place + [remark].compactMap(\.self)
      + [contents] + heard + priced + ["\(Self.words(bytes: size)), whole, \(readers) (\(mode))"]
  }

  private var contents: String {
    guard let first, let newest else { return "no days of this source yet" }
    let span = "\(Digits.counted(days, "day")) from \(first) to \(newest)"
    return "\(span) of \(Digits.counted(metrics, "metric")), "
      + Digits.counted(revisions, "revision")
  }

  private var heard: [String] {
    guard liveHours > 0 || liveUntil != nil else { return [] }
    let until = liveUntil.map { ", to \($0)" } ?? ""
    return ["\(Digits.counted(liveHours, "hour")) of the exchanges' own feeds\(until)"]
  }

  private var priced: [String] {
    guard let closesOf, let closesUntil else { return [] }
    return ["\(closes) daily closes of BTC by \(closesOf), to \(closesUntil)"]
  }

  private var readers: String {
    guard let mode, let bits = UInt32(mode, radix: 8) else { return "" }
    return bits & 0o044 == 0 ? "nobody else may read it" : "others may read it"
  }

  /// A size for people: `412 KiB`, `1.4 MiB`.
  static func words(bytes: Int) -> String {
    let tenths = (bytes * 10 + 512) / 1_024
    if tenths < 10_240 { return "\(tenths / 10) KiB" }
    let megabytes = (tenths + 512) / 1_024
    return "\(megabytes / 10).\(megabytes % 10) MiB"
  }
}
