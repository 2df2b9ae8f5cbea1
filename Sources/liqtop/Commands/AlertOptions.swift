import Alerts
import Archive
import ArgumentParser
import Liquidations
import Settings

/// Which archive is read for alerts, and what of it.
struct AlertPlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this archive instead of ~/.local/share/liqtop/archive.sqlite.", valueName: "file"),
    completion: .file())
  var archive: String?

  @Option(
    help: ArgumentHelp(
      "The days that were fetched from this server. Default: LIQTOP_BASE_URL, else the API's.",
      valueName: "url"))
  var baseURL: String?

  @Flag(inversion: .prefixedNo, help: ArgumentHelp(SettingTable.insecureHTTP.help))
  var insecureHTTP: Bool?

  @Option(
    name: .customLong("exchanges-url"),
    help: ArgumentHelp("What was heard from there, instead of the exchanges.", valueName: "url"))
  var exchangesURL: String?

  /// The settings that hold, with at least one alert.
  ///
  /// - Throws: `ProgramError` for what is wrong, also if there is no alert.
  func settings(
    _ file: FileOption, _ environment: [String: String]
  ) throws(ProgramError) -> ProgramSettings {
    let table = SettingTable.self
    let texts: [SettingKey: String?] = [
      .config: file.config, table.archive.key: archive, table.baseURL.key: baseURL,
      table.insecureHTTP.key: insecureHTTP.map(String.init), table.exchangesURL.key: exchangesURL,
    ]
    let settings = try ProgramSettings(texts.compactMapValues { $0.map { [$0] } }, environment)
    guard settings.alerts.isEmpty else { return settings }
    let place = settings.filePath.map { " in \($0)" } ?? ""
    throw ProgramError(
      "there are no alerts\(place); liqtop config --default shows how to write one.",
      .configuration)
  }
}

extension ProgramSettings {
  /// What the archive holds of what alerts are about; nil if there is no archive yet, or none is kept.
  ///
  /// - Throws: `ProgramError` if it can't be read.
  func alertReading(at now: Timestamp) throws(ProgramError) -> AlertReading? {
    guard let archivePath, !keepsNothing else { return nil }
    do throws(ArchiveReadingError) {
      return try AlertReading(
        path: archivePath, source: "\(base)", exchanges: exchangesPlace, at: now)
    } catch {
      throw ProgramError("\(error)", .noInput)
    }
  }
}
