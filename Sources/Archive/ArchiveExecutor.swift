import Dispatch

/// Runs an archive's work on a queue of its own: a wait for the disk or for another's lock must not
/// hold up one of the few threads that all actors share.
final class ArchiveExecutor: SerialExecutor {
  let queue = DispatchQueue(label: "liqtop.archive", qos: .userInitiated)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func checkIsolated() {
    dispatchPrecondition(condition: .onQueue(queue))
  }

  /// Does so on the caller's thread, after what was begun before.
  func runHere<Result: Sendable>(_ body: () -> Result) -> Result {
    queue.sync(execute: body)
  }
}
