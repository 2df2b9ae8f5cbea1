import Archive
import ArgumentParser
import Liquidations
import SystemPackage
import Wording

/// Writes every value that was ever kept.
struct ArchiveExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write every day ever kept, of all sources, as CSV.",
    discussion: """
      A line for each value: source, day, exchange, side, usd, fetched_at, replaced_at. Where \
      replaced_at is empty the value stands; else another took its place then. What is missing has no \
      line. liqtop archive import reads it again, one source at a time.

      What the exchanges' own feeds told isn't in it; liqtop print --what live prints that.
      """,
    helpNames: [.short, .long])

  @Argument(
    help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var file: String

  @Option(help: ArgumentHelp("Of this source alone.", valueName: "url or name"))
  var source: String?

  @Flag(help: "Replace the file if there is one.")
  var force = false

  @OptionGroup var place: ArchivePlace

  func run() throws {
    let path = try place.path()
    guard file != "-" else { return try writeToOutput(path) }
    try refuseArchive(path)
    var draft = try DraftFile(for: file, replaces: force)
    let count: Int
    do {
      count = try export(path) {
        draft.begin()
      } write: {
        draft.write($0)
      }
    } catch {
      draft.discard()
      throw error
    }
    try draft.finish()
    Console.say("\(Digits.counted(count, "value")) written to \(file.printable).")
  }

  private func writeToOutput(_ path: String) throws(ProgramError) {
    var output = OutputText()
    // What went out can't be taken back.
    var beginnings = 0
    _ = try export(path) {
      beginnings += 1
    } write: {
      if beginnings == 1 { output.write($0) }
    }
    guard beginnings == 1 else {
      throw ProgramError("the archive was replaced meanwhile; export it again.", .unavailable)
    }
    output.flush()
  }

  /// The archive itself must not be what is replaced.
  private func refuseArchive(_ path: String) throws(ProgramError) {
    for other in ["", "-wal", "-shm", "-bell"] {
      guard let one = try? Stat(file), let two = try? Stat(path + other),
        one.inode == two.inode, one.deviceID == two.deviceID
      else { continue }
      throw ProgramError("\(file) is the archive itself; name another file.", .usage)
    }
  }

  /// Writes the lines; returns how many values they are.
  private func export(
    _ path: String, begin: () -> Void, write: (String) -> Void
  ) throws(ProgramError) -> Int {
    var count = 0
    let left = try onArchive { () throws(ArchiveUpkeepError) in
      try ArchivedValue.forEach(in: path, of: source) {
        begin()
        count = 0
        write(ExportLine.names)
      } _: { value in
        count += 1
        write(ExportLine.line(value))
      }
    }
    guard let left else { throw ArchivePlace.nothing(at: path) }
    guard count > 0 || source == nil else {
      throw ProgramError("the archive has no day of \(source ?? "").", .noInput)
    }
    if left > 0 {
      let rows = Digits.counted(left, "row that can't be was", "rows that can't be were")
      Console.complain("liqtop: \(rows) left out; liqtop check says which.")
    }
    return count
  }
}
