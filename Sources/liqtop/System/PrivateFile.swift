import FoundationEssentials
import Settings
import SystemPackage

/// Files that nobody but their owner may read or change.
enum PrivateFile {
  /// Throws `ProgramError` if others can read or change the file; what isn't a file isn't asked.
  ///
  /// - Parameter holding: what is in the file, in words.
  static func check(_ path: String, holding: String) throws(ProgramError) {
    let others: FilePermissions = [.groupRead, .groupWrite, .otherRead, .otherWrite]
    guard let status = try? Stat(path), status.type == .regular,
      !status.permissions.isDisjoint(with: others)
    else { return }
    throw ProgramError(
      "the file \(path) \(holding) and is open to others; run: chmod 600 "
        + ShellWords.quoted(path: path),
      .configuration)
  }

  /// Makes the folder of a file, and those above it, for the owner alone. Where that can't be, the
  /// file can't be opened either.
  static func makeFolder(of path: String) {
    try? FileManager.default.createDirectory(
      atPath: FilePath(path).removingLastComponent().string, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
  }

  /// Writes the whole file, in its folder, or none of it.
  static func write(_ data: Data, to path: String) {
    makeFolder(of: path)
    try? data.write(to: URL(filePath: path), options: .atomic)
  }
}
