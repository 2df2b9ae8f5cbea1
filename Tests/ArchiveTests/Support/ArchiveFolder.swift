import CSQLite
import FoundationEssentials
import Liquidations
import Refresh
import Synchronization
import Testing

@testable import Archive

/// A folder of a test's own, with an archive in it.
final class ArchiveFolder: Sendable {
  private static let count = Atomic(0)
  static let start = Timestamp(seconds: 1_781_517_600)
  static let source = "https://newhedge.io"

  let folder: String

  init() throws {
    folder =
      "/tmp/liqtop-archive-\(Platform.processID)-\(Self.count.add(1, ordering: .relaxed).newValue)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    _ = try? FileManager.default.removeItem(atPath: folder)
  }

  var path: String { "\(folder)/archive.sqlite" }

  /// One dashboard's archive.
  func archive(
    source: String = ArchiveFolder.source, token: String = "0123456789abcdef",
    patience: Duration = .seconds(5), vfs: String? = nil, isAlone: Bool = false
  ) -> SeriesArchive {
    SeriesArchive(
      file: ArchiveFile(path: path, vfs: vfs), source: source, token: token,
      runtimeFolder: isAlone ? nil : folder, patience: patience,
      now: { Timestamp(seconds: 1_795_347_000) })
  }

  /// A connection past the archive's own.
  func database() throws -> Database { try Database(path, .writing, patience: .seconds(5)) }

  /// Does what another program may do to the file.
  func tamper(_ sql: String) throws {
    var handle: OpaquePointer?
    defer { sqlite3_close(handle) }
    try #require(sqlite3_open(path, &handle) == SQLITE_OK)
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    try #require(code == SQLITE_OK, "\(sqlite3_errmsg(handle).map { String(cString: $0) } ?? sql)")
  }

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

  /// The files that were set aside.
  func asides() throws -> [String] { try names().filter { $0.contains("damaged") } }

  /// An archive of all eight that has been closed, as bytes.
  func fill() async throws -> [UInt8] {
    let archive = archive()
    for key in SeriesKey.liquidations {
      await archive.save(series(1...400, of: key), of: key, asOf: Self.start)
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

/// The same with the sign of a series' values.
func series(_ values: ClosedRange<Int>, of key: SeriesKey = .okxLong) -> FetchedSeries {
  series(values.map { key.isLong ? Double($0) : -Double($0) })
}

extension SeriesKeeper where Self: LeaseKeeper {
  func leads(at now: Timestamp) async -> Bool {
    await lead(.refresh, at: now).standing == .leads
  }

  @discardableResult
  func save(_ fetched: FetchedSeries, of key: SeriesKey, asOf: Timestamp) async -> Series {
    await save(fetched, validator: nil, of: key, asOf: asOf)
  }
}

extension SeriesKey {
  static let okxLong = SeriesKey.liquidations(Metric(.okx, .long))
  static let bybitShort = SeriesKey.liquidations(Metric(.bybit, .short))

  /// Of an exchange's longs.
  var isLong: Bool {
    switch self {
    case .liquidations(let metric): metric.side == .long
    }
  }
}
