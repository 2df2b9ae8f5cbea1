import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program where the system allows it little.
@Suite(.deadlines) struct LimitTests {
  @Test(arguments: [
    ("ulimit -n 20", "enough files and connections (ulimit -n)"),
    ("ulimit -f 8", "enough large files (ulimit -f)"),
    ("ulimit -u 7", "enough threads (ulimit -u or -v,"),
  ]) func whatIsTooLittleIsSaidInASentence(limit: String, sentence: String) async throws {
    let workplace = try Workplace()
    // root may have as many threads as it wants.
    let isRoot = limit.contains("-u") && geteuid() == 0
    let user = isRoot ? ["setpriv", "--reuid=54321", "--regid=54321", "--clear-groups"] : []
    let command = user + ["bash", "-c", "\(limit); exec \"$@\"", "bash"]
    let terminal = try PseudoTerminal(
      command + workplace.command(["--demo"], environment: ["HOME": "/nowhere"]), columns: 200)
    var text = ""
    let status = try await terminal.exitStatus { text += terminal.read() }
    text += terminal.read()
    #expect(text.contains(sentence), "\(text)")
    #expect(!text.contains("\u{1b}["))
    #expect(status == 69)
  }

  @Test func spentTimeGivesTheTerminalBack() async throws {
    let workplace = try Workplace()
    let command = ["bash", "-c", "ulimit -t 3; exec \"$@\"", "bash"]
    let terminal = try PseudoTerminal(command + workplace.command(["--demo"]))
    let status = try await terminal.exitStatus {
      _ = terminal.read()
      terminal.type(String(repeating: "v", count: 1_000))
    }
    #expect(status == 128 + SIGXCPU)
    #expect(terminal.isAsItWas)
  }
}
