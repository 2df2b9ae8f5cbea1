import FoundationEssentials
import TerminalSupport
import Testing
import WorkSupport

/// What the program does where what it says can't be written, and where what it is given isn't as
/// it should be; none of it needs a terminal.
@Suite struct OutputTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
  }

  /// Runs a script of the shell in which `$liqtop` is the program.
  private func shell(
    _ script: String, environment: [String: String?] = [:]
  ) throws -> Command {
    let program = workplace.command([], environment: environment).map(\.quoted)
    return try Command.run([
      "bash", "-c", "liqtop() { \(program.joined(separator: " ")) \"$@\"; }; \(script)",
    ])
  }

  private static let commands = [
    "config", "config --default", "check --offline --base-url http://127.0.0.1:1", "--help",
    "--version", "serve --help", "serve --demo --port 0", "--generate-completion-script bash",
    "print --help", "status",
  ]

  @Test(arguments: commands)
  func whatCannotBeWrittenIsSaid(command: String) throws {
    let full = try shell("liqtop \(command) > /dev/full; echo status $?")
    #expect(
      full.output == """
        liqtop: standard output can't be written: No space left on device
        status 74

        """)
    let closed = try shell("liqtop \(command) >&-; echo status $?")
    #expect(
      closed.output == "liqtop: standard output can't be written: Bad file descriptor\nstatus 74\n")
  }

  /// What is said is longer than any file may be here.
  @Test(arguments: commands)
  func whatNoFileMayHoldIsSaid(command: String) throws {
    let place = workplace.path("said").quoted
    let full = try shell("ulimit -f 0; liqtop \(command) > \(place); echo status $?")
    #expect(
      full.output == "liqtop: standard output can't be written: File too large\nstatus 74\n")
  }

  @Test(arguments: commands)
  func whereNobodyReadsOnThereIsSilence(command: String) throws {
    // A pipe whose reading end is closed before anything is written.
    let pipe = "mkfifo \(workplace.path("pipe").quoted); exec 4<>$_ 5>$_ 4>&-"
    for isIgnored in [false, true] {
      let trap = isIgnored ? "trap '' PIPE" : ":"
      let end = try shell("\(pipe); (\(trap); liqtop \(command) >&5); echo status $?")
      #expect(end.output == "status 141\n", "\(isIgnored)")
      _ = try Command.run(["rm", workplace.path("pipe")])
    }
  }

  /// Otherwise what is complained of would get into the log, whose file got the free number.
  @Test func withoutStandardFilesNothingIsWrittenElsewhere() throws {
    let end = try shell("liqtop --token-file /nowhere/x <&- >&- 2>&-; echo status $?")
    #expect(end.output == "status 78\n")
    let log = try #require(workplace.read("home/liqtop/liqtop.log"))
    #expect(log.split(separator: "\n").allSatisfy { $0.hasPrefix("2") })
  }

  @Test func whatSteersTheTerminalIsShownWhereverItIsFrom() throws {
    let file = try workplace.write("c.yaml", "\"\\e]0;title\\a\": 1\n")
    let wrong = try workplace.run("--config", file)
    #expect(
      wrong.output.hasPrefix("liqtop: \(file), line 1: there is no key <U+001B>]0;title<U+0007>"))
    for words in [
      ["config", "--archive", "/\u{1b}[2J"], ["--token-file", "/\u{1b}[2J"], ["--\u{1b}[2J"],
      ["check", "--offline", "--base-url", "http://127.0.0.1:1", "--archive", "/\u{1b}[2J/x"],
    ] {
      let end = try Command.run(workplace.command(words))
      #expect(end.output.contains("<U+001B>[2J") && !end.output.contains("\u{1b}"), "\(end.output)")
    }
  }

  @Test func pipesInThePlaceOfFilesAreNotWaitedFor() throws {
    let end = try shell(
      """
      cd \(workplace.folder.quoted); mkdir -p home/liqtop/themes
      mkfifo c.yaml home/liqtop/view.yaml home/liqtop/liqtop.log home/liqtop/themes/x.theme
      liqtop --config c.yaml; liqtop --theme x --demo; liqtop --token-file /nowhere/x
      liqtop config --config /dev/null > /dev/null; echo status $?
      """)
    let themes = workplace.path("home/liqtop/themes")
    #expect(
      end.output == """
        liqtop: c.yaml can't be read: it isn't a file
        liqtop: --theme: the theme \(themes)/x.theme isn't a file
        liqtop: the token can't be read from the file /nowhere/x: there is no such file
        status 0

        """)
  }

  @Test func aTokenMayComeThroughAPipe() throws {
    let token = Pane.token
    let end = try shell("liqtop config --token-file <(echo \(token)); echo status $?")
    #expect(end.output.squeezed.contains("\ntoken set, withheld flag --token-file\n"))
    #expect(end.output.hasSuffix("status 0\n"))
    // It has got past the token: what is missing then is a terminal.
    let start = try shell(
      "liqtop --token-file <(sleep 0.2; echo \(token)) --base-url http://127.0.0.1:1")
    #expect(start.output.hasPrefix("liqtop: standard input is not a terminal"), "\(start.output)")
  }

  @Test func theTokenCommandIsNotGivenTheToken() throws {
    let end = try workplace.run(
      "--token-command",
      "sh -c 'echo $(env | grep -c NEWHEDGE) of $(env | grep -c HOME) >&2; exit 1'",
      environment: ["NEWHEDGE_API_TOKEN": Pane.token, "NEWHEDGE_API_KEY": Pane.token])
    #expect(end.output == "liqtop: the token command sh ended with status 1: 0 of 5\n")
  }

  @Test func aConfigurationThatOthersMayWriteSendsTheTokenNowhere() async throws {
    let server = try await StagedServer.running()
    let file = try workplace.write("c.yaml", "base_url: \(server.url)\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file)
    let end = try workplace.run(
      "check", "--config", file, environment: ["NEWHEDGE_API_TOKEN": Pane.token])
    #expect(
      end.output == """
        liqtop: the file \(file) has base_url, and others may change it; run: chmod go-w \(file)

        """)
    #expect(end.status == 78 && server.calls.isEmpty)
  }

  /// Swift finds the arguments by way of a file that a preloaded library may keep from it.
  @Test(.enabled(if: isClangThere))
  func argumentsThatWereLostAreFoundAgain() throws {
    let source = try workplace.write(
      "lost.c", "void *fopen(const char *path, const char *mode) { return 0; }\n")
    let library = workplace.path("lost.so")
    let built = try Command.run(["clang", "-w", "-shared", "-fPIC", "-o", library, source])
    #expect(built.status == 0, "\(built.output)")
    let end = try workplace.run(
      "config", "--base-url", "http://127.0.0.1:1", environment: ["LD_PRELOAD": library])
    #expect(end.output.squeezed.contains("\nbase_url http://127.0.0.1:1 flag --base-url\n"))
  }

  private static let isClangThere = (try? Command.run(["clang", "--version"]))?.status == 0

  @Test func whatIsMadeIsTheUsersAloneWhateverTheUmaskIs() throws {
    for mask in ["000", "277"] {
      let state = workplace.path("state\(mask)")
      let end = try shell(
        "umask \(mask); liqtop --token-file /nowhere/x 2> /dev/null;"
          + " stat -c %a \(state)/a \(state)/a/liqtop \(state)/a/liqtop/liqtop.log",
        environment: ["XDG_STATE_HOME": "\(state)/a"])
      #expect(end.output == "700\n700\n600\n", "\(mask)")
    }
  }

  @Test func aHomeThatIsNoTextIsTheSameFolder() throws {
    let end = try shell(
      """
      home=\(workplace.folder)/$(printf 'h\\377'); mkdir "$home"
      env -u XDG_STATE_HOME -u XDG_CONFIG_HOME HOME="$home" \(builtProduct("liqtop").quoted) \
        --token-file /nowhere/x 2> /dev/null
      test -f "$home/.local/state/liqtop/liqtop.log"; echo $? $(ls \(workplace.folder.quoted) | wc -l)
      rm -r "$home"
      """)
    #expect(end.output == "0 2\n")
  }
}

