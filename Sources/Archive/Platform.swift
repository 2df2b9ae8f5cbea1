import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What of the system SystemPackage doesn't offer.
enum Platform {
  static var processID: Int32 { getpid() }

  static var userID: UInt32 { getuid() }

  static func isRunning(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno != ESRCH }

  static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return string(name)
  }

  /// Where a symbolic link leads; nil if it is none.
  static func target(ofLink path: String) -> String? {
    var name = [CChar](repeating: 0, count: 4_096)
    return readlink(path, &name, name.count - 1) > 0 ? string(name) : nil
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func isWritable(_ path: String) -> Bool { access(path, W_OK) == 0 }

  /// A folder for the user alone.
  static func makeFolder(_ path: String) throws(Errno) {
    if mkdir(path, 0o700) != 0 { throw Errno(rawValue: errno) }
  }

  static func rename(_ path: String, to name: String) throws(Errno) {
    #if canImport(Glibc)
      let code = Glibc.rename(path, name)
    #elseif canImport(Musl)
      let code = Musl.rename(path, name)
    #else
      let code = Darwin.rename(path, name)
    #endif
    if code != 0 { throw Errno(rawValue: errno) }
  }

  /// Gives a file one more name, which nothing may have yet.
  static func link(_ path: String, as name: String) throws(Errno) {
    #if canImport(Glibc)
      let code = Glibc.link(path, name)
    #elseif canImport(Musl)
      let code = Musl.link(path, name)
    #else
      let code = Darwin.link(path, name)
    #endif
    if code != 0 { throw Errno(rawValue: errno) }
  }

  static func remove(_ path: String) { _ = unlink(path) }

  /// Returns once what was written to the file is on the disk.
  static func settle(_ file: FileDescriptor) -> Bool { fsync(file.rawValue) == 0 }

  /// Locks an open file against all others until it is closed.
  ///
  /// - Returns: whether it is locked, at once if `waits` is false.
  static func lock(_ file: FileDescriptor, waits: Bool) -> Bool {
    flock(file.rawValue, waits ? LOCK_EX : LOCK_EX | LOCK_NB) == 0
  }

  /// Lets go of a lock for all who have the same open file.
  static func unlock(_ file: FileDescriptor) { _ = flock(file.rawValue, LOCK_UN) }

  static func sleep(milliseconds: Int) { usleep(UInt32(milliseconds) * 1_000) }

  /// The beginning of a small file; nil if it can't be read.
  static func text(of path: String, limit: Int = 1 << 16) -> String? {
    bytes(of: path, limit: limit).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The same as bytes.
  static func bytes(of path: String, limit: Int) -> [UInt8]? {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec]) else {
      return nil
    }
    defer { try? file.close() }
    var bytes = [UInt8](repeating: 0, count: limit)
    var count = 0
    while count < limit {
      let read = try? bytes.withUnsafeMutableBytes { bytes in
        try file.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[count...]))
      }
      guard let read, read > 0 else { break }
      count += read
    }
    return Array(bytes[..<count])
  }

  private static func string(_ name: [CChar]) -> String {
    String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

// MARK: - Threads

extension Platform {
  /// Tells the running thread from all others that run.
  static var thread: UInt {
    #if canImport(Glibc)
      pthread_self()
    #else
      UInt(bitPattern: pthread_self())
    #endif
  }

  /// How long the running thread has been at work, without its waits.
  static var workTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }

  /// Runs `body` on a thread of its own; false if there can be no more threads.
  static func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let work = Unmanaged.passRetained(ThreadWork(body))
    let code = pthread_create(
      &thread, nil,
      { argument in
        let argument: UnsafeMutableRawPointer? = argument
        if let argument {
          Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().body()
        }
        return nil
      }, work.toOpaque())
    guard code == 0 else {
      work.release()
      return false
    }
    #if canImport(Glibc)
      pthread_detach(thread)
    #else
      if let thread { pthread_detach(thread) }
    #endif
    return true
  }

  /// When the file was written last, in nanoseconds since 1970.
  static func lastWrite(_ status: Stat) -> Int64 {
    Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
  }

  /// Sleeps until one of the descriptors can be read; returns those that can.
  static func waitForInput(_ descriptors: [Int32]) -> [Int32] {
    var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&entries, nfds_t(entries.count), -1) > 0 else { return [] }
    return entries.filter { $0.revents != 0 }.map(\.fd)
  }

  private final class ThreadWork {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}

/// The system's word of what happens to one file, where it has such a word: in Linux.
final class FileWatch: Sendable {
  /// Can be read when something has happened.
  let descriptor: Int32

  init?(_ path: String) {
    #if os(Linux)
      descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
      // A file that is open isn't deleted for long after it has lost its name, which is an attribute.
      let events = UInt32(IN_MODIFY | IN_MOVE_SELF | IN_ATTRIB | IN_DELETE_SELF)
      guard inotify_add_watch(descriptor, path, events) >= 0 else { return nil }
    #else
      return nil
    #endif
  }

  deinit {
    #if os(Linux)
      try? FileDescriptor(rawValue: descriptor).close()
    #endif
  }

  /// Takes what has happened off the queue; false if that was the end of the watch.
  func drain() -> Bool {
    var goesOn = true
    #if os(Linux)
      var bytes = [UInt8](repeating: 0, count: 4_096)
      while true {
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { break }
        bytes[..<count].withUnsafeBytes { bytes in
          var place = 0
          while place + MemoryLayout<inotify_event>.size <= bytes.count {
            let event = bytes.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
            if event.mask & UInt32(IN_IGNORED) != 0 { goesOn = false }
            place += MemoryLayout<inotify_event>.size + Int(event.len)
          }
        }
      }
    #endif
    return goesOn
  }
}
