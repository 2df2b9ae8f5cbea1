import FoundationEssentials
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program in a tmux of its own, with a server of its own that ends with this value.
public final class TmuxSession: Sendable {
  /// What was waited for and didn't come, with the screen as it was.
  public struct TimedOut: Error, CustomStringConvertible {
    public let description: String
  }

  private static let count = Atomic(0)
  private let socket: String

  /// Starts a command line of `sh`. The pane stays when it has ended.
  ///
  /// - Parameters:
  ///   - columns: the width in cells; the pane has no status line.
  ///   - environment: is added to the pane's.
  public init(
    _ command: String, columns: Int = 80, rows: Int = 24, environment: [String: String] = [:]
  ) throws {
    let number = Self.count.add(1, ordering: .relaxed).newValue
    socket = "/tmp/liqtop-\(getpid())-\(number).tmux"
    var defaults = [
      "LC_ALL": "C.UTF-8", "TZ": "UTC", "NO_COLOR": "", "COLORTERM": "",
      "SWIFT_BACKTRACE": "interactive=no",
    ]
    defaults.merge(environment) { $1 }
    try tmux(
      [
        "start-server", ";", "set-option", "-g", "default-terminal", "tmux-256color", ";",
        "set-option", "-g", "remain-on-exit", "on", ";",
        "set-option", "-g", "status", "off", ";",
        "set-option", "-s", "escape-time", "0", ";",
        "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      ] + defaults.flatMap { ["-e", "\($0)=\($1)"] } + [command])
  }

  deinit {
    close()
  }

  /// Hangs up: what runs in the pane is told that its terminal is gone.
  public func close() {
    _ = try? tmux(["kill-server"])
    // tmux leaves its socket behind.
    unlink(socket)
  }

  /// Presses keys by tmux's names: `Up`, `C-z`, `q`.
  public func send(_ keys: String...) throws {
    try tmux(["send-keys"] + keys)
  }

  /// Sends text as it is, escape sequences too, in one write.
  public func type(_ text: String) throws {
    try tmux(["send-keys", "-H"] + text.utf8.map { String($0, radix: 16) })
  }

  /// What the pane shows, without blanks at the ends of its rows; with `styles`, also the sequences
  /// that colour it; with `history`, also what has scrolled off.
  public func screen(styles: Bool = false, history: Bool = false) throws -> String {
    try tmux(["capture-pane", "-p"] + (styles ? ["-e"] : []) + (history ? ["-S", "-"] : []))
  }

  /// The value of one of tmux's variables, such as `alternate_on` or `cursor_flag`.
  public func value(_ name: String) throws -> String {
    try tmux(["display-message", "-p", "#{\(name)}"]).filter { $0 != "\n" }
  }

  /// What was copied into tmux last.
  public func buffer() throws -> String { try tmux(["show-buffer"]) }

  /// The process that the pane was started with.
  public func panePID() throws -> Int32 {
    try Int32(value("pane_pid")) ?? -1
  }

  public func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Closes the pane, which sends a hang-up.
  public func killPane() throws {
    try tmux(["kill-pane"])
  }

  /// Ends the server at once by SIGKILL: the terminal is gone.
  public func killServer() throws {
    kill(try Int32(value("pid")) ?? 0, SIGKILL)
  }

  /// Waits for the pane's command to end; 128 and the signal's number if it was a signal.
  ///
  /// The kernel is asked too: a busy tmux 3.3 now and then never hears of a command's end.
  public func exitStatus() async throws -> Int32 {
    let pid = try panePID()
    var status: Int32?
    try await wait("the end of the command") {
      status = try self.statusByTmux() ?? Self.statusOfZombie(pid)
      return status != nil
    }
    return status ?? -1
  }

  /// Whether a process has ended, though nobody may have waited for it yet.
  public static func hasEnded(_ pid: Int32) -> Bool {
    kill(pid, 0) != 0 || statusOfZombie(pid) != nil
  }

  private func statusByTmux() throws -> Int32? {
    if let signal = Int32(try value("pane_dead_signal")), signal > 0 { return 128 + signal }
    return Int32(try value("pane_dead_status"))
  }

  /// How a process ended that nobody has waited for yet; nil if there is no such process.
  ///
  /// Source: proc(5), `/proc/pid/stat`, fields 3 (state) and 52 (exit_code).
  private static func statusOfZombie(_ pid: Int32) -> Int32? {
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else {
      return nil
    }
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 49, fields[0] == "Z", let code = Int32(fields[49].filter(\.isNumber))
    else { return nil }
    return code & 0x7f == 0 ? (code >> 8) & 0xff : 128 + (code & 0x7f)
  }

  /// Waits until the screen contains a text; returns the screen.
  @discardableResult
  public func waitUntil(_ text: String, seconds: Int = 60) async throws -> String {
    try await waitUntil("“\(text)”", seconds: seconds) { $0.contains(text) }
  }

  /// Waits until the screen is as wanted; returns the screen.
  @discardableResult
  public func waitUntil(
    _ wanted: String, seconds: Int = 60, _ isThere: (String) throws -> Bool
  ) async throws -> String {
    var screen = ""
    try await wait(wanted, seconds: seconds) {
      screen = try self.screen()
      return try isThere(screen)
    }
    return screen
  }

  /// Asks until the answer is yes: tmux doesn't tell when a screen has changed.
  public func wait(
    _ wanted: String, seconds: Int = 60, until isTrue: () throws -> Bool
  ) async throws {
    let clock = ContinuousClock()
    let deadline = clock.now.advanced(by: .seconds(seconds))
    while try !isTrue() {
      guard clock.now < deadline else {
        let screen = (try? self.screen()) ?? "no screen"
        throw TimedOut(description: "waited for \(wanted), but the screen was:\n\(screen)")
      }
      try await clock.sleep(for: .milliseconds(15))
    }
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let command = try Command.run(["tmux", "-S", socket, "-u", "-f", "/dev/null"] + arguments)
    guard command.status == 0 else {
      throw Command.Failure(description: "tmux \(arguments): \(command.output)")
    }
    return command.output
  }
}
