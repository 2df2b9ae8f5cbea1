extension ArchiveFile {
  /// Reads one consistent picture of the whole file as it lies there, however long that takes.
  ///
  /// - Parameters:
  ///   - patience: how long others' locks are waited for.
  ///   - read: is handed the version of the format, and may be called twice: what was read as it lay there
  ///     may have been written meanwhile.
  /// - Returns: nil if there is no file.
  func readWhole<Result>(
    patience: Duration, _ read: (Database, Int64) throws(SQLiteError) -> Result
  ) throws(ArchiveError) -> Result? {
    for _ in 0..<2 {
      guard try status() != nil else { return nil }
      let before = (hasLog, identity)
      let database = try openToRead(patience: patience)
      database.takeTime()
      let result = try Self.picture(database, of: self, read)
      if before == (hasLog, identity) { return result }
    }
    throw .locked
  }

  private static func picture<Result>(
    _ database: Database, of file: ArchiveFile,
    _ read: (Database, Int64) throws(SQLiteError) -> Result
  ) throws(ArchiveError) -> Result {
    do throws(SQLiteError) {
      return try database.reading { () throws(SQLiteError) in
        try read(database, try Schema.number("user_version", of: database))
      }
    } catch {
      throw file.firstVerdict(on: error, isOurs: true)
    }
  }
}
