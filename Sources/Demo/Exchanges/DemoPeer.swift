import FoundationEssentials

/// What the server does for a client, in this order.
enum DemoAction: Hashable, Sendable {
  case send(String)
  /// A ping frame, whose pong is told to the connection.
  case ping
  /// Close the connection with a WebSocket code.
  case close(Int)
}

/// One exchange's side of one connection, as a value that does nothing by itself.
///
/// Times are milliseconds since 1970-01-01T00:00Z.
protocol DemoPeer: Sendable {
  /// How long the pieces are in which it tells what happened, in milliseconds.
  var pace: Int64 { get }
  /// How long a connection may stand without a word either way, and the code that it is closed with then.
  var patience: (milliseconds: Int64, code: Int)? { get }
  /// How long a connection lives at most, in milliseconds.
  var life: Int64? { get }
  /// Whether it sends ping frames and closes where no pong comes.
  var sendsPings: Bool { get }

  /// Answers a message.
  mutating func answer(_ message: String, at now: Int64) -> [DemoAction]
  /// Tells of a span, which follows the last one and ends at a multiple of the pace.
  mutating func tell(_ span: Range<Int64>) -> [DemoAction]
  /// What time alone demands.
  mutating func wait(at now: Int64) -> [DemoAction]
}

extension DemoPeer {
  var patience: (milliseconds: Int64, code: Int)? { nil }
  var life: Int64? { nil }
  var sendsPings: Bool { false }

  mutating func wait(at now: Int64) -> [DemoAction] { [] }
}

extension Range<Int64> {
  /// Whether a multiple of so many milliseconds lies in it, or at its end.
  func passes(_ milliseconds: Int64) -> Bool {
    lowerBound / milliseconds < upperBound / milliseconds
  }
}

/// Reads a message of a client; nil if it isn't that.
func decoded<Value: Decodable>(_ type: Value.Type, _ message: String) -> Value? {
  try? JSONDecoder().decode(type, from: Data(message.utf8))
}

/// A text as JSON has it, cut to what an answer repeats of a question.
func quoted(_ text: String) -> String {
  let characters = text.unicodeScalars.prefix(100).map { scalar in
    switch scalar {
    case "\"", "\\": "\\\(scalar)"
    case " "..."~": String(scalar)
    default: "?"
    }
  }
  return "\"\(characters.joined())\""
}
