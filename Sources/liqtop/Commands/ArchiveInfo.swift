import Archive
import ArgumentParser
import Liquidations

/// Says what the archive holds.
struct ArchiveInfo: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Say where the archive is, how large, what it holds, and who works for all.",
    discussion: """
      Of each source its series with their first and last day; of the exchanges' own feeds the hours, \
      how much of the time was covered, and the tape; and which process fetches or listens for all. \
      The archive is read as it lies there.
      """,
    helpNames: [.short, .long])

  @Option(help: "Print it as text or as JSON.")
  var format = Format.text

  @OptionGroup var place: ArchivePlace

  func run() throws {
    let (path, now) = (try place.path(), WallClock.now())
    let contents = try onArchive { () throws(ArchiveUpkeepError) in
      try ArchiveContents(path: path, at: now)
    }
    guard let contents else { throw ArchivePlace.nothing(at: path) }
    let report = ContentsReport(contents)
    switch format {
    case .text: Console.say(report.text(at: now).joined(separator: "\n"))
    case .json: Console.say(try report.json)
    }
  }
}
