import Archive
import FoundationEssentials
import Liquidations
import Wording

/// What an archive holds, as it is said: `liqtop.archive/1`. Times are UTC; what isn't known is left out.
struct ContentsReport: Encodable {
  struct Series: Encodable {
    let exchange: String
    let side: String
    let days: Int
    let first: String?
    let last: String?
    let asOf: String?
  }

  struct Source: Encodable {
    let source: String
    let series: [Series]
    let revisions: Int
  }

  struct Coverage: Encodable {
    let exchange: String
    let first: String
    let last: String
    let coveredSeconds: Int64
    /// Of the time from the first to the last, 0…1.
    let share: Double
  }

  struct Span: Encodable {
    let count: Int
    let first: String?
    let last: String?
  }

  struct Live: Encodable {
    let place: String
    let hours: Span
    let coverage: [Coverage]
    let tape: Span
  }

  struct Lease: Encodable {
    let work: String
    let process: Int32?
    let host: String
    let renewedAt: String
  }

  let schema = "liqtop.archive/1"
  let path: String
  let format: Int64
  let fileBytes: Int
  let logBytes: Int
  let freeBytes: Int
  let sources: [Source]
  let live: [Live]
  let leases: [Lease]
  private let contents: ArchiveContents

  private enum CodingKeys: String, CodingKey {
    case schema, path, format, fileBytes, logBytes, freeBytes, sources, live, leases
  }

  init(_ contents: ArchiveContents) {
    self.contents = contents
    path = contents.path.printable
    format = contents.version
    (fileBytes, logBytes, freeBytes) = (contents.size, contents.logSize, contents.free)
    sources = contents.sources.map(Source.init)
    live = contents.heard.map(Live.init)
    leases = contents.leases.map(Lease.init)
  }

  /// For scripts.
  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.keyEncodingStrategy = .convertToSnakeCase
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}

extension ContentsReport.Source {
  fileprivate init(_ source: ArchiveContents.Source) {
    self.source = source.name.printable
    revisions = source.revisions
    series = source.series.map { kept in
      let metric = kept.key.metric
      return ContentsReport.Series(
        exchange: metric.exchange.slug, side: metric.side.name, days: kept.count,
        first: kept.days.map { "\($0.lowerBound)" }, last: kept.days.map { "\($0.upperBound)" },
        asOf: kept.asOf?.isoSecond)
    }
  }
}

extension ContentsReport.Span {
  fileprivate init(_ span: ArchiveContents.Span) {
    count = span.count
    first = span.times?.lowerBound.isoSecond
    last = span.times?.upperBound.isoSecond
  }
}

extension ContentsReport.Live {
  fileprivate init(_ heard: ArchiveContents.Heard) {
    place = heard.place.printable
    hours = ContentsReport.Span(heard.hours)
    tape = ContentsReport.Span(heard.tape)
    coverage = heard.coverage.map { covered in
      ContentsReport.Coverage(
        exchange: covered.exchange.slug, first: covered.times.lowerBound.isoSecond,
        last: covered.times.upperBound.isoSecond, coveredSeconds: covered.seconds,
        share: covered.share)
    }
  }
}

extension ContentsReport.Lease {
  fileprivate init(_ lease: ArchiveContents.LeaseEntry) {
    work = lease.work.printable
    process = lease.process
    host = lease.host.printable
    renewedAt = lease.renewedAt.isoSecond
  }
}

extension ArchiveContents.Covered {
  /// How much of the time from the first second to the last was covered, 0…1.
  var share: Double {
    let whole = times.upperBound - times.lowerBound
    return whole > .zero ? Double(seconds) / Double(whole.components.seconds) : 1
  }
}

// MARK: - In words

extension ContentsReport {
  /// Line by line.
  func text(at now: Timestamp) -> [String] {
    let free = freeBytes > 0 ? ", \(ArchiveCheck.words(bytes: freeBytes)) free" : ""
    let log = logBytes > 0 ? " and \(ArchiveCheck.words(bytes: logBytes)) of log" : ""
    let size = "\(ArchiveCheck.words(bytes: fileBytes))\(log)\(free)"
    return [path, "  format \(format), \(size)"] + contents.sources.flatMap(lines)
      + contents.heard.flatMap(lines) + ["", "at work"] + work(at: now)
  }

  private func lines(_ source: ArchiveContents.Source) -> [String] {
    let rows = source.series.map { kept in
      let days = Digits.counted(kept.count, "day")
      let span = kept.days.map { ", \($0.lowerBound) to \($0.upperBound)" } ?? ""
      let asOf = kept.asOf.map { ", as of \($0.isoMinute)" } ?? ", never received"
      return "  \(Self.padded(kept.key.name, 14))\(days)\(span)\(asOf)"
    }
    let revisions =
      source.revisions == 0
      ? "no value was replaced"
      : Digits.counted(source.revisions, "value was replaced", "values were replaced")
    return ["", source.name.printable] + rows + ["  \(revisions)"]
  }

  private func lines(_ heard: ArchiveContents.Heard) -> [String] {
    let place = heard.place == SeriesArchive.exchanges ? "" : ", as \(heard.place.printable) tells"
    let covered = heard.coverage.map { covered in
      let times = "\(covered.times.lowerBound.isoMinute) to \(covered.times.upperBound.isoMinute)"
      return
        "  \(Self.padded(covered.exchange.name, 14))\(Ratio.part(covered.share)) covered, \(times)"
    }
    return ["", "live: the exchanges' own feeds\(place)"]
      + [Self.words(heard.hours, "hour", "hours")] + covered
      + [Self.words(heard.tape, "liquidation on the tape", "liquidations on the tape")]
  }

  private static func words(_ span: ArchiveContents.Span, _ one: String, _ many: String) -> String {
    let times = span.times.map { ", \($0.lowerBound.isoMinute) to \($0.upperBound.isoMinute)" }
    return "  \(Digits.counted(span.count, one, many))\(times ?? "")"
  }

  private func work(at now: Timestamp) -> [String] {
    guard !contents.leases.isEmpty else { return ["  nobody"] }
    return contents.leases.map { lease in
      let process = lease.process.map { "process \($0)" } ?? "a process"
      let host = lease.host.isEmpty ? "" : " on \(lease.host.printable)"
      let seconds = max(0, (now - lease.renewedAt).components.seconds)
      return "  \(lease.work.printable): \(process)\(host), heard of \(seconds) s ago"
    }
  }

  private static func padded(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(1, columns - text.count))
  }
}
