import Newhedge
import Testing

@Suite struct WithholdingTests {
  @Test(arguments: [
    ("Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab0", "(withheld)"),
    ("?api_token=Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab0&x", "?api_token=(withheld)&x"),
    ("%41b0%41b0%41b0%41b0%41b0%41b0%41b0%41b%30.", "(withheld)."),
    ("Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab", "Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab"),
    ("Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab0A", "Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab0A"),
    ("50 % of é, 100%", "50 % of é, 100%"), ("", ""), ("%", "%"), ("%4", "%4"),
  ])
  func whatLooksLikeATokenIsWithheld(text: String, expected: String) {
    #expect(APIToken.withheld(in: text) == expected)
  }

  @Test func longerRunsAreWithheldWhereATokenMayBeInThem() {
    let text = "token0Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab0."
    #expect(APIToken.withheld(in: text, orLonger: true) == "(withheld).")
    #expect(APIToken.withheld(in: "short words", orLonger: true) == "short words")
  }
}
