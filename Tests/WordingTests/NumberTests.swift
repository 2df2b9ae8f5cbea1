import Testing
import Wording

@Suite struct USDTests {
  @Test(
    arguments: [
      (0, "0"), (0.004, "0.00"), (38.62, "38.6"), (192.74, "193"), (999.4, "999"), (999.5, "1.00K"),
      (53_983_585.02, "54.0M"), (-4_883_115.4, "−4.88M"), (9_994_000, "9.99M"),
      (9_996_000, "10.0M"),
      (1.21e9, "1.21B"), (-999_600_000, "−1.00B"), (4.2e13, "42.0T"),
    ] as [(Double, String)])
  func hasThreeDigitsAndAUnit(amount: Double, text: String) {
    #expect(USD.compact(amount, signs: .unicode) == text)
    #expect(text.count <= 6)
  }

  @Test func canShowTheSignOfAGain() {
    #expect(USD.compact(5e6, signs: .unicode, isSigned: true) == "+5.00M")
    #expect(USD.compact(0, signs: .unicode, isSigned: true) == "0")
  }

  @Test(
    arguments: [(0, "0"), (2_500_000, "2.5M"), (-120e6, "−120M"), (1e9, "1B"), (0.5, "0.5")]
      as [(Double, String)])
  func writesTicksAsShortAsTheyAre(amount: Double, text: String) {
    #expect(USD.tick(amount, signs: .unicode) == text)
  }

  @Test(
    arguments: [
      (-31_034_567.884, "-31034567.88"), (0, "0.00"), (1.005e3, "1005.00"), (0.07, "0.07"),
      (-0.07, "-0.07"), (-0.004, "0.00"),
    ]
      as [(Double, String)])
  func isExactToTheCentForPrograms(amount: Double, text: String) {
    #expect(USD.exact(amount) == text)
  }

  @Test func speaksASCIIWhereItMust() {
    #expect(USD.compact(-5e6, signs: .ascii) == "-5.00M")
  }
}

@Suite struct RatioTests {
  @Test(arguments: [
    (1.012, "+1.2 %"), (0.996, "−0.4 %"), (1, "0.0 %"), (1.000_4, "0.0 %"), (0.999_4, "−0.1 %"),
    (12.5, "+1150.0 %"),
  ])
  func changesOfPricesAreInTenths(ratio: Double, text: String) {
    #expect(Ratio.fineChange(ratio, signs: .unicode) == text)
  }

  @Test(arguments: [(0.8762, "0.8762"), (0, "0.0000"), (1, "1.0000"), (0.000_04, "0.0000")])
  func sharesForProgramsHaveFourPlaces(share: Double, text: String) {
    #expect(Ratio.exact(share) == text)
  }

  @Test(arguments: [(12.345_67, "12.3457"), (-0.01, "-0.0100")])
  func bitcoinForProgramsHasFourPlaces(amount: Double, text: String) {
    #expect(BTC.exact(amount) == text)
  }

  @Test(arguments: [(91_580.4, "91,580"), (999.5, "1,000"), (0.2, "0"), (1_234_567, "1,234,567")])
  func pricesAreInWholeDollars(price: Double, text: String) {
    #expect(USD.price(price) == text)
  }

  @Test func saysChangesInPercentAndHugeOnesAsMultiples() {
    #expect(Ratio.change(0.88, signs: .unicode) == "−12 %")
    #expect(Ratio.change(1.5, signs: .unicode) == "+50 %")
    #expect(Ratio.change(24, signs: .unicode) == "24 ×")
  }

  @Test(
    arguments: [(0.04, "<0.1 x"), (0, "0.0 x"), (1.94, "1.9 x"), (9.949, "9.9 x"), (9.96, "10 x")]
      as [(Double, String)])
  func saysHowManyTimes(ratio: Double, text: String) {
    #expect(Ratio.multiple(ratio, signs: .ascii) == text)
  }

  @Test func aPartThatIsNotZeroIsNeverZeroPercent() {
    #expect(Ratio.percent(0.876) == "88 %")
    #expect(Ratio.percent(0.004) == "0 %" && Ratio.part(0.004) == "<1 %")
    #expect(Ratio.part(0) == "0 %" && Ratio.part(0.005) == "1 %")
  }
}

@Suite struct DigitsTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1 000"), (10_000, "10 000"), (-4_310, "-4 310"),
  ])
  func countsAreGrouped(number: Int, text: String) {
    #expect(Digits.grouped(number) == text)
  }

  @Test func bitcoinHasItsLastPlace() {
    #expect(BTC.whole(0.00000556) == "0.00000556" && BTC.whole(22.5) == "22.50000000")
    #expect(BTC.whole(0) == "0.00000000")
  }
}
