import Synchronization

/// Runs the tasks that prefer it on the thread of who drains it: when it has drained, all of them
/// wait for something, and nothing goes on by itself.
public final class StepExecutor: TaskExecutor {
  private let jobs = Mutex<[UnownedJob]>([])

  public init() {}

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
  }

  public func drain() {
    while true {
      let batch = jobs.withLock { jobs in
        defer { jobs.removeAll(keepingCapacity: true) }
        return jobs
      }
      guard !batch.isEmpty else { return }
      for job in batch { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
  }
}
