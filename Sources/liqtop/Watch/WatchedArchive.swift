import Liquidations

/// Finds out what is to be said of the archive, which keeps the series and what is live.
struct WatchedArchive {
  private var ofSeries: StoreFault?
  private var ofLive: StoreFault?
  private var told: StoreFault?

  mutating func events(ofSeries fault: StoreFault?) -> [WatchEvent] {
    ofSeries = fault
    return news()
  }

  mutating func events(ofLive fault: StoreFault?) -> [WatchEvent] {
    ofLive = fault
    return news()
  }

  private mutating func news() -> [WatchEvent] {
    let fault = ofSeries ?? ofLive
    guard fault != told else { return [] }
    told = fault
    return [.archive(fault)]
  }
}
