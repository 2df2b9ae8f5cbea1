import CNcurses
import CTerminalGuard
import Canvas

/// Reads standard input.
@MainActor
final class Keyboard {
  /// So much is taken at a time, however much is waiting: what comes of it is shown, and a signal is
  /// heard, before the rest is.
  private static let most = 1_024

  /// What terminfo calls the keys that are known here.
  private static let names: [(String, Key)] =
    [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
      ("kend", .end), ("kfnd", .home), ("kslt", .end), ("kpp", .pageUp), ("knp", .pageDown),
      ("kcbt", .backTab), ("kent", .enter), ("kdch1", .delete), ("kich1", .insert),
    ] + (1...12).map { ("kf\($0)", .function($0)) }

  private var decoder: InputDecoder
  private var buffer = [UInt8](repeating: 0, count: most)

  /// - Parameter environment: gives `ESCDELAY`, and whether the terminal is far away.
  init(_ environment: [String: String]) {
    decoder = InputDecoder(
      escapeDelay: Self.escapeDelay(environment), ownKeys: Self.ownKeys())
  }

  /// How long an escape may be without what follows it: as `ESCDELAY` says in milliseconds, else
  /// longer where a network is between.
  static func escapeDelay(_ environment: [String: String]) -> Duration {
    if let said = environment["ESCDELAY"].flatMap({ Int($0) }), (0...5_000).contains(said) {
      return .milliseconds(said)
    }
    let isFar = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].contains { name in
      environment[name]?.isEmpty == false
    }
    return .milliseconds(isFar ? 200 : 50)
  }

  /// What the terminal's description has beside the sequences that all terminals use.
  private static func ownKeys() -> [[UInt8]: Key] {
    let pairs = names.compactMap { name, key -> ([UInt8], Key)? in
      guard let sequence = liq_capability(name).map({ Array(String(cString: $0).utf8) }),
        sequence.first == InputToken.escape, sequence.count > 1
      else { return nil }
      switch InputToken.first(in: sequence[...]) {
      case (.nothing, _)?, nil: return (sequence, key)
      default: return nil
      }
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// When what is kept back of a sequence becomes keys; nil if nothing does.
  var releaseTime: Instant? { decoder.releaseTime }

  /// Whether the terminal may still answer in time.
  var awaitsAnswer: Bool {
    decoder.awaitsBackground(at: .now) || decoder.awaitsColumn(at: .now) || awaitsReadiness
  }

  var awaitsReadiness: Bool { decoder.readinessQuestions > 0 }

  func expectReadiness() { decoder.readinessQuestions += 1 }

  func expectBackground(within deadline: Duration) {
    decoder.expectBackground(until: .now + deadline)
  }

  func expectColumn(within deadline: Duration) {
    decoder.expectColumn(until: .now + deadline)
  }

  func release() -> [TerminalEvent] { decoder.release(at: .now) }

  /// What is waiting, or the beginning of it; nil if nothing could be read.
  func readEvents() -> [TerminalEvent]? {
    let count = read(STDIN_FILENO, &buffer, Self.most)
    guard count > 0 else { return nil }
    var events = decoder.events(in: buffer[..<count], at: .now)
    // The rest of a sequence that is cut here may be there already, and would be late after a frame.
    for _ in 0..<64 where decoder.isCut && liq_input_comes(0) {
      guard read(STDIN_FILENO, &buffer, 1) == 1 else { break }
      events += decoder.events(in: buffer[..<1], at: .now)
    }
    return events
  }
}
