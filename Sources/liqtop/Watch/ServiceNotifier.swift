/// Tells a service manager that follows systemd's protocol how the program is: a message for each change, to
/// the socket that it was told of. Without one it tells nobody.
///
/// Source: sd_notify(3), sd_watchdog_enabled(3), systemd.service(5), Type=notify-reload.
struct ServiceNotifier: Sendable {
  enum Message: Equatable, Sendable {
    /// The program has begun, or has read its configuration anew.
    case ready
    /// The configuration is being read anew, since so many microseconds after the machine's start.
    case reloading(microseconds: Int64)
    /// How it is, in one line.
    case status(String)
    /// It is still at work.
    case alive
    case stopping

    var text: String {
      switch self {
      case .ready: "READY=1"
      case .reloading(let time): "RELOADING=1\nMONOTONIC_USEC=\(time)"
      case .status(let text): "STATUS=\(text.printable)"
      case .alive: "WATCHDOG=1"
      case .stopping: "STOPPING=1"
      }
    }
  }

  static let socketVariable = "NOTIFY_SOCKET"
  static let watchdogVariable = "WATCHDOG_USEC"
  static let watchdogProcessVariable = "WATCHDOG_PID"
  static let variables = [socketVariable, watchdogVariable, watchdogProcessVariable]

  /// How often it wants to be told that the program is still at work; nil if it doesn't ask.
  let aliveInterval: Duration?
  private let address: [UInt8]?

  /// - Parameters:
  ///   - environment: names the socket, and who is looked after how.
  ///   - processID: the program's own.
  init(_ environment: [String: String], processID: Int32) {
    address = environment[Self.socketVariable].flatMap(Self.address)
    aliveInterval =
      address == nil ? nil : Self.aliveInterval(environment, processID: processID)
  }

  /// - Returns: whether the manager was told; one that doesn't listen can't be.
  @discardableResult
  func send(_ message: Message) -> Bool {
    guard let address else { return false }
    return Platform.send(message.text, toSocketAt: address)
  }

  /// A path, or after `@` the name of a socket that lies in no folder.
  private static func address(_ text: String) -> [UInt8]? {
    switch text.first {
    case "/": Array(text.utf8)
    case "@": [0] + text.utf8.dropFirst()
    default: nil
    }
  }

  /// Half of what it waits for, so that one message may be late.
  private static func aliveInterval(
    _ environment: [String: String], processID: Int32
  ) -> Duration? {
    guard let text = environment[watchdogVariable], let limit = Int64(text), limit > 0 else {
      return nil
    }
    let process = environment[watchdogProcessVariable]
    guard process == nil || process == "\(processID)" else { return nil }
    return .microseconds(max(limit / 2, 1_000))
  }
}
