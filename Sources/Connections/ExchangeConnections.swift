public import Feeds
public import Liquidations
public import Live
import NIOConcurrencyHelpers
import NIOCore
import Newhedge

/// The exchanges' own feeds: the one place where `Feeds` meets the network.
public struct ExchangeConnections: LiveSource {
  /// All feeds that there are.
  public static let feeds = Feed.allCases.map { FeedKey($0) }

  let ways: Ways
  let userAgent: String
  let limits: Limits

  /// Nothing is opened before `listen`.
  ///
  /// - Parameter userAgent: the program's name and version, such as `liqtop/1.0`.
  public init(by ways: Ways, userAgent: String) {
    self.init(by: ways, userAgent: userAgent, Limits())
  }

  init(by ways: Ways, userAgent: String, _ limits: Limits) {
    self.ways = ways
    self.userAgent = userAgent
    self.limits = limits
  }

  public func listen(
    after known: [Exchange: Timestamp], _ take: @escaping @Sendable ([LiveEvent]) async -> Void
  ) async {
    await listen(after: known, { _ in }, take)
  }

  /// Tries all feeds for so long, or until each of them is live or has said why it isn't.
  public func survey(within limit: Duration) async -> [ExchangeState] {
    let board = StateBoard()
    await withTaskGroup { group in
      group.addTask { await listen(after: [:], { board.take($0) }, { _ in }) }
      group.addTask { for await _ in board.end { return } }
      group.addTask { try? await NetworkClock().sleep(until: .now + limit) }
      // The first to end is not the one that listens.
      await group.next()
      group.cancelAll()
    }
    return board.states
  }

  private func listen(
    after known: [Exchange: Timestamp],
    _ look: @escaping @Sendable (ExchangeState) -> Void,
    _ take: @escaping @Sendable ([LiveEvent]) async -> Void
  ) async {
    let clock = FeedClock()
    let connector = Connector(ways, userAgent: userAgent, limits, clock)
    let requests = RequestClient(ways, userAgent: userAgent, limits, clock)
    await withDiscardingTaskGroup { group in
      for exchange in Exchange.allCases {
        group.addTask {
          var listener = ExchangeListener(
            exchange, after: known[exchange], connector, requests, clock)
          await listener.run(look, take)
        }
      }
    }
    await requests.shutDown()
  }
}

/// How all exchanges stand, until nothing more has to be awaited.
private final class StateBoard: Sendable {
  /// Comes when every feed is live, or has said why it isn't.
  let end: AsyncStream<Void>
  private let ender: AsyncStream<Void>.Continuation
  private let newest = NIOLockedValueBox<[Exchange: ExchangeState]>([:])

  init() {
    (end, ender) = AsyncStream.makeStream()
  }

  var states: [ExchangeState] {
    newest.withLockedValue { newest in Exchange.allCases.compactMap { newest[$0] } }
  }

  func take(_ state: ExchangeState) {
    newest.withLockedValue { $0[state.exchange] = state }
    let feeds = states.flatMap(\.feeds)
    if feeds.count == Feed.allCases.count, feeds.allSatisfy({ $0.standing != .connecting }) {
      ender.yield()
    }
  }
}
