import SystemPackage

/// Files that are small enough to be read whole.
public enum SmallFile {
  /// More than a configuration, a theme or what is remembered can need: a mistaken file isn't
  /// read to its end.
  public static let limit = 65_536

  /// What a file holds, as UTF-8 without a byte order mark; nil if there is none.
  ///
  /// Nothing else than a file is read: what comes through a pipe may never come.
  public static func bytes(of path: String) throws(SmallFileError) -> [UInt8]? {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
      let bytes = try file.closeAfter {
        let status = try Stat(file)
        guard status.type == .regular || isNothing(status) else { throw SmallFileError.notAFile }
        return try read(file, upTo: limit + 1)
      }
      guard bytes.count <= limit else { throw SmallFileError.tooLong }
      return TextBytes.plain(bytes)
    } catch Errno.noSuchFileOrDirectory, Errno.notDirectory {
      return nil
    } catch Errno.noSuchAddressOrDevice {
      // A socket, which can't be opened.
      throw .notAFile
    } catch let error as SmallFileError {
      throw error
    } catch {
      throw .unreadable(reason: "\(error)")
    }
  }

  /// Whether what lies there is `/dev/null`, under whatever name.
  public static func isNothing(_ path: String) -> Bool {
    (try? Stat(path)).map(isNothing) ?? false
  }

  private static func isNothing(_ status: Stat) -> Bool {
    guard status.type == .characterSpecial, let null = try? Stat("/dev/null") else { return false }
    return status.specialDeviceID == null.specialDeviceID
  }

  /// As many bytes as there are, up to the limit.
  private static func read(_ file: FileDescriptor, upTo limit: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
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
  /// It is a folder, a pipe, a socket or a device.
  case notAFile
  /// With the system's words.
  case unreadable(reason: String)
}
