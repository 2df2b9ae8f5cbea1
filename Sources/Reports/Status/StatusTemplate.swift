import Liquidations
import Wording

/// A line of one's own, with names in braces for what is to stand there: `{long} {net}`.
public struct StatusTemplate: Hashable, Sendable {
  /// What can stand in braces.
  enum Name: String, CaseIterable {
    case day, long, short, total, net, share, age, live
    case liveLong = "live_long"
    case liveShort = "live_short"
    case covered
  }

  private enum Piece: Hashable {
    case text(String)
    case name(Name)
  }

  /// The names in braces, as the help lists them.
  public static let names = Name.allCases.map { "{\($0.rawValue)}" }.joined(separator: " ")

  private let pieces: [Piece]

  /// Nil if there is a name in braces that isn't one of those, or a brace without its other.
  public init?(_ text: String) {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}"),
        let name = Name(rawValue: String(rest[open...].dropFirst().prefix { $0 != "}" }))
      else { return nil }
      pieces.append(.text(String(rest[..<open]).shown()))
      pieces.append(.name(name))
      rest = rest[close...].dropFirst()
    }
    self.pieces = pieces + [.text(String(rest).shown())]
  }

  func text(_ status: DayStatus?, _ hour: HourStatus?, _ layout: TextLayout) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .name(let name):
        status?.text(name, layout) ?? hour?.text(name, layout) ?? layout.missing
      }
    }.joined()
  }
}

extension DayStatus {
  /// What stands for a name; nil if it isn't known.
  func text(_ name: StatusTemplate.Name, _ layout: TextLayout) -> String? {
    let signs = layout.signs
    return switch name {
    case .day: CalendarText(Slot(now.day), signs: signs).plain(Slot(day))
    case .long: amounts.text(.long, of: exchanges, signs: signs)
    case .short: amounts.text(.short, of: exchanges, signs: signs)
    case .total: amounts.text(of: exchanges, signs: signs)
    case .net: amounts.net(of: exchanges).map { USD.compact($0, signs: signs, isSigned: true) }
    case .share: amounts.longShare(of: exchanges).map(Ratio.percent)
    case .age: age
    case .live, .liveLong, .liveShort, .covered: nil
    }
  }
}

extension HourStatus {
  /// What stands for a name; nil if that isn't of the last hour, or isn't known.
  func text(_ name: StatusTemplate.Name, _ layout: TextLayout) -> String? {
    guard tallies != nil else { return nil }
    return switch name {
    case .live: amount(nil, layout)
    case .liveLong: amount(.long, layout)
    case .liveShort: amount(.short, layout)
    case .covered: CoveredPart.words(coveredShare)
    case .day, .long, .short, .total, .net, .share, .age: nil
    }
  }
}
