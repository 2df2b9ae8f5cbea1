import Synchronization
import SystemPackage

/// A file of lines that several processes may write to at once.
///
/// It is opened with the first line. When it is full it becomes `NAME.1`, in place of the one before.
/// A fault costs the log, never the program.
final class LogFile: Sendable {
  private let path: String
  /// In bytes.
  private let limit: Int
  private let file = Mutex<FileDescriptor?>(nil)

  /// - Parameter limit: how many bytes it may have.
  init(path: String, limit: Int = 1 << 20) {
    self.path = path
    self.limit = limit
  }

  deinit {
    file.withLock { try? $0?.close() }
  }

  /// Adds a line in one write, so that those of other processes stay whole too.
  func add(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    file.withLock { file in
      prepare(&file, for: bytes.count)
      _ = bytes.withUnsafeBytes { try? file?.write($0) }
    }
  }

  /// Sees to it that the open file is the one with that name, and that there is room in it.
  private func prepare(_ file: inout FileDescriptor?, for count: Int) {
    if file == nil { PrivateFile.makeFolder(of: path) }
    // Each turn another process may have moved the file away.
    for _ in 0..<3 {
      guard let open = file, let size = size(of: open) else {
        try? file?.close()
        file = open()
        if file == nil { return }
        continue
      }
      guard size + count > limit else { return }
      Platform.withLock(open) {
        // Whoever had the lock before may have moved it already.
        if self.size(of: open) != nil { Platform.move(path, to: path + ".1") }
      }
    }
  }

  /// The file, made if there is none; nil if something else lies there, such as a pipe that nobody
  /// may ever read.
  private func open() -> FileDescriptor? {
    let file = try? FileDescriptor.open(
      path, .writeOnly, options: [.append, .create, .closeOnExec, .noFollow, .nonBlocking],
      permissions: .ownerReadWrite)
    guard let file else { return nil }
    guard let status = try? Stat(file), status.type == .regular else {
      try? file.close()
      return nil
    }
    Platform.makePrivate(file)
    return file
  }

  /// The size of the open file; nil if it is no longer the one with that name.
  private func size(of file: FileDescriptor) -> Int? {
    guard let opened = try? Stat(file),
      let named = try? Stat(path, followTargetSymlink: false),
      opened.inode == named.inode, opened.deviceID == named.deviceID
    else { return nil }
    return Int(opened.size)
  }
}
