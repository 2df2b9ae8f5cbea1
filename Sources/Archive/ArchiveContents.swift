public import Liquidations

/// What a whole archive holds, of all its sources, counted as it lies there.
public struct ArchiveContents: Equatable, Sendable {
  /// A source of days: the base URL from which they were fetched, or the name under which they were
  /// imported.
  public struct Source: Equatable, Sendable {
    public let name: String
    /// Those of which something was received.
    public internal(set) var series: [Kept] = []
    /// How many values were replaced by others.
    public internal(set) var revisions = 0
  }

  /// What there is of a series.
  public struct Kept: Equatable, Sendable {
    public let key: SeriesKey
    /// The first and the last day that have a value; nil if none has.
    public let days: ClosedRange<Day>?
    /// How many days have a value.
    public let count: Int
    /// When it was last known to be current.
    public let asOf: Timestamp?
  }

  /// What the exchanges' feeds told, by where they were reached.
  public struct Heard: Equatable, Sendable {
    public let place: String
    /// How many hours have sums, of whichever exchange, and the first and the last of them.
    public internal(set) var hours = Span(count: 0, times: nil)
    /// The liquidations on the tape, and when they were.
    public internal(set) var tape = Span(count: 0, times: nil)
    public internal(set) var coverage: [Covered] = []
  }

  /// How many there are, and from when to when.
  public struct Span: Equatable, Sendable {
    public let count: Int
    public let times: ClosedRange<Timestamp>?
  }

  /// How long an exchange was heard.
  public struct Covered: Equatable, Sendable {
    public let exchange: Exchange
    /// From the first to the last second that was covered.
    public let times: ClosedRange<Timestamp>
    /// In whole seconds, without the gaps.
    public let seconds: Int64
  }

  /// Who works for all who share the archive.
  public struct LeaseEntry: Equatable, Sendable {
    /// What for: a base URL to fetch from, or `live` and where the exchanges are reached.
    public let work: String
    public let host: String
    /// The number of its process on that host; nil if it isn't known.
    public let process: Int32?
    public let renewedAt: Timestamp
  }

  /// As it was named.
  public let path: String
  /// The version of the format.
  public internal(set) var version: Int64
  /// Of the file and of its log, in bytes.
  public internal(set) var size = 0
  public internal(set) var logSize = 0
  /// How much of the file holds nothing, in bytes.
  public internal(set) var free = 0
  public internal(set) var sources: [Source] = []
  public internal(set) var heard: [Heard] = []
  /// Those that are held.
  public internal(set) var leases: [LeaseEntry] = []

  /// Nil if there is no file. Nothing is written, made or renamed, and an archive of an older format stays
  /// one.
  ///
  /// - Parameters:
  ///   - path: of the archive's file.
  ///   - patience: how long others' locks are waited for.
  public init?(
    path: String, patience: Duration = .seconds(1), at now: Timestamp
  ) throws(ArchiveUpkeepError) {
    let reader = ArchiveReader(path: path, patience: patience)
    let found: ArchiveContents?
    do throws(ArchiveReadingError) {
      found = try reader.read { database, _ throws(SQLiteError) in
        database.takeTime()
        let version = try Schema.number("user_version", of: database)
        var contents = ArchiveContents(path: path, version: version)
        try contents.read(database, at: now)
        return contents
      }
    } catch {
      throw ArchiveUpkeepError(error)
    }
    guard var found else { return nil }
    (found.size, found.logSize) = reader.file.sizes
    self = found
  }

  private init(path: String, version: Int64) {
    self.path = path
    self.version = version
  }
}
