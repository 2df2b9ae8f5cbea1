/// Runs an archive's work on a thread of its own: a wait for the disk or for another's lock must not
/// hold up the thread that all other tasks share.
final class ArchiveExecutor: SerialExecutor {
  let thread = WorkThread()

  deinit { thread.end() }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    thread.run { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func checkIsolated() {
    precondition(thread.isCurrent, "not the archive's turn")
  }
}
