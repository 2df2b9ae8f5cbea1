import Liquidations
import Testing

@testable import Newhedge

@Suite struct RetryAfterTests {
  /// Sun, 06 Nov 1994 08:49:37 GMT.
  private let now = Timestamp(seconds: 784_111_777)

  @Test(arguments: [
    ("0", 0), ("120", 120), (" 7 ", 7), ("86400", 86_400), ("2678401", 2_678_400), ("-5", 0),
    ("99999999999999999999999", 2_678_400), ("-99999999999999999999999", 0),
    ("Sun, 06 Nov 1994 08:49:37 GMT", 0), ("Sun, 06 Nov 1994 08:50:37 GMT", 60),
    ("Sun, 06 Nov 1994 08:49:07 GMT", 0), ("Mon, 07 Nov 1994 08:00:00 GMT", 83_423),
    ("Fri, 31 Dec 9999 23:59:60 GMT", 2_678_400), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
  ])
  func readsSecondsAndDatesWithinAMonth(header: String, seconds: Int) {
    #expect(RetryAfter.wait(header, now: now) == .seconds(seconds))
  }

  @Test(arguments: [
    "", "soon", "1.5", "1e3", "0x10", "+", "-", "٣", "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "Sun, 06 Nov -994 08:49:37 GMT",
    "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "Sun, 06 Nov 1994 :: GMT",
  ])
  func ignoresWhatItCannotRead(header: String) {
    #expect(RetryAfter.wait(header, now: now) == nil)
  }
}
