import Liquidations

/// Finds out what is to be said of the archive, which keeps the series, what is live and what fired.
struct WatchedArchive {
  private var ofSeries: StoreFault?
  private var ofLive: StoreFault?
  private var ofAlerts: StoreFault?
  private var told: StoreFault?

  mutating func events(ofSeries fault: StoreFault?) -> [WatchEvent] {
    ofSeries = fault
    return news()
  }

  mutating func events(ofLive fault: StoreFault?) -> [WatchEvent] {
    ofLive = fault
    return news()
  }

  mutating func events(ofAlerts fault: StoreFault?) -> [WatchEvent] {
    ofAlerts = fault
    return news()
  }

  private mutating func news() -> [WatchEvent] {
    let fault = ofSeries ?? ofLive ?? ofAlerts
    guard fault != told else { return [] }
    told = fault
    return [.archive(fault)]
  }
}
