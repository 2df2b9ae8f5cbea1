import Alerts
import Archive
import Connections
import Liquidations
import Live
import Refresh

extension ProgramSettings {
  /// What an archive says of all that alerts ask; of nothing nothing is known.
  func knowledge(_ reading: AlertReading?, at now: Timestamp) -> AlertKnowledge {
    AlertKnowledge(
      reading.map { Snapshot($0.kept, policy: policy, at: now) },
      live: reading?.live.map {
        LiveSnapshot($0, feeds: ExchangeConnections.feeds, at: now)
      },
      at: now, staleAfter: policy.interval * 2)
  }
}
