import TerminalSupport
import Testing

/// The probe in a tmux of its own.
enum Probe {
  static let path = builtProduct("TerminalProbe")

  /// Says how the probe ended and whether it left the terminal's modes as they were, and stays.
  static func watched(_ arguments: String = "", prefix: String = "") -> String {
    """
    before=$(stty -g); echo screen before; \(prefix) '\(path)' \(arguments); code=$?; \
    if [ "$(stty -g)" = "$before" ]; then modes=same; else modes=changed; fi; \
    echo; echo "left with $code, modes $modes."; exec cat
    """
  }

  /// Starts it and waits for its picture, whose last cell comes last.
  static func start(
    _ arguments: String = "", prefix: String = "", columns: Int = 80, rows: Int = 24,
    environment: [String: String] = [:]
  ) async throws -> TmuxSession {
    let session = try TmuxSession(
      watched(arguments, prefix: prefix), columns: columns, rows: rows, environment: environment)
    try await session.waitUntil("the whole picture") {
      $0.contains("keys: none.") && $0.contains("#")
    }
    return session
  }

  /// The probe's process, as it says on the screen.
  static func process(in session: TmuxSession) throws -> Int32 {
    let words = try session.screen().split { $0 == " " || $0 == "\n" || $0 == "." }
    let index = try #require(words.firstIndex(of: "pid"))
    return try #require(Int32(words[index + 1]))
  }

  /// Waits for the end and checks that the terminal is as it was.
  static func expectEnd(
    _ session: TmuxSession, status: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await session.waitUntil("left with")
    let screen = try session.screen(history: true)
    #expect(
      screen.contains("left with \(status), modes same."), "\(screen)",
      sourceLocation: sourceLocation)
    #expect(screen.contains("screen before"), sourceLocation: sourceLocation)
    for (variable, wanted) in [
      ("alternate_on", "0"), ("cursor_flag", "1"), ("keypad_cursor_flag", "0"),
      ("keypad_flag", "0"), ("mouse_any_flag", "0"), ("mouse_sgr_flag", "0"),
    ] {
      #expect(
        try session.value(variable) == wanted, "\(variable)", sourceLocation: sourceLocation)
    }
  }
}
