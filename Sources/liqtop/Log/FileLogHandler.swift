import Liquidations
import Logging
import Wording

/// Writes each record as one line: the time in UTC, the level, the process, what there is to say.
struct FileLogHandler: LogHandler {
  private static let longest = 1_000
  private let file: LogFile
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]

  init(_ file: LogFile, level: Logger.Level) {
    self.file = file
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let text = "\(event.message)".printable
    let start = "\(WallClock.now().isoSecond) \(event.level) \(Platform.processID)"
    file.add("\(start) \(text.prefix(Self.longest))")
  }
}

/// The program's log, in `$XDG_STATE_HOME/liqtop/liqtop.log`.
struct ProgramLog: Sendable {
  private let logger: Logger?

  /// A log of that level, or none without a level or a folder.
  init(_ level: LogLevel, _ folders: UserFolders) {
    guard let level = level.level, let folder = folders.state else {
      logger = nil
      return
    }
    let file = LogFile(path: "\(folder)/liqtop.log")
    logger = Logger(label: "liqtop") { _ in FileLogHandler(file, level: level) }
  }

  func add(_ record: LogRecord) {
    logger?.log(level: record.level, "\(record)")
  }
}
