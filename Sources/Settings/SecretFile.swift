import SystemPackage

/// A file that holds a secret and nothing else, or a pipe that brings it.
public struct SecretFile: Sendable {
  /// More than a secret and its line end can need; a mistaken file isn't read to its end.
  private static let sizeLimit = 4_096

  public let path: String
  private let limit: Duration

  /// - Parameter limit: how long a pipe is waited for.
  public init(_ path: String, limit: Duration = .seconds(30)) {
    self.path = path
    self.limit = limit
  }

  /// Whether it can be read at once: it is no pipe or terminal, behind which somebody may have to be
  /// asked.
  public var isThereAtOnce: Bool {
    switch (try? Stat(path))?.type {
    case nil, .regular, .directory, .socket: true
    default: false
    }
  }

  /// Reads it.
  ///
  /// - Throws: `SettingsError`, also if others may change the file, or read it although the user
  ///   could forbid it.
  public func text() throws(SettingsError) -> String {
    let bytes: [UInt8]
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
      bytes = try file.closeAfter {
        try check(Stat(file))
        return try read(file)
      }
    } catch let error as SettingsError {
      throw error
    } catch {
      throw unreadable(Self.words(error))
    }
    guard bytes.count <= Self.sizeLimit else {
      throw SettingsError(
        "the file \(path) is longer than \(Self.sizeLimit) bytes, too long for a token")
    }
    return String(decoding: TextBytes.plain(bytes), as: UTF8.self)
  }

  private func check(_ status: Stat) throws(SettingsError) {
    if status.type == .directory { throw unreadable("it is a directory") }
    guard status.type == .regular else { return }
    try check(FileAccess(status, canBeMended: !Platform.isReadOnlyFileSystem(path)))
  }

  /// Others may not write it, nor read it where the user could forbid that.
  func check(_ access: FileAccess) throws(SettingsError) {
    let isOpen = access.isWritableByOthers || access.isNeedlesslyReadable
    if access.canBeChangedByUser {
      guard isOpen else { return }
      throw SettingsError(
        "the file \(path) holds the API token and is open to others; run: chmod 600 "
          + ShellWords.quoted(path: path))
    }
    guard access.isOfAnother || access.isWritableByOthers else { return }
    let whose = access.isOfAnother ? "belongs to another user" : "may be changed by others"
    let command = ShellWords.quoted(path: "cat \(ShellWords.quoted(path: path))")
    throw SettingsError(
      "the file \(path) holds the API token and \(whose); use a file of your own or, if this is "
        + "intended, --token-command \(command)")
  }

  /// As many bytes as come in time, but for one over the limit.
  private func read(_ file: FileDescriptor) throws -> [UInt8] {
    let end = ContinuousClock.now + limit
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: Self.sizeLimit + 1)
    while bytes.count <= Self.sizeLimit {
      // Asked before the first read: a pipe that nobody has opened yet looks as if it had ended.
      guard Platform.hasInput(file, until: end) else {
        throw unreadable("nothing came within \(limit.components.seconds) s")
      }
      do {
        let count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
        if count == 0 { break }
        bytes += buffer[..<count]
      } catch Errno.resourceTemporarilyUnavailable {
        // Another reader was faster.
      }
    }
    return bytes
  }

  private func unreadable(_ reason: String) -> SettingsError {
    SettingsError("the token can't be read from the file \(path): \(reason)")
  }

  private static func words(_ error: any Error) -> String {
    switch error as? Errno {
    case .noSuchFileOrDirectory, .notDirectory: "there is no such file"
    case .permissionDenied, .notPermitted: "it may not be read"
    case .noSuchAddressOrDevice: "it is a socket"
    case let error?: "\(error)"
    case nil: "it can't be read"
    }
  }
}
