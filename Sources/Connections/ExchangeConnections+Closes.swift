import Feeds
public import Liquidations
public import Live
import Newhedge

extension ExchangeConnections {
  public func closes(since days: [Exchange: Day]) async -> ClosesAnswer {
    let clock = FeedClock()
    let requests = RequestClient(ways, userAgent: userAgent, limits, clock)
    let answer = await closes(since: days, requests, clock)
    await requests.shutDown()
    return answer
  }

  private func closes(
    since days: [Exchange: Day], _ requests: RequestClient, _ clock: FeedClock
  ) async -> ClosesAnswer {
    var plan = DailyPricesPlan(
      since: DailyPrices.Source.allCases.reduce(into: [:]) { $0[$1] = days[$1.exchange] })
    plan.begin(at: clock.now)
    while let wake = plan.wake, !Task.isCancelled {
      let pause = max(.zero, wake - clock.now.elapsed)
      // What is cancelled sees it above.
      try? await NetworkClock().sleep(until: .now + pause)
      guard let (_, url) = plan.next(at: clock.now) else { continue }
      if let prices = plan.take(await requests.answer(to: url), at: clock.now) {
        return .closes(DailyCloses(prices.source.exchange, prices.closes))
      }
    }
    return .failed(plan.words)
  }
}

extension DailyPricesPlan {
  /// Why no source answered well, in one sentence.
  fileprivate var words: String {
    let words = DailyPrices.Source.allCases.compactMap { source in
      faults[source].map { "\(source.exchange.name): \($0.words)" }
    }
    return "Daily prices can't be had (\(words.joined(separator: "; ")))."
  }
}
