#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension SettingsFile {
  /// More than a configuration can need; a mistaken file isn't taken for one.
  static let limit = 65_536

  /// Reads a file.
  ///
  /// - Parameter keys: those that the file may have.
  /// - Returns: nil if there is no such file.
  /// - Throws: `SettingsError`, which names the file, and the line if there is one.
  public static func read(
    _ path: String, keys: [SettingKey]
  ) throws(SettingsError) -> SettingsFile? {
    guard let bytes = try bytes(of: path) else { return nil }
    return try SettingsFile(path: path, bytes: bytes, keys: keys)
  }

  /// What a small file holds; nil if there is none.
  public static func bytes(of path: String) throws(SettingsError) -> [UInt8]? {
    guard let file = fopen(path, "rbe") else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SettingsError("\(path) can't be read: \(String(cString: strerror(errno)))")
    }
    defer { fclose(file) }
    let bytes = [UInt8](unsafeUninitializedCapacity: limit + 1) { buffer, count in
      count = fread(buffer.baseAddress, 1, buffer.count, file)
    }
    guard ferror(file) == 0 else {
      throw SettingsError("\(path) can't be read: \(String(cString: strerror(errno)))")
    }
    guard bytes.count <= limit else {
      throw SettingsError("\(path) is longer than 64 KiB, so it is no configuration")
    }
    return bytes
  }
}
