import FoundationEssentials
import Newhedge
import Synchronization
import Testing
import WorkSupport

@testable import liqtop

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Hooks as they are run, by real programs.
@Suite(.deadlines) struct HookTests {
  private let folder: Folder
  private let secret = "AbcDefGhiJklMnoPqrStuVwx"
  private let values = HookValues([
    ("title", .text("it's \"q\" $(touch broken) `id`; *\n")), ("text", .text("\u{1b}[31mred")),
    ("value", .number(1)),
  ])

  init() throws {
    folder = try Folder()
  }

  private func environment(_ more: [String: String] = [:]) throws -> HookEnvironment {
    let own = ["PATH": "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8"]
    return HookEnvironment(
      own.merging(more) { $1 }, token: try APIToken(secret, from: .program))
  }

  private func run(
    _ words: String..., limit: Duration = .seconds(30), environment: [String: String] = [:]
  ) async throws -> HookEnd {
    let hook = try #require(Hook(words, limit: limit))
    return await hook.run(values, in: try self.environment(environment))
  }

  private func shell(_ script: String, limit: Duration = .seconds(30)) async throws -> HookEnd {
    try await run("sh", "-c", script, limit: limit)
  }

  // MARK: What it is given

  /// What a hook writes down of itself: its words, its environment and its input, as Python has them.
  private func told(
    _ words: String..., environment: [String: String] = [:]
  ) async throws -> String {
    let script = """
      import json, os, sys
      told = {"words": sys.argv[1:], "variables": dict(os.environ), "input": json.load(sys.stdin)}
      open("told", "w").write(json.dumps(told, sort_keys=True))
      """
    let hook = try #require(Hook(["python3", "-I", "-c", script] + words))
    #expect(await hook.run(values, in: try self.environment(environment)) == .exited(0))
    return try #require(folder.read("told"))
  }

