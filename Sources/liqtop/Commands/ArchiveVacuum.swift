import Archive
import ArgumentParser

/// Makes the archive's file as small as what it holds.
struct ArchiveVacuum: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vacuum",
    abstract: "Write the archive's file anew, without what is free in it.",
    discussion: """
      Dashboards go on meanwhile. Where the file is so large that they would be held up, and one of \
      them is at work on it, nothing is done and the exit status is 69.
      """,
    helpNames: [.short, .long])

  @OptionGroup var place: ArchivePlace

  func run() throws {
    let path = try place.path()
    let sizes = try onArchive { () throws(ArchiveUpkeepError) in
      try ArchiveUpkeep(path: path).vacuum(at: WallClock.now())
    }
    let (before, after) = (ArchiveCheck.words(bytes: sizes.before), sizes.after)
    let gained = sizes.before - after
    Console.say(
      gained > 0
        ? "\(ArchiveCheck.words(bytes: gained)) of \(before) gained; \(path.printable) now has"
          + " \(ArchiveCheck.words(bytes: after))."
        : "Nothing was to be gained; \(path.printable) has \(ArchiveCheck.words(bytes: after))."
    )
  }
}
