import FoundationEssentials
import Liquidations
import Testing

@Suite struct CodingTests {
  private static let metric = Metric(.okx, .short)

  @Test(arguments: [
    FetchError.Reason.unauthorized, .rateLimited(retryAfter: .seconds(90)),
    .rateLimited(retryAfter: nil), .server(status: 503, retryAfter: nil), .noConnection(host: "h"),
    .timedOut(.seconds(20)), .payload(.init("it is empty", at: 3)), .tooLarge(limit: 9),
  ])
  func anErrorIsReadAsItWasWritten(reason: FetchError.Reason) throws {
    let error = FetchError(Self.metric, reason)
    let bytes = try JSONEncoder().encode(error)
    #expect(try JSONDecoder().decode(FetchError.self, from: bytes) == error)
  }

  @Test func smallValuesAreWrittenReadably() throws {
    let dropped = DroppedValue(metric: Self.metric, day: Day(number: 20_000), value: 5)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let bytes = try encoder.encode(dropped)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == #"{"day":20000,"metric":"bitcoin_liquidations_okx_short","value":5}"#)
    #expect(try JSONDecoder().decode(DroppedValue.self, from: bytes) == dropped)
  }

  @Test func anUnknownMetricIsRefused() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Metric].self, from: Data(#"["bitcoin_price"]"#.utf8))
    }
  }

  @Test func aScheduleIsReadAsItWasWritten() throws {
    let schedules: [Snapshot.Schedule] = [
      .none, .next(Timestamp(seconds: 5)), .halted(FetchError(Self.metric, .unauthorized)),
    ]
    let bytes = try JSONEncoder().encode(schedules)
    #expect(try JSONDecoder().decode([Snapshot.Schedule].self, from: bytes) == schedules)
  }
}
