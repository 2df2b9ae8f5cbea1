import FoundationEssentials
import Liquidations
import Refresh
import Synchronization

@testable import Archive

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of a test's own, with an archive in it.
final class Site: Sendable {
  private static let count = Atomic(0)
  static let start = Timestamp(seconds: 1_781_517_600)
  static let source = "https://newhedge.io"

  let folder: String

  init() throws {
    folder = "/tmp/liqtop-archive-\(getpid())-\(Self.count.add(1, ordering: .relaxed).newValue)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    _ = try? FileManager.default.removeItem(atPath: folder)
  }

  var path: String { "\(folder)/archive.sqlite" }

  /// One dashboard's archive.
  func archive(
    source: String = Site.source, token: String = "0123456789abcdef",
    patience: Duration = .seconds(5)
  ) -> SeriesArchive {
    SeriesArchive(
      path: path, source: source, token: token, patience: patience,
      now: { Timestamp(seconds: 1_795_347_000) })
  }

  /// A connection past the archive's own.
  func database() throws -> Database { try Database(path, .writing, patience: .seconds(5)) }

  /// The rows of a query, their columns joined by `|`.
  func rows(_ sql: String, columns: Int32) throws -> [String] {
    try database().all(sql) { row in
      (0..<columns).map { row.text($0) ?? "NULL" }.joined(separator: "|")
    }
  }

  func bytes(_ ending: String = "") -> [UInt8]? {
    FileManager.default.contents(atPath: path + ending).map(Array.init)
  }

  func write(_ bytes: [UInt8], _ ending: String = "") throws {
    try Data(bytes).write(to: URL(filePath: path + ending))
  }

  /// The names in the folder, in alphabetical order.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  /// An archive of all eight that has been closed, as bytes.
  func fill() async throws -> [UInt8] {
    let archive = archive()
    for metric in Metric.allCases {
      await archive.save(series(1...400), of: metric, asOf: Self.start)
    }
    await archive.close()
    return bytes() ?? []
  }
}

/// A series from 2026-01-01 on.
func series(_ values: [Double?]) -> FetchedSeries {
  FetchedSeries(
    series: Series(
      values.enumerated().map { (day: Day(number: 20_454 + $0.offset), value: $0.element) }))
}

func series(_ values: ClosedRange<Int>) -> FetchedSeries { series(values.map { Double($0) }) }

extension SeriesStore {
  @discardableResult
  func save(_ fetched: FetchedSeries, of metric: Metric, asOf: Timestamp) async -> Series {
    await save(fetched, validator: nil, of: metric, asOf: asOf)
  }
}

extension Metric {
  static let okxLong = Metric(.okx, .long)
  static let bybitShort = Metric(.bybit, .short)
}
