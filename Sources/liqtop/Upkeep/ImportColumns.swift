import Liquidations

/// The columns of a table of days, by their names in its first line.
struct ImportColumns {
  enum Name: String, CaseIterable {
    case day, exchange, side, usd, provisional, fetched_at, source, replaced_at

    /// Without which nothing can be told.
    static let needed: [Name] = [.day, .exchange, .side, .usd]
  }

  static let allowed = "day,exchange,side,usd, and if they are known provisional,fetched_at"

  /// How many fields a line has.
  let count: Int
  private var places: [Name: Int] = [:]

  /// - Throws: `ImportFault` if it isn't the first line of such a table.
  init(_ fields: [String]) throws(ImportFault) {
    count = fields.count
    if count == 1, fields[0].contains(where: { ";\t".contains($0) }) {
      throw ImportFault("fields must be parted by commas; write \(Self.allowed)")
    }
    for (place, field) in fields.enumerated() {
      guard let name = Name(rawValue: field) else { throw Self.unknown(field) }
      guard places.updateValue(place, forKey: name) == nil else {
        throw ImportFault("the column \(field) is there twice")
      }
    }
    if let lacking = Name.needed.first(where: { places[$0] == nil }) {
      throw ImportFault("the column \(lacking.rawValue) is missing; write \(Self.allowed)")
    }
  }

  private static func unknown(_ field: String) -> ImportFault {
    if field == "last_day" {
      return ImportFault("rows must be of one day each; print with --bucket day")
    }
    let wide = Metric.allCases.map { "\($0.exchange.slug)_\($0.side.name)" }
    if wide.contains(field) {
      return ImportFault("rows must be of one value each; print with --shape long")
    }
    return ImportFault(
      "the first line must name the columns, and \"\(ImportFault.shown(field))\" is none; write"
        + " \(allowed)")
  }

  /// The field of that column; empty where there is none.
  func field(_ name: Name, of fields: [String]) -> String { places[name].map { fields[$0] } ?? "" }
}

/// The fields of a line of CSV (RFC 4180).
enum CSVLine {
  /// - Throws: `ImportFault` for a quote that isn't closed, or that stands amid a field.
  static func fields(_ line: Substring) throws(ImportFault) -> [String] {
    var fields: [String] = []
    var rest = line.unicodeScalars[...]
    repeat {
      fields.append(rest.first == "\"" ? try quoted(&rest) : plain(&rest))
      guard let comma = rest.popFirst() else { return fields }
      guard comma == "," else { throw ImportFault("a comma must follow a closing quote") }
    } while true
  }

  private static func plain(_ rest: inout Substring.UnicodeScalarView) -> String {
    let field = rest.prefix { $0 != "," }
    rest = rest[field.endIndex...]
    return String(field)
  }

  private static func quoted(_ rest: inout Substring.UnicodeScalarView) throws(ImportFault)
    -> String
  {
    var field = String.UnicodeScalarView()
    rest = rest.dropFirst()
    while let scalar = rest.popFirst() {
      guard scalar == "\"" else {
        field.append(scalar)
        continue
      }
      // Two of them stand for one.
      guard rest.first == "\"" else { return String(field) }
      field.append("\"")
      rest = rest.dropFirst()
    }
    throw ImportFault("a quote isn't closed")
  }
}
