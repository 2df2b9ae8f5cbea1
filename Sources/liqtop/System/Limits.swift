#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the system must let the dashboard have: the libraries below it crash, or wait for ever,
/// where a thread or a descriptor can't be had.
enum Limits {
  private static let descriptors: Int32 = 64
  private static let threads = 8
  /// A frame is written to a file in memory, on which the limit of files bears, too.
  private static let fileSize: UInt64 = 16 << 20

  /// Whether there is enough, as far as that is known at once.
  ///
  /// - Throws: `ProgramError` if too little is allowed.
  static func check() throws(ProgramError) {
    guard canOpen(descriptors) else {
      throw refusal("files and connections", "ulimit -n", "\(descriptors) at once")
    }
    guard limit(fileResource) >= fileSize else {
      throw refusal("large files", "ulimit -f", "\(fileSize >> 20) MiB")
    }
    if hasThreadLimit { try countThreads() }
  }

  /// Whether there are threads for all that runs beside the first frame: to start them takes longer than
  /// that frame, so where only a container may limit them, they are counted after it.
  ///
  /// - Throws: `ProgramError` if too few are allowed.
  static func checkThreads() throws(ProgramError) {
    if !hasThreadLimit { try countThreads() }
  }

  private static var hasThreadLimit: Bool {
    limit(processResource) < 1_024 || limit(memoryResource) < 1 << 40
  }

  private static func countThreads() throws(ProgramError) {
    guard canStart(threads) else {
      throw refusal(
        "threads", "ulimit -u or -v, or a container's limit of processes", "\(threads) at once")
    }
  }

  private static func refusal(_ what: String, _ limit: String, _ need: String) -> ProgramError {
    ProgramError(
      "the system doesn't let liqtop have enough \(what) (\(limit)): it needs \(need).",
      .unavailable)
  }

  static func canOpen(_ count: Int32) -> Bool {
    // The lowest descriptor from that number on.
    let file = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, count)
    guard file >= 0 else { return errno != EINVAL && errno != EMFILE }
    close(file)
    return true
  }

  /// Whether so many threads can run at once; none of them lives on.
  static func canStart(_ count: Int) -> Bool {
    let gate = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    defer { gate.deallocate() }
    pthread_mutex_init(gate, nil)
    defer { pthread_mutex_destroy(gate) }
    pthread_mutex_lock(gate)
    var threads: [pthread_t] = []
    for _ in 0..<count {
      guard let thread = waiting(at: gate) else { break }
      threads.append(thread)
    }
    pthread_mutex_unlock(gate)
    for thread in threads { pthread_join(thread, nil) }
    return threads.count == count
  }

  /// A thread that ends when the gate is opened; nil if there can be none.
  private static func waiting(at gate: UnsafeMutablePointer<pthread_mutex_t>) -> pthread_t? {
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let error = pthread_create(&thread, nil, passGate, gate)
    return error == 0 ? thread : nil
  }

  private static func limit(_ resource: Resource) -> UInt64 {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return .max }
    return UInt64(limit.rlim_cur)
  }

  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource_t
    private static var fileResource: Resource { Resource(RLIMIT_FSIZE.rawValue) }
    private static var processResource: Resource { Resource(__RLIMIT_NPROC.rawValue) }
    private static var memoryResource: Resource { Resource(RLIMIT_AS.rawValue) }
  #else
    private typealias Resource = Int32
    private static var fileResource: Resource { RLIMIT_FSIZE }
    private static var processResource: Resource { RLIMIT_NPROC }
    private static var memoryResource: Resource { RLIMIT_AS }
  #endif
}

#if canImport(Darwin)
  private func passGate(_ gate: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    pass(gate.assumingMemoryBound(to: pthread_mutex_t.self))
    return nil
  }
#else
  private func passGate(_ gate: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let gate { pass(gate.assumingMemoryBound(to: pthread_mutex_t.self)) }
    return nil
  }
#endif

private func pass(_ gate: UnsafeMutablePointer<pthread_mutex_t>) {
  pthread_mutex_lock(gate)
  pthread_mutex_unlock(gate)
}
