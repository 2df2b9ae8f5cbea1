import TerminalSupport
import Testing

/// What the program says before there is a screen; none of it needs a terminal.
@Suite struct CommandLineTests {
  private let workplace: Workplace

  init() throws {
    workplace = try Workplace()
  }

  @Test func withoutATokenItNamesTheDemo() throws {
    let end = try workplace.run()
    #expect(
      end.output == """
        liqtop: there is no API token. Put yours in a file and run liqtop --token-file FILE, or \
        set NEWHEDGE_API_TOKEN. To look around without one, run liqtop --demo.

        """)
    #expect(end.status == 78)
  }

  @Test(arguments: [["--token-file"], ["serve", "--demo", "--token-file"]])
  func aTokenFileThatIsNotThereIsSaid(arguments: [String]) throws {
    let end = try Command.run(workplace.command(arguments + [workplace.path("none")]))
    #expect(end.output.hasSuffix("/none: there is no such file\n"))
    #expect(end.status == 78)
  }

  @Test(arguments: [
    ["--frobnicate"], ["extra"], ["--demo", "--base-url", "https://x.org"], ["serve"],
    ["serve", "--demo", "--port", "x"], ["--token", Pane.token],
  ])
  func aWrongCommandLineIsExplained(arguments: [String]) throws {
    let end = try Command.run(workplace.command(arguments))
    #expect(end.output.hasPrefix("liqtop: "))
    #expect(end.output.dropFirst(8).first?.isUppercase == false)
    #expect(end.output.contains("Usage: liqtop"))
    let help = arguments.first == "serve" ? "liqtop serve --help" : "liqtop --help"
    #expect(end.output.contains("See '\(help)' for more information."))
    #expect(end.status == 64)
  }

  @Test(arguments: [("prnt", "print"), ("statsu", "status"), ("chek", "check"), ("hlep", "help")])
  func aSlipOfACommandIsSeen(word: String, meant: String) throws {
    let end = try workplace.run(word, "--last", "7d")
    #expect(end.output == "liqtop: there is no command \(word); did you mean \(meant)?\n")
    #expect(end.status == 64)
  }

  @Test func allThatIsWrongInAConfigurationIsSaidAtOnce() throws {
    let file = try workplace.write("c.yaml", "view: pie\nmouse: perhaps\n")
    let end = try workplace.run("status", "--config", file)
    let lines = end.output.split(separator: "\n")
    #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("liqtop: \(file), line ") })
    #expect(end.status == 78)
  }

  @Test func aWrongValueIsExplained() throws {
    let end = try workplace.run("--demo", "--exchange", "okx", "ftx")
    #expect(end.output.hasPrefix("liqtop: --exchange must be all, or some of "))
    #expect(end.status == 64)
  }

  @Test func aWrongThemeIsExplained() throws {
    let end = try workplace.run("--demo", "--theme", "pink")
    #expect(
      end.output.hasPrefix("liqtop: --theme: there is no theme \"pink\"; the themes are terminal, ")
    )
    #expect(end.status == 64)
  }

  @Test(arguments: ["--help", "-h"])
  func helpNamesEveryOption(flag: String) throws {
    let end = try workplace.run(flag)
    #expect(end.status == 0)
    for word in [
      "USAGE: liqtop", "--demo", "--token-file", "NEWHEDGE_API_TOKEN", "NEWHEDGE_API_KEY",
      "--base-url", "LIQTOP_BASE_URL", "--insecure-http", "--no-live", "--exchanges-url",
      "--interval", "--theme", "--ascii",
      "--version", "liqtop serve",
    ] {
      #expect(end.output.contains(word))
    }
  }

  @Test func theServersHelpNamesItsOptions() throws {
    let end = try workplace.run("serve", "--help")
    #expect(end.status == 0)
    for word in ["USAGE: liqtop serve", "--demo", "--port", "8787", "--host", "--token-file"] {
      #expect(end.output.contains(word))
    }
  }

  @Test func theVersionIsANumber() throws {
    let end = try workplace.run("--version")
    #expect(end.output == "0.1.0\n")
    #expect(end.status == 0)
  }

  @Test func withoutATerminalItSaysWhatToDo() throws {
    let end = try workplace.run("--demo")
    #expect(
      end.output == """
        liqtop: standard input is not a terminal; run liqtop in a terminal or a tmux pane, not \
        redirected, on another machine by ssh -t, in a container by docker run -it.

        """)
    #expect(end.status == 64)
  }
}