/// The same on the screen.
@Suite(.deadlines) struct ForeignTextTests {
  @Test func aPathOnTheScreenSteersNothingAndHidesTheToken() async throws {
    let server = try await StagedServer.running()
    let path = "/dev/null/\u{1b}[2J\(Pane.token)x/a"
    try await Pane.showing(server, environment: ["LIQTOP_ARCHIVE": path], columns: 160) { pane in
      try await pane.shows(Pane.fresh, "(withheld)/a")
      #expect(try !pane.session.screen().contains("\u{1b}"))
    }
  }

  @Test func whatIsRememberedIsTheUsersAloneWhateverTheUmaskIs() async throws {
    let server = try await StagedServer.running()
    try await Pane.showing(server, by: .shell) { pane in
      try await pane.shows(Pane.prompt)
      try pane.session.type("umask 0; sh liqtop.sh; echo over-$?\r")
      try await pane.shows(Pane.fresh)
      try pane.press("q")
      // The prompt of before is there again while the program still writes.
      try await pane.shows("over-0")
      let places = ["home/liqtop", "home/liqtop/view.yaml", "home/liqtop/archive.sqlite"]
      let end = try Command.run(["stat", "-c", "%a"] + places.map(pane.workplace.path))
      #expect(end.output == "700\n600\n600\n")
    }
  }
}
