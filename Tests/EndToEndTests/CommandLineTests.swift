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

  @Test(arguments: ["NEWHEDGE_API_TOKEN", "NEWHEDGE_API_KEY"])
  func aMalformedTokenInTheEnvironmentIsMeasured(name: String) throws {
    let end = try workplace.run(environment: [name: "Mellon-0123"])
    #expect(
      end.output == """
        liqtop: the token from the environment variable \(name) is 11 characters long and holds \
        others than letters and digits; a token is 24 letters and digits

        """)
    #expect(end.status == 78)
    #expect(!end.output.contains("Mellon"))
  }

  @Test func aMalformedTokenInAFileIsMeasured() throws {
    let file = try workplace.writePrivately("key", "\(Pane.token)x\n")
    let end = try workplace.run("--token-file", file)
    #expect(
      end.output == """
        liqtop: the token from the file \(file) is 25 characters long; a token is 24 letters and \
        digits

        """)
    #expect(end.status == 78)
  }

  @Test(arguments: [["--token-file"], ["serve", "--demo", "--token-file"]])
  func aTokenFileThatIsNotThereIsSaid(arguments: [String]) throws {
    let end = try Command.run(workplace.command(arguments + [workplace.path("none")]))
    #expect(end.output.hasSuffix("/none: there is no such file\n"))
    #expect(end.status == 78)
  }

  @Test func httpGoesToThisMachineOnly() throws {
    let end = try workplace.run(
      "--base-url", "http://example.com", environment: ["NEWHEDGE_API_TOKEN": Pane.token])
    #expect(
      end.output == """
        liqtop: --base-url: http would send the token to example.com in clear; use https, or \
        --insecure-http to allow it

        """)
    #expect(end.status == 78)
  }

  @Test func aBadBaseURLInTheEnvironmentIsNamed() throws {
    let end = try workplace.run(environment: [
      "LIQTOP_BASE_URL": "https://newhedge.io/?api_token=\(Pane.token)",
      "NEWHEDGE_API_TOKEN": Pane.token,
    ])
    #expect(end.output.hasPrefix("liqtop: LIQTOP_BASE_URL: the base URL may not hold a query"))
    #expect(!end.output.contains(Pane.token))
    #expect(end.status == 78)
  }

  @Test(arguments: [
    ["--interval", "-3h"], ["--theme"], ["--frobnicate"], ["extra"],
    ["--demo", "--base-url", "https://x.org"],
    ["--demo", "--token-file", "x"], ["--demo", "--archive", "x"], ["serve"],
    ["serve", "--demo", "--port", "x"],
    ["--token", Pane.token],
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

  @Test(arguments: [
    ["--interval", "0m"], ["--interval", "soon"], ["--interval", "9999h"], ["--quota", "7"],
    ["--range", "0d"], ["--view", "pie"], ["--exchange", "okx", "ftx"], ["--log-level", "loud"],
  ])
  func aWrongValueIsExplained(arguments: [String]) throws {
    let end = try Command.run(workplace.command(["--demo"] + arguments))
    #expect(end.output.hasPrefix("liqtop: \(arguments[0]) must be "))
    #expect(end.status == 64)
  }

  @Test(arguments: ["--help", "-h"])
  func helpNamesEveryOption(flag: String) throws {
    let end = try workplace.run(flag)
    #expect(end.status == 0)
    for word in [
      "USAGE: liqtop", "--demo", "--token-file", "NEWHEDGE_API_TOKEN", "NEWHEDGE_API_KEY",
      "--base-url", "LIQTOP_BASE_URL", "--insecure-http", "--interval", "--theme", "--ascii",
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
        redirected.

        """)
    #expect(end.status == 64)
  }
}
