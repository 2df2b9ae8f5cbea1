import Testing
import Wording

@Suite struct LineTests {
  @Test(
    arguments: [
      ("", 5, []), ("one", 5, ["one"]), ("one two", 7, ["one two"]),
      ("one two", 6, ["one", "two"]), ("incomprehensible no", 4, ["incomprehensible", "no"]),
      ("key   value", 20, ["key   value"]), ("−4.88M ×2", 6, ["−4.88M", "×2"]),
    ] as [(String, Int, [String])])
  func wordsAreWrapped(text: String, columns: Int, lines: [String]) {
    #expect(text.wrapped(columns) == lines)
  }

  @Test(
    arguments: [
      ("no room", 7, "no room"), ("no room", 6, "no…"), ("no room", 3, "no…"), ("no room", 2, ""),
      ("no room", 0, ""),
    ])
  func whatDoesNotFitIsCutBetweenWords(text: String, columns: Int, fitted: String) {
    #expect(text.fitted(columns, ellipsis: "…") == fitted)
  }
}
