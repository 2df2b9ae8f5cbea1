import Testing

@testable import Dashboard

@Suite struct USDTests {
  @Test(
    arguments: [
      (0, "0"), (0.004, "0.00"), (38.62, "38.6"), (192.74, "193"), (999.4, "999"), (999.5, "1.00K"),
      (53_983_585.02, "54.0M"), (-4_883_115.4, "−4.88M"), (9_994_000, "9.99M"),
      (9_996_000, "10.0M"),
      (1.21e9, "1.21B"), (-999_600_000, "−1.00B"), (4.2e13, "42.0T"),
    ] as [(Double, String)])
  func hasThreeDigitsAndAUnit(amount: Double, text: String) {
    #expect(USD.compact(amount, glyphs: .unicode) == text)
    #expect(text.count <= 6)
  }

  @Test func canShowTheSignOfAGain() {
    #expect(USD.compact(5e6, glyphs: .unicode, isSigned: true) == "+5.00M")
    #expect(USD.compact(0, glyphs: .unicode, isSigned: true) == "0")
  }

  @Test(
    arguments: [(0, "0"), (2_500_000, "2.5M"), (-120e6, "−120M"), (1e9, "1B"), (0.5, "0.5")]
      as [(Double, String)])
  func writesTicksAsShortAsTheyAre(amount: Double, text: String) {
    #expect(USD.tick(amount, glyphs: .unicode) == text)
  }

  @Test func saysChangesInPercentAndHugeOnesAsMultiples() {
    #expect(USD.change(0.88, glyphs: .unicode) == "−12 %")
    #expect(USD.change(1.5, glyphs: .unicode) == "+50 %")
    #expect(USD.change(24, glyphs: .unicode) == "24 ×")
    #expect(USD.multiple(1.94, sign: "×") == "1.9 ×")
    #expect(USD.percent(0.876) == "88 %")
  }

  @Test func speaksASCIIWhereItMust() {
    #expect(USD.compact(-5e6, glyphs: .ascii) == "-5.00M")
  }
}
