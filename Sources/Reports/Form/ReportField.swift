import Liquidations
import Wording

/// A value of a record, for programs to read.
enum ReportField {
  /// A word, a day or a moment, without blanks, quotes, commas or anything else that a format would have
  /// to escape; nil is missing.
  case word(String?)
  /// A text that somebody else wrote.
  case text(String)
  /// USD; nil is missing.
  case usd(Double?)
  case bitcoin(Double)
  case count(Int?)
  case flag(Bool)

  /// As CSV has it: what is missing is empty.
  func plain(_ separator: String) -> String {
    switch self {
    case .word(let word): word ?? ""
    case .text(let text): text.quotedIfNeeded(separator)
    case .usd(let amount): amount.map(USD.exact) ?? ""
    case .bitcoin(let amount): BTC.whole(amount)
    case .count(let count): count.map { "\($0)" } ?? ""
    case .flag(let flag): flag ? "true" : "false"
    }
  }

  /// As JSON has it: what is missing is null.
  var json: String {
    switch self {
    case .word(let word): word.map { "\"" + $0 + "\"" } ?? "null"
    case .text(let text): text.jsonText
    case .usd(let amount): amount.map(USD.exact) ?? "null"
    case .bitcoin(let amount): BTC.whole(amount)
    case .count(let count): count.map { "\($0)" } ?? "null"
    case .flag(let flag): flag ? "true" : "false"
    }
  }
}

extension String {
  /// As RFC 4180 has a text: in quotes where it holds what would end it.
  fileprivate func quotedIfNeeded(_ separator: String) -> String {
    let special = Array("\"\r\n\(separator)".utf8)
    guard utf8.contains(where: special.contains) else { return self }
    return "\"\(replacing("\"", with: "\"\""))\""
  }
}
