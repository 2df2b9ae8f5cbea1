import Testing

@testable import Settings

@Suite struct YAMLTests {
  private func parse(_ text: String) throws(YAMLError) -> YAMLNode? {
    try YAMLNode.parse(Array(text.utf8))
  }

  @Test(arguments: ["", "\n\n", "# nothing\n", "---\n...\n"])
  func nothingIsNothing(text: String) throws {
    let root = try parse(text)
    #expect(root == nil || root?.content == .text(""))
  }

  @Test func scalarsAreTheirTexts() throws {
    let root = try #require(try parse("a: 0\nb: no\nc: \"x: y\"\nd: 'it''s'\ne: [Tab, C-x]\n"))
    guard case .mapping(let pairs) = root.content else { return #expect(Bool(false)) }
    #expect(pairs.map(\.key) == ["a", "b", "c", "d", "e"])
    #expect(pairs.map(\.line) == [1, 2, 3, 4, 5])
    #expect(pairs.map(\.value.texts) == [["0"], ["no"], ["x: y"], ["it's"], ["Tab", "C-x"]])
  }

  @Test func yamlsNothingIsTheEmptyText() throws {
    let text = "a: ~\nb: null\nc:\nd: '~'\ne: \"null\"\nf: ~x\ng: nil\n"
    let root = try #require(try parse(text))
    guard case .mapping(let pairs) = root.content else { return #expect(Bool(false)) }
    #expect(pairs.map(\.value.texts) == [[""], [""], [""], ["~"], ["null"], ["~x"], ["nil"]])
  }

  @Test func aLongKeyIsNotRepeatedAsAWhole() {
    let key = String(repeating: "k", count: 100)
    let error = #expect(throws: YAMLError.self) { try parse("\(key): 1\n\(key): 2\n") }
    #expect(error?.reason == "the key \(key.prefix(40)) is given twice")
  }

  @Test(arguments: [
    ("a: [1", 2, "did not find expected ',' or ']'"),
    ("a: b\n\tc: d", 2, "found a tab character that violates indentation"),
    ("a: b\nc", 3, "could not find expected ':'"),
    ("a: b\n---\nc: d", 3, "a second document begins here"),
    ("a: 1\nb: 2\na: 3", 3, "the key a is given twice"),
    ("a: &x 1\nb: *x", 1, "anchors and aliases aren't supported"),
    ("a:\n  b:\n    c:\n      d:\n        e: f", 5, "it is nested too deeply"),
    ("? [a]\n: b", 1, "a key must be a word"),
  ])
  func whatIsWrongIsSaidWithItsLine(text: String, line: Int, reason: String) {
    #expect(throws: YAMLError(line: line, reason: reason)) { try parse(text) }
  }

  @Test func bytesThatAreNoTextAreSaidWithTheirLine() {
    let bytes = Array("a: b\nc: ".utf8) + [0xff, 0xfe]
    #expect(throws: YAMLError(line: 2, reason: "invalid leading UTF-8 octet")) {
      try YAMLNode.parse(bytes)
    }
  }

  @Test func deepNestingIsRefusedAndNotFollowed() {
    let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 50_000)
    #expect(throws: YAMLError.self) { try YAMLNode.parse(bytes) }
  }
}
