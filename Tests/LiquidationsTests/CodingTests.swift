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

  @Test(arguments: [
    FetchError.Reason.rateLimited(retryAfter: nil, namesQuota: true),
    .rejected(status: 403, byPage: true), .noConnection(host: "h", within: .seconds(5)),
    .noConnection(host: "h", proxy: .refuses("p:80")),
    .noConnection(host: "h", proxy: .wantsLogin("p:80", variable: "HTTPS_PROXY")),
    .tls(host: "h", fault: .ofAnotherHost),
    .tls(host: "h", fault: .expired(Day(number: 1), today: Day(number: 2))),
  ])
  func whatALaterVersionAddsIsReadAndLetsAnEarlierOneRead(reason: FetchError.Reason) throws {
    let bytes = try JSONEncoder().encode(FetchError(Self.metric, reason))
    #expect(try JSONDecoder().decode(FetchError.self, from: bytes).reason == reason)
    /// The same reasons without what was added.
    enum Earlier: Decodable {
      case rateLimited(retryAfter: Duration?)
      case rejected(status: Int)
      case noConnection(host: String)
      case tls(host: String)
    }
    struct Error: Decodable {
      let reason: Earlier
    }
    _ = try JSONDecoder().decode(Error.self, from: bytes)
    let old = Data(
      #"{"metric":"bitcoin_liquidations_okx_short","reason":{"tls":{"host":"h"}}}"#.utf8)
    #expect(try JSONDecoder().decode(FetchError.self, from: old).reason == .tls(host: "h"))
  }

  @Test func aLoginThatAnEarlierVersionMissedIsReadWithoutItsVariable() throws {
    let old = Data(
      #"{"metric":"bitcoin_liquidations_okx_short","reason":{"noConnection":{"host":"h","proxy":{"wantsLogin":{"_0":"p:80"}}}}}"#
        .utf8)
    let error = try JSONDecoder().decode(FetchError.self, from: old)
    #expect(error.reason == .noConnection(host: "h", proxy: .wantsLogin("p:80")))
    #expect(error.description.hasSuffix("password; put them in https_proxy"))
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
