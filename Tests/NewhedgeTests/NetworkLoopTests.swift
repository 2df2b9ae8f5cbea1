import NIOCore
import Testing

@testable import Newhedge

/// The thread on which the dashboard's tasks run, and its clock.
@Suite(.timeLimit(.minutes(1))) struct NetworkLoopTests {
  private actor Counter {
    var isInLoop: Bool { NetworkLoop.group.any().inEventLoop }
  }

  @Test func runsTasksTheirChildrenAndActorsOnItsThread() async {
    let task = Task(executorPreference: NetworkLoop.executor) {
      let here = NetworkLoop.group.any().inEventLoop
      async let child = NetworkLoop.group.any().inEventLoop
      return await (here, child, Counter().isInLoop)
    }
    #expect(await task.value == (true, true, true))
  }

  @Test func aSleepEndsInTimeOnTheThreadThatItWasBegunOn() async throws {
    let task = Task(executorPreference: NetworkLoop.executor) {
      let end = NetworkClock().now + .milliseconds(2)
      try await NetworkClock().sleep(until: end)
      return NetworkClock().now >= end && NetworkLoop.group.any().inEventLoop
    }
    #expect(try await task.value)
  }

  @Test(arguments: [true, false])
  func aSleepEndsWithItsTask(isBegun: Bool) async {
    let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
    let task = Task(executorPreference: NetworkLoop.executor) {
      if isBegun { beginning.finish() } else { for await _ in begun {} }
      try await NetworkClock().sleep(for: .seconds(600))
    }
    if isBegun { for await _ in begun {} }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func aSleepThatIsOverIsNone() async throws {
    try await NetworkClock().sleep(until: NetworkClock().now - .seconds(1))
  }
}
