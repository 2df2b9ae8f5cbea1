import Liquidations
import Reports
import Wording

/// A value of a JSON line.
enum JSONValue {
  case text(String)
  case number(Int)
  /// To the cent, never with an exponent; what is no number is missing.
  case usd(Double)
  case flag(Bool)
  /// UTC, to the second.
  case moment(Timestamp)
  case object(JSONFields)
  case list([JSONFields])
  case missing

  fileprivate var text: String {
    switch self {
    case .text(let text): text.jsonText
    case .number(let number): "\(number)"
    case .usd(let amount): amount.isFinite ? USD.exact(amount) : "null"
    case .flag(let flag): flag ? "true" : "false"
    case .moment(let moment): "\"\(moment.isoSecond)\""
    case .object(let fields): fields.object
    case .list(let objects): "[" + objects.map(\.object).joined(separator: ",") + "]"
    case .missing: "null"
    }
  }
}

/// The fields of a JSON object, in their order.
struct JSONFields {
  private struct Pair {
    let name: String
    let value: JSONValue
  }

  private var pairs: [Pair]

  init(_ pairs: (String, JSONValue)...) { self.init(pairs) }

  init(_ pairs: [(String, JSONValue)]) { self.pairs = pairs.map { Pair(name: $0, value: $1) } }

  static func + (left: JSONFields, right: JSONFields) -> JSONFields {
    var fields = left
    fields.pairs += right.pairs
    return fields
  }

  var object: String {
    "{" + pairs.map { "\($0.name.jsonText):\($0.value.text)" }.joined(separator: ",") + "}"
  }
}
