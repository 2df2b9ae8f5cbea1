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
        throw SettingsError("\(path) is longer than 64 KiB, too long for a configuration")
      case .notAFile: throw SettingsError("\(path) can't be read: it isn't a file")
      case .unreadable(let reason): throw SettingsError("\(path) can't be read: \(reason)")
      }
    }
    return try bytes.map { bytes throws(SettingsError) in
      try SettingsFile(path: path, bytes: bytes, keys: keys)
    }
  }
}