  @Test func quotesAndSubstitutionsArriveAsTheyAreAndAreNeverRun() async throws {
    let told = try await told("{title}", "a b", "$HOME $(touch broken)", "{text}={value}", "")
    #expect(
      told.contains(
        #""words": ["it's \"q\" $(touch broken) `id`; * ", "a b", "$HOME $(touch broken)", "red=1.00", ""]"#
      ), "\(told)")
    #expect(told.contains(#""LIQTOP_ALERT_TEXT": "red""#))
    #expect(
      told.contains(
        #""input": {"schema": "liqtop.alert/1", "text": "red", "title": "it's \"q\" $(touch broken) `id`; * ", "value": 1.0}"#
      ), "\(told)")
    #expect(folder.read("broken") == nil)
  }

  @Test func theTokenIsInNeitherWordsNorEnvironmentNorInput() async throws {
    let told = try await told(
      "--key", secret, "x{title}",
      environment: [
        "NEWHEDGE_API_TOKEN": secret, "LIQTOP_TOKEN_FILE": "/t", "OTHER": "a\(secret)", "KEPT": "1",
      ])
    #expect(!told.contains(secret) && !told.contains("LIQTOP_TOKEN") && told.contains("KEPT"))
  }

  @Test func aProgramOfTheUsersHomeIsFound() async throws {
    folder.write("own", "#!/bin/sh\ntest \"$PWD\" = \"$HOME\" && exit 7\n", mode: 0o700)
    #expect(try await run("~/own") == .exited(7))
  }

  // MARK: How it ends

  @Test func itsEndIsKnown() async throws {
    #expect(try await shell("exit 3") == .exited(3))
    #expect(try await shell("kill -9 $$") == .signaled(9))
    #expect(try await run("/no/such/program") == .notStarted)
    #expect(try await run("liqtop-no-such-program") == .notStarted)
    let words = HookEnd.notStarted.words("say")
    #expect(words == "say can't be started; see whether it is installed, and in PATH")
  }

  @Test func oneThatHangsIsAskedToEndAndEnded() async throws {
    let script = "trap 'echo asked > asked' TERM; echo $$ > pid; while :; do sleep 1; done"
    #expect(try await shell(script, limit: .milliseconds(500)) == .tookTooLong(seconds: 0))
    #expect(folder.read("asked") == "asked\n")
    try await folder.expectGone("pid")
  }

  @Test func whatItHasStartedEndsWithIt() async throws {
    #expect(try await shell("sleep 600 & echo $! > pid") == .exited(0))
    try await folder.expectGone("pid")
    let deaf = "(trap '' TERM; echo $$ > x; sleep 600) & echo $! > deaf; sleep 600"
    #expect(try await shell(deaf, limit: .milliseconds(500)) == .tookTooLong(seconds: 0))
    try await folder.expectGone("deaf")
  }

  @Test func whatItPutsOutIsLostAndHoldsNothingUp() async throws {
    let flood = "head -c 30000000 /dev/zero"
    #expect(try await shell("\(flood); \(flood) >&2") == .exited(0))
  }

  @Test func oneThatClosesItsInputOrNeverReadsItIsRunAllTheSame() async throws {
    #expect(try await shell("exec <&-; exit 5") == .exited(5))
    #expect(try await shell("sleep 0.1; exit 6") == .exited(6))
  }

  @Test func theProgramsEndIsThatOfItsHooks() async throws {
    let hook = try #require(Hook(["sh", "-c", "echo $$ > pid; exec sleep 600"]))
    let environment = try environment()
    let task = Task { await hook.run(values, in: environment) }
    try await folder.waits(for: "pid")
    task.cancel()
    #expect(await task.value == .signaled(SIGTERM))
    try await folder.expectGone("pid")
  }

  // MARK: Many

  @Test func fewRunAtOnceAndAllAreRun() async throws {
    let ended = Mutex(0)
    let (all, done) = AsyncStream.makeStream(of: Void.self)
    let runner = HookRunner(in: try environment()) { _, end in
      let count = ended.withLock { count in
        count += end.isWell ? 1 : 0
        return count
      }
      if count == 12 { done.finish() }
    }
    // Of those that run, each counts the others: no more than four ever see each other.
    let script = "mkdir run.$$; ls -d run.* | wc -l >> seen; sleep 0.1; rmdir run.$$"
    let hook = try #require(Hook(["sh", "-c", script]))
    for _ in 0..<12 { runner.add(HookRunner.Call(hook: hook, alert: "a", values: values)) }
    let task = Task { await runner.run() }
    for await _ in all {}
    task.cancel()
    await task.value
    let seen = (folder.read("seen") ?? "").split(separator: "\n").compactMap {
      Int($0.filter(\.isNumber))
    }
    #expect(seen.count == 12 && seen.max() ?? 9 <= HookRunner.atOnce)
  }

  @Test func whatIsTooMuchIsLeftOutAndSaidSo() throws {
    let ends = Mutex<[HookEnd]>([])
    let runner = HookRunner(in: try environment()) { _, end in ends.withLock { $0.append(end) } }
    let hook = try #require(Hook(["true"]))
    for _ in 0..<(HookRunner.mostWaiting + 3) {
      runner.add(HookRunner.Call(hook: hook, alert: "a", values: values))
    }
    #expect(ends.withLock { $0 } == [.leftOut, .leftOut, .leftOut])
  }
}

/// A folder of a test's own.
final class Folder: Sendable {
  private static let count = Atomic(0)
  let path: String

  init() throws {
    path = "/tmp/liqtop-run-\(getpid())-\(Self.count.add(1, ordering: .relaxed).newValue)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    _ = try? FileManager.default.removeItem(atPath: path)
  }

  func read(_ name: String) -> String? {
    try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  func write(_ name: String, _ text: String, mode: Int = 0o600) {
    _ = try? text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    chmod("\(path)/\(name)", mode_t(mode))
  }

  /// Waits until a line is in the file.
  func waits(for name: String) async throws {
    try await wait { self.read(name)?.hasSuffix("\n") == true }
  }

  /// Waits for the end of the process whose number is in the file.
  func expectGone(_ name: String) async throws {
    let process = try #require(Int32((read(name) ?? "").filter(\.isNumber)))
    try await wait { kill(process, 0) != 0 || Self.isZombie(process) }
  }

  /// Nobody may reap what has lost its parent here.
  private static func isZombie(_ process: Int32) -> Bool {
    let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return stat?.split(separator: ")").last?.hasPrefix(" Z") ?? true
  }

  private func wait(until isTrue: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while !isTrue() {
      try #require(ContinuousClock.now < deadline)
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}
