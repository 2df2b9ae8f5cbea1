import FoundationEssentials
import TerminalSupport
import Testing
import WorkSupport

/// What lies in `Assets` is what the built program says of itself, and those for whom it is can read it.
@Suite(.terminal) struct AssetTests {
  private static let assets =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/Assets"

  private static func isThere(_ program: String) -> Bool {
    (try? Command.run(["sh", "-c", "command -v \(program)"]))?.status == 0
  }

  private static func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(assets)/\(name)", encoding: .utf8)
  }

  /// The pages that there are.
  private static let pages =
    (try? FileManager.default.contentsOfDirectory(atPath: "\(assets)/man"))?.sorted() ?? []

  @Test(arguments: [("bash", "liqtop.bash"), ("zsh", "_liqtop"), ("fish", "liqtop.fish")])
  func theCompletionsAreTheProgramsOwn(shell: String, file: String) throws {
    let end = try Command.run([builtProduct("liqtop"), "--generate-completion-script", shell])
    let recorded = try Self.text("completions/\(file)")
    #expect(end.output == recorded, "\(file) isn't current; run: swift run Manual")
  }

  /// Of the tree of commands that the program says itself: its page has each abstract and option.
  private struct Help: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable { let name: String }
      let names: [Name]?
      let shouldDisplay: Bool
    }

    struct Command: Decodable {
      let commandName: String
      let superCommands: [String]?
      let abstract: String?
      let arguments: [Argument]?
      let subcommands: [Command]?

      var all: [Command] { [self] + (subcommands ?? []).flatMap(\.all) }
    }

    let command: Command
  }

  @Test func everyCommandHasAPageWithEveryOption() throws {
    let end = try Command.run([builtProduct("liqtop"), "--experimental-dump-help"])
    let help = try JSONDecoder().decode(Help.self, from: Data(end.output.utf8))
    let commands = help.command.all.filter { $0.commandName != "help" && $0.superCommands != nil }
    #expect(commands.count > 8)
    var names: Set<String> = []
    for command in commands {
      let words = (command.superCommands ?? []) + [command.commandName]
      let name = words == ["liqtop", "liqtop"] ? "liqtop.1" : words.joined(separator: "-") + ".1"
      names.insert(name)
      let page = try Self.text("man/\(name)")
      for option in (command.arguments ?? []).filter(\.shouldDisplay).flatMap({ $0.names ?? [] }) {
        let flag = option.name.count == 1 ? ".It Fl \(option.name)" : "-\(option.name)"
        #expect(page.contains(flag), "\(name) lacks \(option.name); run: swift run Manual")
      }
      let abstract = (command.abstract ?? "").split(separator: "\n").first ?? ""
      let words2 = abstract.hasSuffix(".") ? abstract.dropLast() : abstract
      #expect(page.contains(words2), "\(name) isn't current; run: swift run Manual")
    }
    #expect(Set(Self.pages) == names)
  }

  @Test(.enabled(if: isThere("mandoc")), arguments: pages)
  func thePagesAreWellFormed(page: String) throws {
    let lint = try Command.run(["mandoc", "-Tlint", "-Wwarning", "\(Self.assets)/man/\(page)"])
    #expect(lint.status == 0 && lint.output.isEmpty, "\(lint.output)")
  }

  @Test(.enabled(if: isThere("man")), arguments: pages)
  func manShowsThePagesWithoutAWarning(page: String) throws {
    let path = "\(Self.assets)/man/\(page)"
    let words = [
      "sh", "-c", "MANROFFOPT=-ww MANWIDTH=80 LC_ALL=C.UTF-8 man --warnings -l \"$0\" >/dev/null",
    ]
    let end = try Command.run(words + [path])
    #expect(end.status == 0 && end.output.isEmpty, "\(end.output)")
  }

  @Test(
    arguments: [
      ("bash", "source \"$1\" && complete -p liqtop >/dev/null", "liqtop.bash"),
      (
        "zsh",
        "autoload -U compinit && compinit -D -u && source \"$1\"; (( $+functions[_liqtop] ))",
        "_liqtop"
      ),
      (
        "fish", "source $argv[1]; and complete -c liqtop | string match -q '*archive*'",
        "liqtop.fish"
      ),
    ].filter { isThere($0.0) })
  func theShellsLoadTheirCompletions(shell: String, script: String, file: String) throws {
    let path = "\(Self.assets)/completions/\(file)"
    let end = try Command.run(
      [shell, "-c", script] + (shell == "fish" ? [path] : [shell, path]))
    #expect(end.status == 0 && end.output.isEmpty, "\(end.output)")
  }
}
