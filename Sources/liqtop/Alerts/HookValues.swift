import Alerts
import Liquidations
import Newhedge
import Wording

/// What a hook is told of an alert that fired: fields by name, the same in its words, in its environment and
/// in its input.
struct HookValues: Equatable, Sendable {
  /// What a field holds.
  enum Value: Equatable, Sendable {
    case text(String)
    case number(Double)
    case flag(Bool)
    /// There is none: an empty text, in JSON null.
    case missing
  }

  struct Field: Equatable, Sendable {
    /// Lower case letters and `_`.
    let name: String
    let value: Value
  }

  /// The names of the JSON's form, which only ever gets more fields.
  static let schema = "liqtop.alert/1"
  static let variablePrefix = "LIQTOP_ALERT_"

  let fields: [Field]

  /// Takes from each text what steers a terminal, and what looks like a token.
  init(_ fields: [(name: String, value: Value)]) {
    self.fields = fields.map { name, value in
      guard case .text(let text) = value else { return Field(name: name, value: value) }
      return Field(name: name, value: .text(APIToken.withheld(in: text.stripped())))
    }
  }

  /// A field as one writes it; nil if there is none of the name.
  func plain(_ name: some StringProtocol) -> String? {
    fields.first { $0.name == name }?.value.plain
  }

  /// The fields as environment variables, such as `LIQTOP_ALERT_TITLE`.
  var variables: [String: String] {
    fields.reduce(into: [:]) { variables, field in
      variables[Self.variablePrefix + field.name.uppercased()] = field.value.plain
    }
  }

  /// All fields as one JSON object and a line's end, in ASCII.
  var json: String {
    let schema = JSONFields(("schema", .text(Self.schema)))
    return (schema + JSONFields(fields.map { ($0.name, $0.value.json) })).object + "\n"
  }
}

extension HookValues.Value {
  fileprivate var plain: String {
    switch self {
    case .text(let text): text
    case .number(let number): number.isFinite ? USD.exact(number) : ""
    case .flag(let flag): flag ? "true" : "false"
    case .missing: ""
    }
  }

  fileprivate var json: JSONValue {
    switch self {
    case .text(let text): .text(text)
    case .number(let number): .usd(number)
    case .flag(let flag): .flag(flag)
    case .missing: .missing
    }
  }
}

extension HookValues {
  /// All that a hook is told of a firing.
  init(_ firing: Firing) {
    self.init([
      ("name", .text(firing.rule)), ("title", .text(firing.title)), ("text", .text(firing.text)),
      ("exchange", .text(firing.exchange?.slug ?? "all")),
      ("day", firing.day.map { .text("\($0)") } ?? .missing),
      ("at", .text(firing.moment.isoSecond)), ("value", .number(firing.value)),
      ("limit", .number(firing.limit)),
      ("unit", firing.readings.first.map { .text($0.unit.rawValue) } ?? .missing),
      ("late", .flag(firing.isLate)), ("test", .flag(firing.isTest)),
    ])
  }

  /// The names that a placeholder may have.
  static let names = [
    "name", "title", "text", "exchange", "day", "at", "value", "limit", "unit", "late", "test",
  ]
}
