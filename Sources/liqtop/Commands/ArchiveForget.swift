import Archive
import ArgumentParser
import Liquidations
import Wording

/// Takes a source out of the archive.
struct ArchiveForget: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Take a source out of the archive with all its days, after a yes.",
    discussion: """
      Says what would be lost, and asks. Away from a terminal it needs --yes. What was forgotten is in \
      no other place: liqtop archive export keeps a copy. While a dashboard fetches the source, or \
      listens to it, nothing is forgotten, since it would keep it anew. The calls of the month stay \
      counted.
      """,
    helpNames: [.short, .long])

  @Option(
    help: ArgumentHelp(
      "The source: a base URL, the name of an import, or exchanges for what their feeds told.",
      valueName: "url or name"))
  var source: String

  @Flag(help: "Don't ask.")
  var yes = false

  @OptionGroup var place: ArchivePlace

  func run() throws {
    let path = try place.path()
    guard yes || Platform.canAsk else {
      throw ProgramError(
        "forget takes days away for good; run it in a terminal, or add --yes.", .usage)
    }
    let upkeep = try onArchive { () throws(ArchiveUpkeepError) in try ArchiveUpkeep(path: path) }
    let count = try onArchive { () throws(ArchiveUpkeepError) in try upkeep.count(of: source) }
    guard let count else { throw unknown(in: path) }
    if !yes,
      !Self.isAgreed("\(source.printable): \(Self.words(count)). Forget all of it? yes or no: ")
    {
      Console.say("Nothing was forgotten.")
      throw ExitCode.failure
    }
    let gone = try onArchive { () throws(ArchiveUpkeepError) in
      try upkeep.forget(source, at: WallClock.now())
    }
    guard let gone else { throw unknown(in: path) }
    Console.say(
      "Forgot \(source.printable): \(Self.words(gone)). liqtop archive vacuum makes the file smaller."
    )
  }

  private func unknown(in path: String) -> ProgramError {
    let contents = try? ArchiveContents(path: path, at: WallClock.now())
    let names = Set((contents?.sources.map(\.name) ?? []) + (contents?.heard.map(\.place) ?? []))
    let others = names.isEmpty ? "" : ", but of \(names.sorted().joined(separator: ", "))"
    return ProgramError("the archive has nothing of \(source)\(others).", .noInput)
  }

  private static func isAgreed(_ question: String) -> Bool {
    Console.ask(question)
    let answer = readLine()?.lowercased()
    return answer == "y" ? isAgreed("Type yes, or no: ") : answer == "yes"
  }

  private static func words(_ count: SourceCount) -> String {
    let values = "\(Digits.counted(count.values, "value")) of \(Digits.counted(count.days, "day"))"
    let all = [
      (count.values, values), (count.revisions, Digits.counted(count.revisions, "revision")),
      (count.hours, Digits.counted(count.hours, "sum of an hour", "sums of hours")),
      (
        count.liquidations,
        "\(Digits.counted(count.liquidations, "liquidation")) on the tape"
      ),
    ]
    let parts = all.filter { $0.0 > 0 }.map(\.1)
    return parts.isEmpty ? "no values" : parts.joined(separator: ", ")
  }
}
