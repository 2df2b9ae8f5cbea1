/// What a colour is for; a `Theme` says which colour that is.
public enum Ink: UInt8, CaseIterable, Hashable, Sendable {
  /// The background of the picture.
  case ground
  /// The background of the header line.
  case raised
  /// Text that matters, text, text that explains, and lines that may be overlooked.
  case strong
  case text
  case muted
  case faint
  /// The program's own colour.
  case accent
  /// All well, worth a look, and wrong.
  case good
  case warning
  case bad
  /// The series of a stack, in its order.
  case series0, series1, series2, series3
  /// What sums them up, and the same where shorts prevail.
  case net, netShort
  /// The same where a value is provisional.
  case provisional0, provisional1, provisional2, provisional3, provisionalNet
  case provisionalNetShort

  /// The ink of a series of the stack, 0…3, or of the net, 4 where longs prevail and 5 where shorts do.
  public static func series(_ index: Int, isProvisional: Bool = false) -> Ink {
    let base = isProvisional ? Ink.provisional0 : Ink.series0
    return Ink(rawValue: base.rawValue + UInt8(min(max(0, index), 5))) ?? base
  }

  /// Whether it is of something provisional.
  public var isProvisional: Bool { rawValue >= Self.provisional0.rawValue }
}

extension Ink {
  /// The names of the inks in theme files, in the order of the cases; asking Swift for them would
  /// take longer at the start than reading a whole file.
  static let names = [
    "ground", "raised", "strong", "text", "muted", "faint", "accent", "good", "warning", "bad",
    "series0", "series1", "series2", "series3", "net", "netShort",
    "provisional0", "provisional1", "provisional2", "provisional3", "provisionalNet",
    "provisionalNetShort",
  ]
}
