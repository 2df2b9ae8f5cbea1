import SystemPackage

/// The right to refresh on schedule while the archive can't be used: a lock on a file in the user's
/// folder for what lasts as long as the session, or in that for temporary files, held by one process at
/// a time.
final class RefreshLock {
  private let path: String?
  private var file: FileDescriptor?

  /// - Parameter folder: where the file is; without one nobody gets the lock.
  init(folder: String?, source: String, token: String) {
    path = folder.map { "\($0)/liqtop-\(Platform.userID)-\(Self.hash("\(source)\n\(token)")).lock" }
  }

  deinit { release() }

  /// Whether it is held from now on.
  func take() -> Bool {
    if file != nil { return true }
    guard let path,
      let opened = try? FileDescriptor.open(
        path, .readWrite, options: [.create, .noFollow, .closeOnExec, .nonBlocking],
        permissions: .ownerReadWrite)
    else { return false }
    guard Platform.lock(opened, waits: false) else {
      try? opened.close()
      return false
    }
    file = opened
    return true
  }

  func release() {
    // A process that is being started right now may still have the file.
    if let file { Platform.unlock(file) }
    try? file?.close()
    file = nil
  }

  /// FNV-1a: the same in every process.
  private static func hash(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}
