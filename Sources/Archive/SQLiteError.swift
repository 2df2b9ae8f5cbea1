import CSQLite

/// What SQLite answered instead of doing what it was asked.
struct SQLiteError: Error, Equatable {
  /// The result code, extended where SQLite extends it.
  let code: Int32
  /// The system's own `errno` behind it; 0 if there is none. Of what SQLite calls corrupt, why it
  /// couldn't be read.
  let system: Int32
  /// SQLite's words.
  let message: String

  init(_ code: Int32, _ handle: OpaquePointer?) {
    self.code = code
    let isUnreadable = code & 0xff == SQLITE_CORRUPT || code & 0xff == SQLITE_NOTADB
    system = handle.map { isUnreadable ? liq_disk_error($0) : sqlite3_system_errno($0) } ?? 0
    let words = handle.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    message = words.map { String(cString: $0) } ?? "error \(code)"
  }

  /// The code without its extension.
  var primary: Int32 { code & 0xff }

  /// Which of the extensions of its code.
  var extensionNumber: Int32 { code >> 8 }
}
