import Liquidations
import TerminalSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program in a terminal of its own, as a user has it before them.
struct Pane: Sendable {
  /// What the program is started by.
  enum Starter {
    /// The terminal itself: the program's end is the pane's.
    case terminal
    /// A script that notes the terminal's modes before and after, and says the exit status.
    case script
    /// An interactive shell, at which a test types `sh liqtop.sh`.
    case shell
  }

  /// The token that must be seen nowhere but in the calls.
  static let token = "E2eSecretToken0123456789"
  static let prompt = "ready>"
  /// Stands in a wanted text for the header's mark and time of a refresh after which all is well.
  static let fresh = "● hh:mm"
  /// Names the file in which the program counts its pictures: see `wholeScreen`.
  private static let counter = "LIQTOP_TEST_STILL"

  /// The program was for ever in the middle of a frame.
  struct NeverWhole: Error {
    let screen: String
  }

  let session: TmuxSession
  let workplace: Workplace

  /// Runs `body` with the program in a terminal; then looks whether the token was shown.
  ///
  /// - Parameters:
  ///   - environment: is added to a bare one that holds no token; nil takes a variable away.
  ///   - authority: a file with the only certificate that the machine trusts then.
  ///   - isCutOff: whether there is no network, not even this machine's own.
  static func running(
    _ arguments: [String], by starter: Starter = .terminal,
    environment: [String: String?] = [:], trusting authority: String? = nil,
    isCutOff: Bool = false, columns: Int = 120, rows: Int = 40,
    _ body: (Pane) async throws -> Void
  ) async throws {
    try await passMidnight()
    let workplace = try Workplace()
    let variables = environment.merging([Self.counter: workplace.path("pictures")]) { given, _ in
      given
    }
    let script = try workplace.script(
      arguments, environment: variables, trusting: authority, isCutOff: isCutOff)
    let session = try TmuxSession(
      command(for: starter, script: script, in: workplace), columns: columns, rows: rows)
    let pane = Pane(session: session, workplace: workplace)
    do {
      try await body(pane)
      try pane.hidesToken()
    } catch {
      await pane.leave()
      throw error
    }
    await pane.leave()
  }

  /// The same, with a token, against a server.
  static func showing(
    _ server: StagedServer, _ arguments: String..., by starter: Starter = .terminal,
    environment: [String: String?] = [:], columns: Int = 120, rows: Int = 40,
    _ body: (Pane) async throws -> Void
  ) async throws {
    var variables = environment
    if variables["NEWHEDGE_API_TOKEN"] == nil { variables["NEWHEDGE_API_TOKEN"] = token }
    try await running(
      ["--base-url", server.url] + arguments, by: starter, environment: variables,
      columns: columns, rows: rows, body)
  }

  private static func command(
    for starter: Starter, script: String, in workplace: Workplace
  ) -> String {
    let start = "cd \(workplace.folder.quoted) &&"
    switch starter {
    case .terminal: return "\(start) exec sh \(script.quoted)"
    case .script:
      return "\(start) stty -a > before; sh \(script.quoted); echo status=$?;"
        + " stty -a > after; echo the end; exec cat"
    case .shell:
      return "\(start) exec env -i PATH=/usr/bin:/bin TERM=tmux-256color LC_ALL=C.UTF-8"
        + " PS1='\(prompt) ' HISTFILE= bash --norc --noprofile -i"
    }
  }

  /// Tests count days from today, so none may begin right before it ends.
  private static func passMidnight() async throws {
    let clock = ContinuousClock()
    while 86_400 - time(nil) % 86_400 < 60 { try await clock.sleep(for: .seconds(1)) }
  }
}

// MARK: - Keys and screens

extension Pane {
  /// Presses keys by tmux's names.
  func press(_ keys: String...) throws {
    for key in keys { try session.send(key) }
  }

  /// Waits until all the texts are on the screen, runs of blanks counting as one; returns it.
  @discardableResult
  func shows(_ texts: String..., seconds: Int = 30) async throws -> String {
    let wanted = texts.map { "“\($0)”" }.joined(separator: " and ")
    return try await waits(for: wanted, seconds: seconds) { screen in
      texts.allSatisfy { screen.holds($0) }
    }
  }

  /// Waits until none of the texts is on the screen any more.
  @discardableResult
  func hides(_ texts: String..., seconds: Int = 30) async throws -> String {
    try await waits(for: "no \(texts)", seconds: seconds) { screen in
      !texts.contains { screen.contains($0) }
    }
  }

  /// Waits until the wide screen has the day under the cursor.
  @discardableResult
  func showsDay(_ day: Day) async throws -> String { try await shows(day.title) }

