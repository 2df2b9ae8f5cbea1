import Newhedge
import Refresh
import Settings
import UnixSignals

/// All that runs beside a watcher's loop, on the network's thread, and posts to it.
struct WatchWork: Sendable {
  let mailbox: Mailbox<WatchMessage>

  /// Fetches and listens until the task is cancelled or the engine ends by itself; the last message says
  /// how.
  func run(_ configuration: WatchConfiguration) -> Task<Void, Never> {
    let (engine, settings) = (configuration.engine, configuration.settings)
    let stores = engine.stores(path: settings.archivePath, keepsNothing: settings.keepsNothing)
    return Task(executorPreference: NetworkLoop.executor) {
      var end = Result<Void, ProgramError>.success(())
      do throws(ProgramError) {
        // Nobody asks for more than the schedule has.
        let requests = AsyncStream<RefreshRequest> { $0.finish() }
        try await engine.run(settings.policy, stores, requests: requests) { news in
          switch news {
          case .snapshot(let snapshot): mailbox.post(.snapshot(snapshot))
          case .live(let live): mailbox.post(.live(live))
          case .fired(let firing): mailbox.post(.fired(firing))
          case .alerts(let alerts): mailbox.post(.alerts(alerts))
          // There is no terminal that could call anybody.
          case .called, .tape, .closes: break
          }
        }
      } catch {
        // What was cancelled may complain of that.
        if !Task.isCancelled { end = .failure(error) }
        await engine.close(stores)
      }
      mailbox.post(.ended(end))
    }
  }

  /// Reads the configuration anew; not on the network's thread, since a file or a token's command may take
  /// its time.
  func read(_ given: [SettingKey: [String]], _ environment: [String: String]) {
    Task.detached {
      do throws(ProgramError) {
        mailbox.post(
          .configuration(.success(try await WatchConfiguration.read(given, environment))))
      } catch {
        mailbox.post(.configuration(.failure(error)))
      }
    }
  }

  /// Hands on the signals, from now on.
  ///
  /// - Throws: `ProgramError` if the process can open no more descriptors.
  func takeSignals() throws {
    let signals = try runBlocking(on: NetworkLoop.executor) {
      await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
    }
    Task(executorPreference: NetworkLoop.executor) {
      for await signal in signals { mailbox.post(.signal(signal)) }
    }
  }

  /// Has the network's thread say that it is at work.
  func askWhetherAlive() {
    Task(executorPreference: NetworkLoop.executor) { mailbox.post(.alive) }
  }
}
