import Settings
import SystemPackage

/// Files and folders that are the user's alone, whatever the umask is.
enum PrivateFile {
  private static let folderMode = FilePermissions.ownerReadWriteExecute

  /// Makes the folder of a file, and those above it, where they are missing. Where that can't be, the
  /// file can't be opened either.
  static func makeFolder(of path: String) {
    makeFolder(FilePath(path).removingLastComponent())
  }

  private static func makeFolder(_ path: FilePath) {
    guard !path.isEmpty, (try? Stat(path)) == nil else { return }
    makeFolder(path.removingLastComponent())
    Platform.makeFolder(path, folderMode)
  }

  /// Writes the whole file, in its folder, or none of it. What lies in its place and isn't a file is
  /// left alone.
  static func write(_ bytes: some Sequence<UInt8>, to path: String) {
    makeFolder(of: path)
    if let status = try? Stat(path), status.type != .regular { return }
    let draft = "\(path).\(Platform.processID)"
    // One that a process of the same number has left behind.
    Platform.remove(draft)
    let file = try? FileDescriptor.open(
      draft, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
      permissions: .ownerReadWrite)
    guard let file else { return }
    Platform.makePrivate(file)
    let written: Void? = try? file.closeAfter { _ = try file.writeAll(bytes) }
    if written != nil { Platform.move(draft, to: path) } else { Platform.remove(draft) }
  }
}
