import Liquidations
import Testing
import Wording

/// What is said of values and entries that an answer had and that weren't kept.
@Suite struct DroppedValueTests {
  private func dropped(
    _ fault: DroppedValue.Fault? = nil, _ value: Double = 1_234_567, more: Int? = nil
  ) -> DroppedValue {
    DroppedValue(
      key: .liquidations(Metric(.okx, .short)),
      day: Day(year: 2026, month: 11, day: 21) ?? Day(number: 0), value: value, fault: fault,
      more: more)
  }

  @Test(
    arguments: [
      (nil, "2026-11-21: +1.23M has the wrong sign and was dropped", "2026-11-21: wrong sign"),
      (.early, "an entry from before Bitcoin existed was dropped", "before Bitcoin"),
      (.future(daysBehind: nil), "2026-11-21 is in the future and was dropped", "2026-11-21: in"),
      (
        .future(daysBehind: 1),
        "this machine's clock is a day behind the server's; newer days were dropped",
        "this machine's clock is behind"
      ),
      (
        .future(daysBehind: 4),
        "this machine's clock is 4 days behind the server's; newer days were dropped",
        "this machine's clock is behind"
      ),
      (.tooLarge, "2026-11-21: an implausibly large amount was dropped", "2026-11-21: too"),
      (
        .notANumber, "2026-11-21: an amount that isn't a number was dropped",
        "2026-11-21: not a number"
      ),
      (.unreadable, "an entry that isn't a time and an amount was dropped", "unreadable entry"),
      (.repeated, "2026-11-21 came twice; the later amount counts", "2026-11-21 came twice"),
    ] as [(DroppedValue.Fault?, String, String)])
  func eachFaultIsSaidForWhatItIs(fault: DroppedValue.Fault?, sentence: String, short: String) {
    #expect(dropped(fault).sentence(signs: .ascii) == sentence)
    #expect(dropped(fault).shortSentence.hasPrefix(short))
  }

  @Test func severalAreCountedByTheirKind() {
    #expect(DroppedValue.summary([]) == nil)
    #expect(DroppedValue.summary([dropped()]) == "1 value of the wrong sign dropped")
    #expect(
      DroppedValue.summary([
        dropped(), dropped(.repeated), dropped(nil, 7, more: 397), dropped(.future(daysBehind: 4)),
      ])
        == "399 values of the wrong sign dropped, 1 value replaced by later ones of the same day, "
        + "1 value of days in the future dropped, since this machine's clock is 4 d behind the server's"
    )
  }
}
