import Alerts
import Archive
import Canvas
import Liquidations
import Live
import Newhedge
import Refresh

/// What is posted to the loop.
enum Message: Sendable {
  /// What the archive has kept was read, or the refresh told something.
  case snapshot(Snapshot)
  /// The exchanges' own feeds told something.
  case live(LiveSnapshot)
  /// Older rows of the tape that were asked for; nil if they can't be read.
  case tape(TapePart, [Liquidation]?)
  /// The daily closes that are kept, where the exchanges aren't listened to.
  case closes(DailyCloses)
  /// What is to be told of alerts.
  case alerts(AlertSnapshot)
  /// An alert has fired for which the terminal is to call its user.
  case called(Firing)
  /// The themes that there are to choose from have been read.
  case themes([Theme])
  /// Nothing runs in the background any more.
  case ended(Result<Void, ProgramError>)
}

/// All that runs beside the loop, in one task group on the network's thread, which sleeps while nothing
/// comes and nothing is due.
struct Background: Sendable {
  let engine: Engine
  let stores: Engine.Stores
  let policy: RefreshPolicy
  /// Read only now: that takes longer than the first frame may wait.
  let themes: ThemeFiles
  let mailbox: Mailbox<Message>

  /// Whether its end would have to wait for the disk.
  var isHeldUp: Bool { stores.archive?.isHeldUp == true }

  /// Runs until the task is cancelled or the engine ends by itself; the last message says how.
  func start() -> (task: Task<Void, Never>, asking: Asking) {
    let (requests, refresh) = AsyncStream.makeStream(
      of: RefreshRequest.self, bufferingPolicy: .bufferingNewest(1))
    let (parts, tape) = AsyncStream.makeStream(
      of: TapePart.self, bufferingPolicy: .bufferingNewest(1))
    let (seen, see) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    return (
      run(requests, parts: parts, seen: seen), Asking(refresh: refresh, tape: tape, see: see)
    )
  }

  private func run(
    _ requests: AsyncStream<RefreshRequest>, parts: AsyncStream<TapePart>,
    seen: AsyncStream<Void>
  ) -> Task<Void, Never> {
    Task(executorPreference: NetworkLoop.executor) {
      var end = Result<Void, ProgramError>.success(())
      await withDiscardingTaskGroup { group in
        group.addTask { mailbox.post(.themes(themes.all)) }
        do throws(ProgramError) {
          try await engine.run(
            policy, stores, requests: requests, parts: parts, seen: seen
          ) { news in
            switch news {
            case .snapshot(let snapshot): mailbox.post(.snapshot(snapshot))
            case .live(let live): mailbox.post(.live(live))
            case .tape(let part, let found): mailbox.post(.tape(part, found))
            case .closes(let closes): mailbox.post(.closes(closes))
            case .alerts(let alerts): mailbox.post(.alerts(alerts))
            case .called(let firing): mailbox.post(.called(firing))
            // The screen has those that nobody has seen.
            case .fired: break
            }
          }
        } catch {
          // What was cancelled may complain of that.
          if !Task.isCancelled { end = .failure(error) }
          await engine.close(stores)
        }
      }
      mailbox.post(.ended(end))
    }
  }
}

/// What the background is asked for; of each kind the newest counts.
struct Asking {
  let refresh: AsyncStream<RefreshRequest>.Continuation
  /// For older rows of the tape.
  let tape: AsyncStream<TapePart>.Continuation
  /// That the user has seen the alerts.
  let see: AsyncStream<Void>.Continuation
}
