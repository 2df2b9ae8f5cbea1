import CSQLite

/// A value that goes into a statement.
enum SQLiteValue {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  init(_ number: Int) { self = .integer(Int64(number)) }

  init(_ text: String?) { self = text.map(SQLiteValue.text) ?? .null }

  /// SQLite's result code.
  func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
    switch self {
    case .null: sqlite3_bind_null(statement, place)
    case .integer(let number): sqlite3_bind_int64(statement, place, number)
    case .real(let number): sqlite3_bind_double(statement, place, number)
    case .text(let text): liq_bind_text(statement, place, text, Int32(text.utf8.count))
    case .blob(let bytes): liq_bind_blob(statement, place, bytes, Int32(bytes.count))
    }
  }
}

extension SQLiteValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  init(integerLiteral number: Int64) { self = .integer(number) }

  init(stringLiteral text: String) { self = .text(text) }
}

/// The row at which a statement stands; it is gone with the next step.
struct SQLiteRow {
  let statement: OpaquePointer

  func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(statement, column) == SQLITE_NULL
  }

  /// 0 for NULL.
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  /// 0 for NULL.
  func real(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }

  /// Nil for NULL; of a text that is longer than any that this program writes, the beginning.
  func text(_ column: Int32) -> String? {
    guard let bytes = sqlite3_column_text(statement, column) else { return nil }
    let count = min(Int(sqlite3_column_bytes(statement, column)), Self.longestText)
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// In bytes.
  private static let longestText = 1 << 16

  /// The bytes of a blob, for as long as `read` takes; none for NULL.
  func blob<Result>(_ column: Int32, read: (UnsafeRawBufferPointer) -> Result) -> Result {
    let bytes = sqlite3_column_blob(statement, column)
    let count = Int(sqlite3_column_bytes(statement, column))
    return read(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
  }
}
