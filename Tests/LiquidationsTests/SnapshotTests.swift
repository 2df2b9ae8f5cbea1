import Liquidations
import Testing

@Suite struct SnapshotTests {
  private let okx = Metric(.okx, .long)
  private let deribit = Metric(.deribit, .short)
  private let first = Day(number: 20_000)
  private let noon = Timestamp(seconds: 1_728_043_200)

  private func reading(
    asOf: Timestamp? = nil, error: FetchError.Reason? = nil, isLoading: Bool = false
  ) -> SeriesReading {
    var reading = SeriesReading()
    reading.asOf = asOf
    reading.error = error.map { FetchError(okx, $0) }
    reading.isLoading = isLoading
    return reading
  }

  @Test func aReadingSaysHowItsMetricStands() {
    let failure = FetchError.Reason.noConnection(host: "h")
    #expect(reading().status == .neverLoaded(nil))
    #expect(reading(isLoading: true).status == .loading)
    #expect(reading(error: failure).status == .neverLoaded(FetchError(okx, failure)))
    #expect(
      reading(error: failure, isLoading: true).status == .neverLoaded(FetchError(okx, failure)))
    #expect(reading(asOf: noon).status == .fresh(asOf: noon))
    #expect(reading(asOf: noon, isLoading: true).status == .fresh(asOf: noon))
    #expect(
      reading(asOf: noon, error: failure).status
        == .stale(asOf: noon, FetchError(okx, failure)))
  }

  @Test(arguments: [
    FetchError.Reason.unauthorized, .forbidden, .notFound, .rejected(status: 418),
  ])
  func aRefusalIsToldFromAFailure(reason: FetchError.Reason) {
    let error = FetchError(okx, reason)
    #expect(reading(error: reason).status == .refused(asOf: nil, error))
    #expect(reading(asOf: noon, error: reason).status == .refused(asOf: noon, error))
    #expect(!error.isTransient)
  }

  @Test(arguments: [
    FetchError.Reason.rateLimited(retryAfter: nil), .server(status: 500, retryAfter: nil),
    .timedOut(.seconds(20)), .noConnection(host: "h"), .nameNotFound(host: "h"),
  ])
  func whatMayPassIsTransient(reason: FetchError.Reason) {
    #expect(FetchError(okx, reason).isTransient)
    #expect(!FetchError(okx, reason).isRefusal)
  }

  @Test func aNewOneKnowsNothing() {
    let snapshot = Snapshot()
    #expect(Metric.allCases.allSatisfy { snapshot[$0].status == .neverLoaded(nil) })
    #expect(snapshot.history == .empty)
    #expect(snapshot.schedule == .none)
    #expect(snapshot.oldest == nil)
    #expect(!snapshot.isLoading)
  }

  @Test func theHistoryFollowsTheSeries() {
    var snapshot = Snapshot()
    snapshot.update(okx) { $0.series = series(from: first, [1, 2]) }
    snapshot.update([deribit]) { (_: Metric, reading) in
      reading.series = series(from: first + 5, [-3])
    }
    #expect(snapshot.history.days == first...(first + 5))
    #expect(snapshot.history[first + 1][okx] == 2)
    #expect(snapshot.history[first + 5][deribit] == -3)
    snapshot.update(okx) { $0.series = .empty }
    #expect(snapshot.history.days == (first + 5)...(first + 5))
  }

  @Test func aFailureKeepsTheLastGoodSeries() {
    var snapshot = Snapshot()
    snapshot.update(okx) {
      $0.series = series(from: first, [1])
      $0.asOf = noon
    }
    snapshot.update(okx) { $0.error = FetchError(okx, .timedOut(.seconds(20))) }
    #expect(snapshot.history[first][okx] == 1)
    #expect(snapshot.oldest == noon)
    #expect(snapshot.freshCount == 0)
  }

  @Test func figuresAreThoseOfAllEight() {
    var snapshot = Snapshot()
    let error = FetchError(okx, .forbidden)
    let dropped = DroppedValue(metric: deribit, day: first, value: 5)
    snapshot.update(okx) { $0.error = error }
    snapshot.update(deribit) {
      $0.asOf = noon
      $0.droppedValues = [dropped]
    }
    snapshot.update(Metric(.bybit, .long)) {
      $0.asOf = noon + .seconds(60)
      $0.isLoading = true
    }
    #expect(snapshot.freshCount == 2)
    #expect(snapshot.errors == [error])
    #expect(snapshot.droppedValues == [dropped])
    #expect(snapshot.oldest == noon)
    #expect(snapshot.isLoading)
  }
}
