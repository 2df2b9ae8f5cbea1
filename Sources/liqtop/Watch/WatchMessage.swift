import Alerts
import Liquidations
import Live
import UnixSignals

/// What is posted to a watcher's loop.
enum WatchMessage: Sendable {
  case snapshot(Snapshot)
  case live(LiveSnapshot)
  /// What alerts the archive tells of, whoever found them.
  case alerts(AlertSnapshot)
  /// An alert has fired, and this program found it.
  case fired(Firing)
  case signal(UnixSignal)
  /// The configuration was read anew, or couldn't be.
  case configuration(Result<WatchConfiguration, ProgramError>)
  /// What runs beside the loop is at work.
  case alive
  /// Nothing of it runs any more.
  case ended(Result<Void, ProgramError>)
}
