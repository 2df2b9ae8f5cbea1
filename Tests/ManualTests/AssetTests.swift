import FoundationEssentials
import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What lies in `Assets` is what the built program says of itself, and those for whom it is can read it.
@Suite(.deadlines) struct AssetTests {
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
      struct Anything: Decodable { init(from decoder: any Decoder) {} }
      let names: [Name]?
      let shouldDisplay: Bool
      let kind: String
      let valueName: String?
      let allValues: [String]?
      /// Its one key says which.
      let completionKind: [String: Anything]?
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

  /// Files are offered where a file is named, and words where there are only some.
  @Test func everyOptionSaysHowItIsCompleted() throws {
    let end = try Command.run([builtProduct("liqtop"), "--experimental-dump-help"])
    let help = try JSONDecoder().decode(Help.self, from: Data(end.output.utf8))
    let arguments = help.command.all.flatMap { $0.arguments ?? [] }.filter { $0.kind != "flag" }
    func kinds(_ isMeant: (Help.Argument) -> Bool) -> Set<String> {
      Set(arguments.filter(isMeant).map { $0.completionKind?.keys.first ?? "nothing" })
    }
    #expect(kinds { $0.valueName == "file" } == ["file"])
    #expect(kinds { ["level", "way", "view", "exchange"].contains($0.valueName) } == ["list"])
    #expect(kinds { $0.allValues?.isEmpty == false } == ["list"])
    #expect(kinds { ["url", "time", "range", "date"].contains($0.valueName) } == ["nothing"])
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

  private static let lines: [(line: String, offers: [String], not: [String])] = [
    ("liqtop ", ["print", "serve"], ["liqtop", "token.txt"]),
    ("liqtop --l", ["--live", "--log-level"], ["token.txt"]),
    ("liqtop --theme ", ["dark", "mono", "dusk"], ["broken", "token.txt"]),
    ("liqtop alerts test ", ["big-day", "calm"], ["token.txt"]),
    ("liqtop alerts test --config other.yaml ", ["one", "two"], ["calm", "token.txt"]),
    ("liqtop --token-file ", ["token.txt", "other.yaml"], ["dark"]),
    ("liqtop --demo --log-level ", ["notice", "none"], ["token.txt"]),
    ("liqtop print --bucket ", ["week", "month"], ["token.txt"]),
  ]

  /// What makes a shell ready for them, with the completions as its first argument.
  private static let shells = [
    ("bash", "bash --norc -i", "PS1='> '; source", "liqtop.bash"),
    ("zsh", "zsh -f", "PROMPT='> '; autoload -U compinit; compinit -D -u; source", "_liqtop"),
    ("fish", "fish --no-config", "function fish_prompt; echo '> '; end; source", "liqtop.fish"),
  ].filter { isThere($0.0) }

  @Test(arguments: shells, lines)
  func aTabOffersWhatThereIs(
    shell: (name: String, start: String, setting: String, file: String),
    line: (line: String, offers: [String], not: [String])
  ) async throws {
    let folder =
      FileManager.default.temporaryDirectory.path(percentEncoded: false)
      + "/liqtop-\(UUID())"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/liqtop/themes", withIntermediateDirectories: true)
    func alert(_ name: String) -> String { "  - name: \(name)\n    when: long > 500M\n" }
    let files: [(name: String, text: String)] = [
      ("liqtop/themes/dusk.theme", "base = dark\n"), ("liqtop/themes/broken.theme", "x\n"),
      ("liqtop/themes/$(touch pwned).theme", "base = dark\n"), ("token.txt", ""),
      ("liqtop/config.yaml", "alerts:\n" + alert("big-day") + alert("calm")),
      ("other.yaml", "alerts:\n" + alert("one") + alert("two")),
    ]
    for file in files {
      try file.text.write(toFile: "\(folder)/\(file.name)", atomically: true, encoding: .utf8)
    }
    let programs = builtProduct("liqtop").dropLast("/liqtop".count)
    let session = try TmuxSession(
      "cd \(folder) && exec env PATH=\(programs):/usr/bin:/bin XDG_CONFIG_HOME=\(folder) "
        + "HOME=\(folder) \(shell.start)", columns: 150, rows: 50)
    try session.type(
      "\(shell.setting) \(Self.assets)/completions/\(shell.file); clear; echo ready\n")
    try await session.waitUntil("the shell") { $0.split(separator: "\n").contains("ready") }
    // bash lists them at the second one, where no beginning is common to all.
    try session.type(line.line + (shell.name == "bash" ? "\t\t" : "\t"))
    var offered: Set<Substring> = []
    try await session.wait("\(line.offers) after \(line.line)") {
      let rows = try session.screen().split(separator: "\n").filter { !$0.hasPrefix("> ") }
      offered = Set(rows.flatMap { $0.split(separator: " ") })
      return line.offers.allSatisfy { offered.contains(Substring($0)) }
    }
    #expect(line.not.allSatisfy { !offered.contains(Substring($0)) }, "\(offered)")
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/pwned"))
  }
}
