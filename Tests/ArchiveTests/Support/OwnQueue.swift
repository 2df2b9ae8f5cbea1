import Dispatch

/// Runs the tasks that prefer it apart from the pool of threads that all other tests share.
final class OwnQueue: TaskExecutor {
  private let queue = DispatchQueue(label: "own")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
