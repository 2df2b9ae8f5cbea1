/// Who keeps an archive locked, where Linux tells. The file itself must not be asked: to open and
/// close it would give this process's own locks up.
enum LockHolder {
  /// The first byte that SQLite locks to write: of the shared memory with a log, of the file without.
  private static let firstBytes = ["120", "1073741825", "1073741824"]

  /// The stopped process that has locked the archive to write; nil if there is none.
  static func stoppedProcess(_ path: String) -> Int32? {
    let inodes = [path, path + "-shm"].compactMap { ArchiveFile.identity(of: $0)?.inode }
    guard !inodes.isEmpty, let table = Platform.text(of: "/proc/locks") else { return nil }
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 8, words[3] == "WRITE", let process = Int32(words[4]),
        let inode = words[5].split(separator: ":").last.flatMap({ UInt64($0) }),
        inodes.contains(inode), firstBytes.contains(String(words[6])),
        ProcessState(of: process).isStopped
      else { continue }
      return process
    }
    return nil
  }
}
