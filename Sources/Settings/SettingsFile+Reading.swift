import SystemPackage

extension SettingsFile {
  /// Reads a file.
  ///
  /// - Parameter keys: those that the file may have.
  /// - Returns: nil if there is no such file.
  /// - Throws: `SettingsError`, which names the file, and the line if there is one.
  public static func read(
    _ path: String, keys: [SettingKey]
  ) throws(SettingsError) -> SettingsFile? {
    let bytes: [UInt8]?
    do {
      bytes = try SmallFile.bytes(of: path)
    } catch {
      switch error {
      case .tooLong:
        throw SettingsError("\(path) is longer than 64 KiB, so it is no configuration")
      case .unreadable(let reason): throw SettingsError("\(path) can't be read: \(reason)")
      }
    }
    return try bytes.map { bytes throws(SettingsError) in
      try SettingsFile(path: path, bytes: bytes, keys: keys)
    }
  }
}

/// Files that are small enough to be read whole.
public enum SmallFile {
  /// More than a configuration, a theme or what is remembered can need: a mistaken file isn't
  /// read to its end.
  public static let limit = 65_536

  /// What a file holds; nil if there is none.
  public static func bytes(of path: String) throws(SmallFileError) -> [UInt8]? {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      let bytes = try file.closeAfter { try read(file) }
      guard bytes.count <= limit else { throw SmallFileError.tooLong }
      return bytes
    } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
      return nil
    } catch let error as SmallFileError {
      throw error
    } catch {
      throw .unreadable(reason: "\(error)")
    }
  }

  /// As many bytes as there are, but for one over the limit.
  private static func read(_ file: FileDescriptor) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: limit + 1) { buffer, count in
      let all = UnsafeMutableRawBufferPointer(buffer)
      while count < all.count {
        let new = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: all[count...]))
        if new == 0 { return }
        count += new
      }
    }
  }
}

/// Why a small file can't be read.
public enum SmallFileError: Error, Hashable, Sendable {
  case tooLong
  /// With the system's words.
  case unreadable(reason: String)
}
