// The compiler takes `stat` for Dispatch's where it meets that one first.
import Dispatch
import FoundationEssentials
import Synchronization

#if canImport(Glibc)
  // The compiler takes `stat` for this module's where it meets that one first.
  import CDispatch
  import Glibc
#else
  import Darwin
#endif

/// A file of lines that several processes may write to at once.
///
/// It is opened with the first line. When it is full it becomes `NAME.1`, in place of the one before.
/// A fault costs the log, never the program.
final class LogFile: Sendable {
  private let path: String
  /// In bytes.
  private let limit: Int
  private let descriptor = Mutex<Int32>(-1)

  /// - Parameter limit: how many bytes it may have.
  init(path: String, limit: Int = 1 << 20) {
    self.path = path
    self.limit = limit
  }

  deinit {
    descriptor.withLock { if $0 >= 0 { close($0) } }
  }

  /// Adds a line in one write, so that those of other processes stay whole too.
  func add(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    descriptor.withLock { descriptor in
      prepare(&descriptor, for: bytes.count)
      if descriptor >= 0 { _ = write(descriptor, bytes, bytes.count) }
    }
  }

  /// Sees to it that the descriptor is of the file with that name, and that there is room in it.
  private func prepare(_ descriptor: inout Int32, for count: Int) {
    if descriptor < 0 { makeFolder() }
    // Each turn another process may have moved the file away.
    for _ in 0..<3 {
      guard let size = size(of: descriptor) else {
        if descriptor >= 0 { close(descriptor) }
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return }
        fchmod(descriptor, 0o600)
        continue
      }
      guard size + count > limit else { return }
      flock(descriptor, LOCK_EX)
      // Whoever had the lock before may have moved it already.
      if self.size(of: descriptor) != nil { rename(path, path + ".1") }
      flock(descriptor, LOCK_UN)
    }
  }

  /// The size of the open file; nil if it isn't, or no longer, the one with that name.
  private func size(of descriptor: Int32) -> Int? {
    var opened = stat()
    var named = stat()
    guard descriptor >= 0, fstat(descriptor, &opened) == 0, lstat(path, &named) == 0,
      opened.st_ino == named.st_ino, opened.st_dev == named.st_dev
    else { return nil }
    return Int(opened.st_size)
  }

  private func makeFolder() {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    try? FileManager.default.createDirectory(
      atPath: "/\(folder)", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
  }
}
