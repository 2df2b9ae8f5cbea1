import Refresh
import Synchronization
import SystemPackage
import Testing

@testable import Archive

/// The thread that an archive works on.
@Suite(.timeLimit(.minutes(1))) struct WorkThreadTests {
  /// Ends a stream when it is released.
  private final class Released: Sendable {
    let listener: AsyncStream<Void>.Continuation

    init(_ listener: AsyncStream<Void>.Continuation) { self.listener = listener }

    deinit { listener.finish() }
  }

  private let news: AsyncStream<Void>
  private let listener: AsyncStream<Void>.Continuation

  init() {
    (news, listener) = AsyncStream.makeStream(of: Void.self)
  }

  private func done(_ thread: WorkThread) async {
    await withCheckedContinuation { done in thread.run { done.resume() } }
  }

  @Test func doesAllInOrderOnOneThread() async {
    let thread = WorkThread()
    let seen = Mutex<[(number: Int, thread: UInt, isCurrent: Bool)]>([])
    for number in 0..<200 {
      thread.run {
        seen.withLock { $0.append((number, Platform.thread, thread.isCurrent)) }
      }
      // It has been asleep at times.
      if number % 50 == 0 { await done(thread) }
    }
    await done(thread)
    let all = seen.withLock(\.self)
    #expect(all.map(\.number) == Array(0..<200))
    #expect(Set(all.map(\.thread)).count == 1)
    #expect(all.allSatisfy(\.isCurrent) && !thread.isCurrent)
    thread.end()
  }

  @Test func whatIsDoneHereIsDoneOnThisThread() {
    let thread = WorkThread()
    let here = Platform.thread
    #expect(thread.runHere { Platform.thread == here && thread.isCurrent })
    #expect(!thread.isCurrent)
  }

  @Test func hearsADescriptorUntilItIsIgnored() async throws {
    let thread = WorkThread()
    let pipe = try FileDescriptor.pipe()
    defer { try? pipe.readEnd.close() }
    let (heard, hearer) = AsyncStream.makeStream(of: Void.self)
    thread.listen(to: pipe.readEnd.rawValue) { [released = Released(listener)] in
      var byte: [UInt8] = [0]
      _ = try? byte.withUnsafeMutableBytes { try pipe.readEnd.read(into: $0) }
      hearer.yield()
      return withExtendedLifetime(released) { true }
    }
    for _ in 0..<3 {
      try pipe.writeEnd.writeAll([1])
      _ = await heard.first { _ in true }
    }
    thread.ignore(pipe.readEnd.rawValue)
    for await _ in news {}
    try pipe.writeEnd.close()
    thread.end()
  }

  @Test func listensNoMoreOnceThatSaidSo() async throws {
    let thread = WorkThread()
    let pipe = try FileDescriptor.pipe()
    try pipe.writeEnd.close()
    thread.listen(to: pipe.readEnd.rawValue) { [released = Released(listener)] in
      withExtendedLifetime(released) { false }
    }
    for await _ in news {}
    thread.end()
    try pipe.readEnd.close()
  }

  @Test func endsOnceItsWorkIsDoneAndStartsAgainWithMore() async throws {
    let thread = WorkThread()
    for _ in 0..<3 {
      await done(thread)
      thread.end()
    }
    await done(thread)
    thread.end()
  }

  @Test func endsWithItsExecutor() async throws {
    let pipe = try FileDescriptor.pipe()
    do {
      let executor = ArchiveExecutor()
      executor.thread.listen(to: pipe.readEnd.rawValue) { [released = Released(listener)] in
        withExtendedLifetime(released) { true }
      }
      await done(executor.thread)
    }
    for await _ in news {}
    try pipe.readEnd.close()
    try pipe.writeEnd.close()
  }
}
