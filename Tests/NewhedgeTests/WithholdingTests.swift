import Newhedge
import Testing

@Suite struct WithholdingTests {
  @Test(arguments: [
    ("Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab0", "(withheld)"),
    ("?api_token=Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab0&x", "?api_token=(withheld)&x"),
    ("%41b0%41b0%41b0%41b0%41b0%41b0%41b0%41b%30.", "(withheld)."),
    ("Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab", "Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab"),
    ("Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab0A", "(withheld)"),
    ("/x/Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab0archive.sqlite", "/x/(withheld).sqlite"),
    ("token0Ab0Ab0Ab0Ab0Ab0Ab0Ab0Ab0.", "(withheld)."), ("short words", "short words"),
    ("50 % of é, 100%", "50 % of é, 100%"), ("", ""), ("%", "%"), ("%4", "%4"),
  ])
  func whatLooksLikeATokenIsWithheld(text: String, expected: String) {
    #expect(APIToken.withheld(in: text) == expected)
  }
}
