import Dispatch
import Testing

@testable import liqtop

@Suite struct MailboxTests {
  @Test func whatIsLeftIsTakenInOrderAndOnce() throws {
    let mailbox = try Mailbox<Int>()
    #expect(mailbox.takeAll() == [])
    mailbox.post(1)
    mailbox.post(2)
    #expect(mailbox.takeAll() == [1, 2])
    #expect(mailbox.takeAll() == [])
    mailbox.post(3)
    #expect(mailbox.waitForAll() == [3])
    #expect(mailbox.waitForAll(until: .now) == [])
    mailbox.post(4)
    #expect(mailbox.waitForAll(until: .now + .seconds(60)) == [4])
  }

  @Test func anyNumberOfPostersLosesNothing() async throws {
    let mailbox = try Mailbox<Int>()
    var taken: [Int] = []
    await withTaskGroup { group in
      for poster in 0..<8 {
        group.addTask { for number in 0..<1_000 { mailbox.post(poster * 1_000 + number) } }
      }
      // More than a pipe holds, were there a byte for each.
      while taken.count < 8_000 {
        taken += mailbox.takeAll()
        await Task.yield()
      }
    }
    #expect(Set(taken) == Set(0..<8_000))
    for poster in 0..<8 {
      let own = taken.filter { $0 / 1_000 == poster }
      #expect(own == own.sorted())
    }
  }

  @Test func whoeverWaitsGetsWhatTheTaskReturnsOrThrows() async {
    let value = await onThread { try runBlocking { 7 } }
    #expect(throws: Never.self) { try #expect(value.get() == 7) }
    let error = await onThread { try runBlocking { throw ProgramError("no", .usage) } }
    #expect(throws: ProgramError("no", .usage)) { try error.get() }
  }

  /// Runs `body` on a thread that isn't of the concurrency pool, which may have but one, nor of the
  /// global queue, which is the same.
  private func onThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async -> Result<Value, any Error> {
    await withCheckedContinuation { continuation in
      let queue = DispatchQueue(label: "waiting")
      queue.async { continuation.resume(returning: Result { try body() }) }
    }
  }
}
