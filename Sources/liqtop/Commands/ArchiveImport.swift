import Archive
import ArgumentParser
import Liquidations
import Wording

/// Takes days from elsewhere into the archive.
struct ArchiveImport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Add days from a CSV file to the archive, as a source of their own.",
    discussion: """
      The file has a line for each value, as liqtop print --format csv writes it: the first line is \
      day,exchange,side,usd, and if they are known provisional,fetched_at. Amounts are USD, those of \
      shorts 0 or less; a field that is empty is missing, not 0. The whole file is checked first; if a \
      line is wrong, nothing is imported, and what would be right is said.

      Imported days are never mixed with fetched ones. liqtop print --source NAME prints them, liqtop \
      --source NAME shows them. The same name again adds to it; a value that is replaced stays as a \
      revision.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: ArgumentHelp("The file to read; - is standard input.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var file: String

  @Option(help: ArgumentHelp("The name of the source: \(SourceName.name).", valueName: "name"))
  var source: String

  @OptionGroup var place: ArchivePlace

  func validate() throws {
    guard SourceName.isName(source) else {
      throw ValidationError("--source must be \(SourceName.name).")
    }
  }

  func run() throws {
    let (path, now) = (try place.path(), WallClock.now())
    let table = try table(at: now)
    let count = try onArchive { () throws(ArchiveUpkeepError) in
      try ArchiveUpkeep(path: path, isMade: true)
        .add(table.values, to: source, asOf: table.asOf(now), at: now)
    }
    Console.say(words(count, table))
  }

  private func table(at now: Timestamp) throws(ProgramError) -> ImportedTable {
    let bytes = try InputFile.bytes(of: file, upTo: ImportedTable.largest)
    do throws(ImportFaults) {
      return try ImportedTable(bytes, at: now)
    } catch {
      for words in error.words { Console.complain("liqtop: \(words.printable)") }
      throw ProgramError(
        "nothing was imported: \(InputFile.name(file)) isn't a table of days as it should be.",
        .badData)
    }
  }

  private func words(_ count: ImportCount, _ table: ImportedTable) -> String {
    let days = table.values.map(\.day)
    let ends = Set([days.min(), days.max()].compactMap(\.self)).sorted()
    let span = ends.map { "\($0)" }.joined(separator: " to ")
    let parts =
      [
        "\(count.new) new", "\(count.changed) changed", "\(count.same) as they were",
        "\(table.missing) missing in the file",
      ] + (table.replaced > 0 ? ["\(table.replaced) that others had replaced left out"] : [])
    return "Imported \(Digits.counted(days.count, "value")) of \(span) as \(source):"
      + " \(parts.joined(separator: ", ")).\nThey are printed by: liqtop print --source \(source) --last all"
  }
}
