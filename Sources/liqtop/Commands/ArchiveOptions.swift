import Archive
import ArgumentParser
import Liquidations
import Settings

/// Which archive is read, and what of it: the options of all that only read.
struct ArchiveOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this archive instead of ~/.local/share/liqtop/archive.sqlite.", valueName: "file"))
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

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.insecureHTTP.help))
  var insecureHTTP: Bool?

  @Option(
    parsing: .upToNextOption,
    help: "Of these exchanges: all, \(ExchangeChoice.slugs.joined(separator: ", ")).",
    completion: .list(["all"] + ExchangeChoice.slugs))
  var exchange: [String] = []

  @Flag(inversion: .prefixedNo, help: "Write ASCII characters only.")
  var ascii: Bool?

  @Option(
    help: ArgumentHelp(
      "Read this configuration file instead of ~/.config/liqtop/config.yaml.", valueName: "file"))
  var config: String?

  /// What was said, as texts.
  ///
  /// The exchanges aren't among them: what a script gets isn't to follow from what the dashboard shows.
  private var given: [SettingKey: [String]] {
    let table = SettingTable.self
    let texts: [SettingKey: String?] = [
      .config: config, table.archive.key: archive, table.baseURL.key: baseURL,
      table.source.key: source,
      table.insecureHTTP.key: insecureHTTP.map(String.init),
      table.ascii.key: ascii.map(String.init),
    ]
    return texts.compactMapValues { $0.map { [$0] } }
  }

  /// The settings that hold.
  ///
  /// - Throws: `ProgramError` for the first that is wrong.
  func settings(_ environment: [String: String]) throws(ProgramError) -> ProgramSettings {
    try ProgramSettings(given, environment)
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
  /// - Parameter days: those of which the times are wanted; nil for none.
  /// - Throws: `ProgramError` if there is nothing to read.
  func archiveReading(
    timesOf days: ClosedRange<Day>?, at now: Timestamp
  ) throws(ProgramError) -> ArchiveReading {
    guard !keepsNothing else {
      throw ProgramError("nothing is kept, as configured, so there is nothing to read.", .noInput)
    }
    guard let archivePath else {
      throw ProgramError(
        "there is no home folder for the archive; name a file with --archive.", .configuration)
    }
    let reading: ArchiveReading?
    do throws(ArchiveReadingError) {
      reading = try ArchiveReading(path: archivePath, source: archiveSource, timesOf: days, at: now)
    } catch {
      throw ProgramError("\(error)", .noInput)
    }
    guard let reading else {
      throw ProgramError(
        "there is no archive \(archivePath) yet; run liqtop, which fetches the days, or name another"
          + " with --archive.", .noInput)
    }
    return reading
  }
}
