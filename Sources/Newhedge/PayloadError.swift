import FoundationEssentials

/// What is wrong with a payload, before it is known whose payload it is.
struct PayloadError: Error {
  let what: String
  /// The 0-based place in the outer array; nil if it concerns the whole answer.
  let position: Int?

  init(_ what: String, at position: Int? = nil) {
    self.what = what
    self.position = position
  }

  /// Puts a decoder's error in plain words.
  init(_ error: any Error, in json: Data) {
    switch error {
    case DecodingError.typeMismatch(_, let context) where context.codingPath.isEmpty:
      self.init("the answer is not an array of pairs")
    case DecodingError.valueNotFound: self.init("the answer is not an array of pairs")
    default: self.init(Self.unreadable(json))
    }
  }

  private static func unreadable(_ json: Data) -> String {
    switch json.first(where: { ![0x09, 0x0a, 0x0d, 0x20].contains($0) }) {
    case nil: "the answer is empty"
    case UInt8(ascii: "<"): "the answer is a web page, not JSON"
    default: "the answer is not whole, valid JSON"
    }
  }
}