  /// Presses a key, again every second or so, until it has had its effect: no metric is called
  /// twice within a second, so a refresh may be asked for too early.
  func presses(_ key: String, until hasEffect: () throws -> Bool) async throws {
    let clock = ContinuousClock()
    var next = clock.now
    try await session.wait("the effect of \(key)", seconds: 30) {
      if try hasEffect() { return true }
      if clock.now >= next {
        try press(key)
        next = clock.now + .milliseconds(1_200)
      }
      return false
    }
  }

  private func waits(
    for wanted: String, seconds: Int, _ isThere: (String) -> Bool
  ) async throws -> String {
    var screen = ""
    try await session.wait(wanted, seconds: seconds) {
      screen = try wholeScreen().squeezed
      return isThere(screen)
    }
    #expect(!screen.contains(Self.token))
    return screen
  }

  /// The screen but for what passes.
  func wholePicture() throws -> [String] { try wholeScreen().lasting }

  /// Waits until the screen is the same again, but for what passes.
  func showsAgain(_ picture: [String]) async throws {
    try await session.wait("the picture\n\(picture.joined(separator: "\n"))\n", seconds: 30) {
      try wholeScreen().lasting == picture
    }
  }

  func styled() throws -> StyledScreen { StyledScreen(try wholeScreen(styles: true)) }

  /// The screen as it is between two frames, never amidst one.
  ///
  /// The program's count is odd from before it sends a frame until the terminal has said that it
  /// shows all of it. So a screen is whole if the count was even before and is the same after.
  func wholeScreen(styles: Bool = false) throws -> String {
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
      let count = pictureCount
      if count % 2 == 0 || isStandingStill {
        let screen = try session.screen(styles: styles)
        if count == pictureCount { return screen }
      } else {
        usleep(1_000)
      }
    }
    throw NeverWhole(screen: try session.screen())
  }

  private var pictureCount: Int {
    workplace.read("pictures").flatMap { Int($0.filter(\.isNumber)) } ?? 0
  }

  /// Whether the program has ended or been stopped in the middle of a frame.
  private var isStandingStill: Bool {
    startedPID.map { isGone($0) || processState($0) == "T" } ?? false
  }
}

// MARK: - The process

extension Pane {
  /// The program's process id, once it has been started.
  func pid() async throws -> Int32 {
    try await session.wait("the process id") { startedPID != nil }
    return try #require(startedPID)
  }

  private var startedPID: Int32? {
    workplace.read("pid").flatMap { Int32($0.filter(\.isNumber)) }
  }

  /// Hangs up, and waits for the end of what ran: it would write into a folder that was removed.
  private func leave() async {
    session.close()
    guard let pid = startedPID else { return }
    _ = try? await session.wait("the end of process \(pid)", seconds: 5) { isGone(pid) }
  }

  func isGone(_ pid: Int32) -> Bool {
    guard let state = processState(pid) else { return true }
    return state == "Z" || state == "X"
  }

  func ends(_ pid: Int32) async throws {
    try await session.wait("the end of process \(pid)", seconds: 20) { isGone(pid) }
  }

  /// The state's letter as `ps` shows it; nil if there is no such process.
  func processState(_ pid: Int32) -> Character? {
    guard let text = contents(of: "/proc/\(pid)/stat") else { return nil }
    // The name may hold anything, so the last bracket counts.
    return text.split(separator: ")").last?.first { $0 != " " }
  }

  /// The most memory that a process has had so far, in bytes; nil where that can't be told.
  func peakMemory(_ pid: Int32) -> Int? {
    let line = contents(of: "/proc/\(pid)/status")?.split(separator: "\n")
      .first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 << 10 }
  }

  /// Neither the screen nor the arguments hold the token.
  private func hidesToken() throws {
    if let screen = try? session.screen() { #expect(!screen.contains(Self.token)) }
    guard let pid = workplace.read("pid") else { return }
    let arguments = contents(of: "/proc/\(pid.filter(\.isNumber))/cmdline") ?? ""
    // Before the program has taken over, the arguments are those of its starter.
    guard !arguments.hasPrefix("env\0"), !arguments.hasPrefix("sh\0") else { return }
    #expect(!arguments.contains(Self.token))
  }

  private func contents(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}

extension String {
  /// The rows between the first, whose ages change, and the last, which has hints or a reply, without
  /// the hours of today.
  fileprivate var lasting: [String] {
    // Each row ends in a newline, so nothing is after the last.
    split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast(2)
      .map { String($0.replacing(/[0-9]+ h of 24/, with: "some h of 24")) }
  }

  /// Whether the text is on the screen, `Pane.fresh` with whatever time.
  func holds(_ text: String) -> Bool {
    text == Pane.fresh ? contains(/[●•*] [0-9][0-9]:[0-9][0-9]/) : contains(text)
  }

  /// With one blank where there are several.
  var squeezed: String {
    var text = ""
    for character in self where character != " " || text.last != " " { text.append(character) }
    return text
  }
}
