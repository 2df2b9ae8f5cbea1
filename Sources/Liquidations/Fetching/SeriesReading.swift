/// What is known of one series: its last good answer, and how the last call for it ended.
public struct SeriesReading: Equatable, Sendable {
  /// The last good series; empty if there is none, or no data yet.
  public var series: Series
  /// When that series was last known to be current; nil if none was ever received.
  public var asOf: Timestamp?
  /// The values dropped from the last good series.
  public var droppedValues: [DroppedValue]
  /// What to send back to learn whether the series has changed.
  public var validator: Validator?
  /// How the last call failed; nil after one that succeeded.
  public var error: FetchError?
  public var failedAt: Timestamp?
  /// Whether a call, or the wait before its retry, is under way; never so of what is stored.
  public var isLoading = false

  public init(
    series: Series = .empty, asOf: Timestamp? = nil, droppedValues: [DroppedValue] = [],
    validator: Validator? = nil, error: FetchError? = nil, failedAt: Timestamp? = nil
  ) {
    self.series = series
    self.asOf = asOf
    self.droppedValues = droppedValues
    self.validator = validator
    self.error = error
    self.failedAt = failedAt
  }

  public var status: SeriesStatus {
    switch (error, asOf) {
    case (let error?, let asOf) where error.isRefusal: .refused(asOf: asOf, error)
    case (let error?, let asOf?): .stale(asOf: asOf, error)
    case (let error?, nil): .neverLoaded(error)
    case (nil, let asOf?): .fresh(asOf: asOf)
    case (nil, nil): isLoading ? .loading : .neverLoaded(nil)
    }
  }
}

/// How one series stands, as its user should read it.
public enum SeriesStatus: Hashable, Sendable {
  /// Nothing was ever received; the error if it was tried.
  case neverLoaded(FetchError?)
  /// A call is under way and nothing was received before it.
  case loading
  /// The last call brought the series that is shown.
  case fresh(asOf: Timestamp)
  /// The last call failed; what is shown is from `asOf`.
  case stale(asOf: Timestamp, FetchError)
  /// The server said no; what is shown is from `asOf`, if anything is.
  case refused(asOf: Timestamp?, FetchError)
}

// MARK: - What happens to a reading

extension SeriesReading {
  /// An answer came; `series` is what is shown from now on.
  public mutating func receive(
    _ fetched: FetchedSeries, validator: Validator?, shown series: Series, asOf: Timestamp
  ) {
    self.series = series
    droppedValues = fetched.droppedValues
    self.validator = validator
    confirm(asOf: asOf)
  }

  /// The server said that nothing has changed.
  public mutating func confirm(asOf: Timestamp) {
    self.asOf = asOf
    error = nil
    failedAt = nil
  }

  /// A call failed; what was received stays.
  public mutating func fail(_ error: FetchError, at moment: Timestamp) {
    self.error = error
    failedAt = moment
  }
}
