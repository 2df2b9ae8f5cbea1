public import Liquidations

/// What exchanges tell.
public enum LiveEvent: Sendable {
  /// Liquidations in any order, late, and told before.
  case liquidations([Liquidation])
  /// A feed was heard in that time, by the exchange's clock, and all that it tells of it was handed on
  /// before this.
  case covered(FeedKey, Range<Timestamp>)
  case price(Price)
  case standing(FeedKey, FeedStanding)
}

/// Where liquidations come from.
public protocol LiveSource: Sendable {
  /// Listens until its task is cancelled, and hands on what comes; it waits until that was taken, so that
  /// nothing heaps up.
  ///
  /// - Parameters:
  ///   - known: up to when each exchange is covered; what it told since may be fetched, and is covered
  ///     then.
  ///   - take: is called from one task at a time for each feed.
  func listen(
    after known: [Exchange: Timestamp], _ take: @escaping @Sendable ([LiveEvent]) async -> Void
  ) async

  /// Fetches what one BTC cost at the end of each day, of the first source that answers well; one attempt,
  /// which ends soon if its task is cancelled.
  ///
  /// - Parameter since: the first day that is wanted of each source's market.
  func closes(since days: [Exchange: Day]) async -> ClosesAnswer
}
