import Synchronization
import Testing
import WorkSupport

@testable import Settings

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite(.deadlines) struct SecretCommandTests {
  private func output(
    _ words: String..., limit: Duration = .seconds(30)
  ) async throws -> String {
    try await #require(SecretCommand(words, limit: limit)).output()
  }

  private func sentence(_ words: String..., limit: Duration = .seconds(30)) async -> String {
    do {
      let output = try await SecretCommand(words, limit: limit)?.output()
      return "no error but \(output ?? "no command")"
    } catch {
      return "\(error)"
    }
  }

  @Test(
    arguments: [
      ("pass show newhedge", ["pass", "show", "newhedge"]), ("  a\t b ", ["a", "b"]),
      ("a 'b c' \"d 'e\"", ["a", "b c", "d 'e"]), ("a ''", ["a", ""]), ("a'b c'd", ["ab cd"]),
      ("a\\ b $HOME", ["a\\", "b", "$HOME"]), ("", []), ("a 'b", nil), ("a \"b", nil),
    ] as [(String, [String]?)])
  func wordsAreSplitAtBlanksOutsideOfQuotes(text: String, words: [String]?) {
    #expect(ShellWords.split(text) == words)
  }

  @Test(arguments: [
    ("/home/ann/token", "/home/ann/token"), ("my config.yaml", "'my config.yaml'"),
    ("it's", #"'it'\''s'"#), ("-x", "-- '-x'"), ("/é", "/é"), ("/$HOME", "'/$HOME'"),
  ])
  func aPathIsQuotedWhereAShellWouldReadMoreIntoIt(path: String, quoted: String) {
    #expect(ShellWords.quoted(path: path) == quoted)
  }

  @Test func thereIsNoCommandWithoutAProgram() {
    #expect(SecretCommand([]) == nil && SecretCommand([""]) == nil)
  }

  @Test func itsOutputIsRead() async throws {
    #expect(try await output("printf", "%s\n", "a $HOME") == "a $HOME\n")
    #expect(try await output("/bin/sh", "-c", "echo $PATH") != "\n")
  }

  @Test func whatItComplainsOfIsSaidAndNotWhatItPutOut() async {
    let script = "echo TheSecret0; printf 'no key \\033[31mfor\\nTheSecret0\\n' >&2; exit 3"
    #expect(
      await sentence("sh", "-c", script)
        == "the token command sh ended with status 3: no key \u{1b}[31mfor (withheld)")
    #expect(await sentence("sh", "-c", "exit 1") == "the token command sh ended with status 1")
    #expect(
      await sentence("sh", "-c", "kill -9 $$") == "the token command sh was ended by signal 9")
  }

  @Test func whatCannotBeStartedIsSaid() async {
    for program in ["no-such-program-at-all", "/nowhere/at/all", "/etc"] {
      #expect(
        await sentence(program)
          == "the token command \(program) can't be started; is it installed, and in PATH?")
    }
  }

  @Test func moreThanASecretIsRefused() async {
    #expect(
      await sentence("head", "-c", "5000", "/dev/zero")
        == "the token command head wrote more than a token can be")
  }

  @Test func whatTakesTooLongIsStoppedWithAllThatItStarted() async throws {
    let script = "sleep 77 & echo $! > $0; wait"
    let file = "/tmp/liqtop-sleeper-\(getpid())"
    defer { unlink(file) }
    #expect(
      await sentence("sh", "-c", script, file, limit: .seconds(1))
        == "the token command sh took longer than 1 s and was stopped")
    #expect(try await isGone(file))
  }

  /// Whether the process whose number is in the file ends soon.
  private func isGone(_ file: String) async throws -> Bool {
    let stream = try #require(fopen(file, "r"))
    defer { fclose(stream) }
    var bytes = [CChar](repeating: 0, count: 20)
    fgets(&bytes, 20, stream)
    let process = atoi(bytes)
    #expect(process > 1)
    // Its new parent may not have reaped it yet; signals it no longer takes.
    let clock = ContinuousClock()
    let end = clock.now + .seconds(10)
    while kill(process, 0) == 0, clock.now < end { await Task.yield() }
    return kill(process, 0) != 0
  }

  /// It is asked for while it can't have ended by itself.
  @Test(arguments: ["exit 0", "exit 3"])
  func whatItLeavesRunningIsEnded(end: String) async throws {
    let file = "/tmp/liqtop-left-\(getpid())-\(end.last ?? " ")"
    defer { unlink(file) }
    let script = "sleep 77 >&- 2>&- & echo $! > $0; \(end)"
    _ = await sentence("sh", "-c", script, file)
    #expect(try await isGone(file))
  }

  @Test func whatItLeavesBehindIsNotWaitedFor() async throws {
    #expect(
      try await output("sh", "-c", "setsid sleep 66 & echo done", limit: .seconds(20)) == "done\n")
  }
}
