import Archive
import ArgumentParser
import Liquidations
import Settings

/// Which archive is read, and what of it: the options of all that only read.
struct ArchiveOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this archive instead of ~/.local/share/liqtop/archive.sqlite.", valueName: "file"),
    completion: .file())
  var archive: String?

  @Option(
    help: ArgumentHelp(
      "What was fetched from this server. Default: LIQTOP_BASE_URL, else the API's.",
      valueName: "url"))
  var baseURL: String?

  @Option(
    help: ArgumentHelp(
      "Of this source of the archive: the name of an import, or a base URL.",
      valueName: "url or name"))
  var source: String?

  @Option(
    name: .customLong("exchanges-url"),
    help: ArgumentHelp(
      "What was heard by way of this relay. Default: LIQTOP_EXCHANGES_URL, else the exchanges'.",
      valueName: "url"))
  var exchangesURL: String?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.insecureHTTP.help))
  var insecureHTTP: Bool?

  @Option(
    parsing: .upToNextOption,
    help: "Of these exchanges: all, \(ExchangeChoice.slugs.joined(separator: ", ")).",
    completion: .list(["all"] + ExchangeChoice.slugs))
  var exchange: [String] = []

  @Flag(inversion: .prefixedNo, help: "Write ASCII characters only.")
  var ascii: Bool?

  @OptionGroup var file: FileOption

  /// What was said, as texts.
  ///
  /// The exchanges aren't among them: what a script gets isn't to follow from what the dashboard shows.
  private var given: [SettingKey: [String]] {
    let table = SettingTable.self
    let texts: [SettingKey: String?] = [
      .config: file.config, table.archive.key: archive, table.baseURL.key: baseURL,
      table.source.key: source, table.exchangesURL.key: exchangesURL,
      table.insecureHTTP.key: insecureHTTP.map(String.init),
      table.ascii.key: ascii.map(String.init),
    ]
    return texts.compactMapValues { $0.map { [$0] } }
  }

  /// The settings that hold.
  ///
  /// - Parameter others: what was said beside these options.
  /// - Throws: `ProgramError` for what is wrong.
  func settings(
    _ environment: [String: String], and others: [SettingKey: [String]] = [:]
  ) throws(ProgramError) -> ProgramSettings {
    try ProgramSettings(given.merging(others) { $1 }, environment)
  }

  /// The exchanges that were named, else all.
  ///
  /// - Throws: `ProgramError` if there is none of a name.
  var exchanges: ExchangeSet {
    get throws(ProgramError) {
      let setting = SettingTable.exchange
      let said = SettingTexts(
        [setting.key], options: exchange.isEmpty ? [:] : [setting.key: exchange], environment: [:])
      return try setting.value(in: said).exchanges
    }
  }
}

extension ProgramSettings {
  /// What the archive holds of the source, as it lies there.
  ///
  /// - Parameters:
  ///   - days: those of which the times are wanted; nil for none.
  ///   - live: what is wanted of the exchanges' feeds; nil for nothing.
  ///   - patience: how long others' locks are waited for.
  /// - Throws: `ProgramError` if there is nothing to read.
  func archiveReading(
    timesOf days: ClosedRange<Day>?, live: LivePart? = nil,
    patience: Duration = .milliseconds(100), at now: Timestamp
  ) throws(ProgramError) -> ArchiveReading {
    try reading { path throws(ArchiveReadingError) in
      try ArchiveReading(
        path: path, source: archiveSource, timesOf: days, live: live, patience: patience, at: now)
    }
  }

  /// What is read of the archive at a path.
  ///
  /// - Throws: `ProgramError` if there is nothing to read.
  func reading<Result>(
    _ read: (_ path: String) throws(ArchiveReadingError) -> Result?
  ) throws(ProgramError) -> Result {
    guard !keepsNothing else {
      throw ProgramError("nothing is kept, as configured, so there is nothing to read.", .noInput)
    }
    guard let archivePath else {
      throw ProgramError(
        "there is no home folder for the archive; name a file with --archive.", .configuration)
    }
    let found: Result?
    do throws(ArchiveReadingError) {
      found = try read(archivePath)
    } catch {
      throw ProgramError("\(error)", .noInput)
    }
    guard let found else {
      throw ProgramError(
        "there is no archive \(archivePath) yet; run liqtop, which fetches the days, or name another"
          + " with --archive.", .noInput)
    }
    return found
  }
}
