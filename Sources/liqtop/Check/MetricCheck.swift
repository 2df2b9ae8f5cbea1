import Liquidations
import Newhedge
import Refresh
import Wording

/// How one metric could be had, by one call.
struct MetricCheck: Codable, Hashable {
  let metric: String
  let isWell: Bool
  let milliseconds: Int
  let days: Int
  /// The newest day, such as `2026-11-22`.
  let newest: String?
  /// Whether the server may have counted the call.
  let isSpent: Bool
  /// What went wrong, or was dropped, in a sentence.
  let remark: String?

  /// Fetches the metrics at once, each once.
  static func all(_ metrics: [Metric], _ engine: Engine) async throws(ProgramError) -> [MetricCheck]
  {
    try await engine.withClient { client, _ in
      await withTaskGroup { group in
        for metric in metrics {
          group.addTask { (metric.index, await MetricCheck(metric, client)) }
        }
        return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
      }
    }
  }

  private init(_ metric: Metric, _ client: NewhedgeClient) async {
    self.metric = metric.name
    let clock = ContinuousClock()
    let start = clock.now
    let answer: Result<FetchedSeries, FetchError>
    do throws(FetchError) {
      guard case .series(let fetched, _) = try await client.series(of: metric, unlessUnchanged: nil)
      else { throw FetchError(metric, .unexpected(status: 304)) }
      answer = .success(fetched)
    } catch {
      answer = .failure(error)
    }
    milliseconds = Int((clock.now - start) / .milliseconds(1))
    switch answer {
    case .success(let fetched):
      isWell = !fetched.series.isEmpty
      isSpent = true
      days = fetched.series.count
      newest = fetched.series.days.map { "\($0.upperBound)" }
      let dropped = fetched.droppedValues
      let values = Digits.counted(dropped.total, "value")
      remark =
        switch (fetched.series.isEmpty, DroppedValue.summary(dropped)) {
        case (true, _?) where dropped.allSatisfy({ $0.fault == nil }):
          "\(values), all of the wrong sign, so none is left"
        case (true, let summary?): "\(summary), so none is left"
        case (true, nil): "the series is empty"
        case (false, let summary): summary
        }
    case .failure(let error):
      isWell = false
      isSpent = error.mayHaveReachedServer
      days = 0
      newest = nil
      remark = error.explanation.printable
    }
  }
}
