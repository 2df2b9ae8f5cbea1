import Archive
import ArgumentParser
import Settings

/// What can be done to the archive by hand.
struct ArchiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Look after the archive: what it holds, export, import, forget, vacuum.",
    discussion: """
      All of it works while dashboards run, and needs neither token nor network. The exit status is \
      0 if it was done, 64 if an option is wrong, 65 if a file to import isn't a table of days, 66 if \
      there is nothing to read, 69 if another program is at work on it, 73 if a file can't be made, \
      74 if a disk fails or is full, 78 if the configuration is wrong.
      """,
    subcommands: [
      ArchiveInfo.self, ArchiveExport.self, ArchiveImport.self, ArchiveForget.self,
      ArchiveVacuum.self,
    ],
    helpNames: [.short, .long])
}

/// Which archive is meant.
struct ArchivePlace: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "This archive instead of ~/.local/share/liqtop/archive.sqlite.", valueName: "file"),
    completion: .file())
  var archive: String?

  @OptionGroup var file: FileOption

  /// The path of its file.
  ///
  /// - Throws: `ProgramError` if a setting is wrong, or nothing is kept.
  func path() throws(ProgramError) -> String {
    let texts: [SettingKey: String?] = [.config: file.config, SettingTable.archive.key: archive]
    let settings = try ProgramSettings(
      texts.compactMapValues { $0.map { [$0] } }, Environment.all)
    guard !settings.keepsNothing else {
      throw ProgramError("nothing is kept, as configured, so there is no archive.", .noInput)
    }
    guard let path = settings.archivePath else {
      throw ProgramError(
        "there is no home folder for the archive; name a file with --archive.", .configuration)
    }
    return path
  }

  /// What is said where there is none.
  static func nothing(at path: String) -> ProgramError {
    ProgramError(ArchiveUpkeepError.nothing(at: path))
  }
}

extension ProgramError {
  /// The same, with the exit status that goes with it.
  init(_ error: ArchiveUpkeepError) {
    let status: Status =
      switch error.kind {
      case .unreadable: .noInput
      case .unwritable: .cannotCreate
      case .failing: .output
      case .busy: .unavailable
      }
    self.init("\(error)", status)
  }
}

/// Does work on an archive; what it throws ends the program with its sentence and status.
func onArchive<Result>(
  _ body: () throws(ArchiveUpkeepError) -> Result
) throws(ProgramError) -> Result {
  do throws(ArchiveUpkeepError) {
    return try body()
  } catch {
    throw ProgramError(error)
  }
}
