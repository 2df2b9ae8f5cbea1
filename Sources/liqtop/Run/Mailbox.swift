import Synchronization
import SystemPackage

/// Where any thread leaves values for one that sleeps until a descriptor can be read.
final class Mailbox<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])
  /// A pipe that holds one byte while there are values, so that neither end ever blocks for long.
  private let pipe: (readEnd: FileDescriptor, writeEnd: FileDescriptor)

  /// - Throws: `ProgramError` if the process can open no more descriptors.
  init() throws(ProgramError) {
    do {
      pipe = try FileDescriptor.pipe()
    } catch {
      throw ProgramError("no pipe can be opened: \(error)", .unavailable)
    }
  }

  deinit {
    try? pipe.readEnd.close()
    try? pipe.writeEnd.close()
  }

  /// Can be read while there are values.
  var descriptor: Int32 { pipe.readEnd.rawValue }

  /// Leaves a value, and wakes who sleeps.
  func post(_ value: Value) {
    values.withLock { values in
      if values.isEmpty { writeByte() }
      values.append(value)
    }
  }

  /// What has been left since the last time, in order.
  func takeAll() -> [Value] {
    values.withLock { values in
      guard !values.isEmpty else { return [] }
      readByte()
      defer { values = [] }
      return values
    }
  }

  /// Waits until there is something, and takes it.
  func waitForAll() -> [Value] {
    readByte()
    return values.withLock { values in
      defer { values = [] }
      return values
    }
  }

  /// The same, but not for longer than until then.
  func waitForAll(until deadline: ContinuousClock.Instant) -> [Value] {
    _ = Platform.wait(for: descriptor, or: -1, takes: false, until: deadline)
    return takeAll()
  }

  private func writeByte() {
    // Not of an array, for which the runtime would search all conformances before the first frame.
    _ = withUnsafeBytes(of: UInt8(1)) { byte in try? pipe.writeEnd.write(byte) }
  }

  private func readByte() {
    _ = withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { byte in
      try? pipe.readEnd.read(into: byte)
    }
  }
}

/// Runs `body` while the calling thread, which must not be one that runs tasks, waits for its end.
/// Nothing in it may need the main actor.
///
/// - Parameter executor: what it runs on; the concurrency pool if nil.
func runBlocking<Value: Sendable>(
  on executor: (any TaskExecutor)? = nil, _ body: sending @escaping () async throws -> Value
) throws -> Value {
  let mailbox = try Mailbox<Result<Value, any Error>>()
  // The main thread's own priority is one that the system grants to no user, and says so in its log.
  Task(executorPreference: executor, priority: .medium) {
    do {
      mailbox.post(.success(try await body()))
    } catch {
      mailbox.post(.failure(error))
    }
  }
  return try mailbox.waitForAll()[0].get()
}
