import ClockSupport
import FoundationEssentials
import Testing
import WorkSupport

@testable import Feeds

@Suite(.longWork) struct JSONTests {
  /// What `JSONDecoder` makes of anything, to compare with.
  private indirect enum Decoded: Decodable, Equatable {
    case null, truth(Bool), number(Double), string(String), array([Decoded])
    case object([String: Decoded])

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        self = .null
      } else if let truth = try? value.decode(Bool.self) {
        self = .truth(truth)
      } else if let number = try? value.decode(Double.self) {
        self = .number(number)
      } else if let string = try? value.decode(String.self) {
        self = .string(string)
      } else if let array = try? value.decode([Decoded].self) {
        self = .array(array)
      } else {
        self = .object(try value.decode([String: Decoded].self))
      }
    }
  }

  private func decoded(_ bytes: [UInt8]) -> Decoded? {
    try? JSONDecoder().decode(Decoded.self, from: Data(bytes))
  }

  /// Whether both say the same of a value, and of all that is in it.
  private func agree(_ json: JSON, _ decoded: Decoded) -> Bool {
    switch decoded {
    case .null: json.isNull
    case .truth(let truth): json.truth == truth && json.word == nil
    case .number(let number): json.number == number && json.string == nil
    case .string(let string): json.string == string
    case .array(let array):
      json.isArray && json.elements.count == array.count
        && zip(json.elements, array).allSatisfy { agree($0, $1) }
    case .object(let object):
      json.isObject && json.elements.isEmpty
        && ["a", "e", "s", ""].allSatisfy { name in
          let member: JSON? =
            switch name {
            case "a": json["a"]
            case "e": json["e"]
            case "s": json["s"]
            default: json[""]
            }
          return member.map { member in object[name].map { agree(member, $0) } ?? false }
            ?? (object[name] == nil || object[name] == .null)
        }
    }
  }

  @Test(arguments: [
    #"{"a":1}"#, "[]", "{}", " [ 1 , 2 ] ", "\u{feff}[1]", #"{"a":{"e":[{"s":null}]}}"#, "0", "-0",
    "-0.5e-3", "1E+2", "1.0e3", "12345678901234567890", #""""#, #""\u00e9\ud83d\ude00\n\"\\\/""#,
    "\"\u{7f}é\"", "true", "false", "null", #"{"":1}"#, #"{"\u0061":1}"#,
  ])
  func readsWhatIsJSON(text: String) throws {
    let json = try #require(JSON(bytes(text)))
    let reference = try #require(decoded(bytes(text)))
    #expect(agree(json, reference))
  }

  @Test(arguments: [
    "", " ", "{", "[", "\"", "{]", "[}", "{\"a\"}", "{a:1}", "{1:1}", "[1 2]",
    "01", "1.", ".5", "+1", "1e", "1e+", "-", "--1", "0x1", "NaN", "Infinity", "tru", "nul",
    "truefalse", "[1][2]", "1 2", "'a'", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", #""\ud800""#,
    #""\ude00""#, #""\ud800\u0041""#, "\"\u{1}\"", "\"\n\"", "// a\n1", "ping",
  ])
  func refusesWhatIsNone(text: String) {
    #expect(JSON(bytes(text)) == nil)
    #expect(decoded(bytes(text)) == nil)
  }

  /// Foundation's decoder lets it pass; the standard doesn't.
  @Test(arguments: ["[1,]", #"{"a":1,}"#, "[1, ]"])
  func refusesACommaBeforeTheEnd(text: String) {
    #expect(JSON(bytes(text)) == nil)
    #expect(decoded(bytes(text)) != nil)
  }

  @Test func refusesWhatIsNoUTF8() {
    for wrong: [UInt8] in [
      [0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
    ] {
      #expect(JSON([0x22] + wrong + [0x22]) == nil)
    }
  }

  @Test func refusesWhatNestsTooDeep() {
    let deepest = JSONScanner.deepest
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(JSON(bytes(nested(deepest + 1))) != nil)
    #expect(JSON(bytes(nested(deepest + 2))) == nil)
    #expect(JSON(bytes(nested(1_000_000))) == nil)
  }

  @Test func refusesWhatIsTooLong() {
    let blanks = [UInt8](repeating: 0x20, count: JSON.longest)
    #expect(JSON(blanks.dropLast() + [0x31]) != nil)
    #expect(JSON(blanks + [0x31]) == nil)
  }

  @Test func refusesWhatHasTooManyValues() {
    func list(_ count: Int) -> [UInt8] {
      bytes("[1" + String(repeating: ",1", count: count - 1) + "]")
    }
    #expect(JSON(list(JSONScanner.most - 1))?.elements.count == JSONScanner.most - 1)
    #expect(JSON(list(JSONScanner.most)) == nil)
  }

  @Test func takesTheFirstOfTwoMembersAndNoNull() throws {
    let json = try #require(JSON(bytes(#"{"a":1,"a":2,"s":null}"#)))
    #expect(json["a"]?.integer == 1)
    #expect(json["s"] == nil && json["e"] == nil)
  }

  @Test(
    arguments: [
      ("1795694405118", 1_795_694_405_118), (#""1795694405118""#, 1_795_694_405_118),
      ("1.795694405118e12", 1_795_694_405_118), ("12.0", 12), ("-7", -7),
      ("9223372036854775807", .max), ("9223372036854775808", nil), ("1e300", nil), ("1.5", nil),
      (#""12 ""#, nil), (#""+12""#, 12), ("true", nil), (#""""#, nil),
    ] as [(String, Int64?)])
  func readsWholeNumbers(text: String, integer: Int64?) throws {
    #expect(try #require(JSON(bytes(text))).integer == integer)
  }

  @Test(
    arguments: [
      ("0.412", 0.412), ("1.25e4", 12_500), ("-1", -1), ("nan", nil), ("inf", nil), ("0x10", nil),
      ("1e999", nil), ("", nil), (" 1", nil), ("1,5", nil), ("1_000", nil), ("٣", nil), ("1e", nil),
      ("0.412\0", nil),
    ] as [(String, Double?)])
  func readsDecimalsAndNothingElse(text: String, number: Double?) {
    #expect(JSON.number(text) == number)
  }

  /// Whatever is changed in a message, both readers agree on whether it is JSON and on what is in it.
  @Test func agreesWithTheDecoderOnMutatedMessages() {
    var generator = SplitMix(1)
    let sources =
      Sample.all.map { bytes($0.1) } + Feed.allCases.map { bytes(Canary.text($0)) }
      + [bytes(#"{"a":[1.5e-3,"\u00e9\ud83d\ude00"],"e":{"s":true,"a":null},"s":"é","":[]}"#)]
    var readable = 0
    for _ in 0..<5_000 {
      let message = mutated(sources, &generator)
      let (json, reference) = (JSON(message), decoded(message))
      // Foundation's decoder guesses other encodings, lets a comma pass before an end, and takes a
      // number beyond all bounds for no JSON.
      if message.contains(0) || json == nil && hasCommaBeforeEnd(message) { continue }
      if reference == nil, hasLongExponent(message) { continue }
      #expect((json == nil) == (reference == nil), "\(String(decoding: message, as: UTF8.self))")
      guard let json, let reference else { continue }
      readable += 1
      #expect(agree(json, reference), "\(String(decoding: message, as: UTF8.self))")
    }
    #expect(readable > 500)
  }

  private func hasLongExponent(_ message: [UInt8]) -> Bool {
    message.indices.contains { index in
      guard message[index] | 0x20 == UInt8(ascii: "e") else { return false }
      return message[(index + 1)...].drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        .prefix { (0x30...0x39).contains($0) }.count > 2
    }
  }

  private func hasCommaBeforeEnd(_ message: [UInt8]) -> Bool {
    let marks = message.filter { $0 > 0x20 }
    return zip(marks, marks.dropFirst()).contains { mark, next in
      mark == UInt8(ascii: ",") && (next == UInt8(ascii: "}") || next == UInt8(ascii: "]"))
    }
  }
}
