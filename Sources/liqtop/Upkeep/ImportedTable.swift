import Archive
import Liquidations
import Wording

/// The values of a CSV file of days, one a line, as `print` and `archive export` write them.
struct ImportedTable {
  /// More lines than all days of all series come to with their revisions.
  static let mostLines = 500_000
  /// In bytes.
  static let largest = 64 << 20

  /// Values that stand, each day and series once.
  private(set) var values: [ImportedValue] = []
  /// Lines without an amount: the value is missing.
  private(set) var missing = 0
  /// Lines of values that others have replaced, which aren't taken.
  private(set) var replaced = 0
  /// The first day of which the file says that it wasn't over.
  private(set) var firstProvisional: Day?
  private var source: String?
  /// The lines of other sources, which aren't taken.
  private var others: [(source: String, line: Int, count: Int)] = []
  /// On which line each value stands.
  private var lines: [Place: Int] = [:]

  /// What a value is of.
  private struct Place: Hashable {
    let day: Day
    let key: SeriesKey
  }

  /// Checks all of it.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, lines ended by LF or CR LF.
  ///   - now: the current moment, after which nothing can be.
  /// - Throws: `ImportFaults` with every line that is wrong, and what would be right.
  init(_ bytes: [UInt8], at now: Timestamp) throws(ImportFaults) {
    let lines = Self.lines(bytes)
    guard lines.count <= Self.mostLines else {
      throw ImportFaults("it has more than \(Self.mostLines) lines; import it in parts", line: nil)
    }
    guard let first = lines.first, !bytes.isEmpty else {
      throw ImportFaults("it is empty", line: nil)
    }
    let columns = try Self.columns(first)
    var faults = ImportFaults()
    for (place, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      do throws(ImportFault) {
        let fields = try CSVLine.fields(line)
        try take(try ImportRow(fields, columns, at: now), line: place + 1)
      } catch {
        faults.add(error.words, line: place + 1)
      }
    }
    for other in others { faults.add(words(other.source, other.count), line: other.line) }
    if values.isEmpty, faults.isEmpty { faults.add("it holds no value", line: nil) }
    guard faults.isEmpty else { throw faults }
  }

  /// When the values were known to be current: at the last of their times, or now if none is said;
  /// before the end of a day that wasn't over.
  func asOf(_ now: Timestamp) -> Timestamp {
    let last = values.compactMap(\.fetchedAt).max() ?? now
    return min(last, now, firstProvisional.map { ($0 + 1).start + .seconds(-1) } ?? now)
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let text = String(decoding: bytes.starts(with: mark) ? bytes[3...] : bytes[...], as: UTF8.self)
    return text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map {
      Substring($0.last == "\r" ? $0.dropLast() : $0)
    }
  }

  private static func columns(_ line: Substring) throws(ImportFaults) -> ImportColumns {
    do throws(ImportFault) {
      return try ImportColumns(try CSVLine.fields(line))
    } catch {
      throw ImportFaults(error.words, line: 1)
    }
  }

  /// One sentence for all lines of a source.
  private func words(_ other: String, _ count: Int) -> String {
    "source \(ImportFault.shown(other)), in \(Digits.counted(count, "line")): the lines before are of"
      + " \(ImportFault.shown(source ?? "")); export one at a time, with --source"
  }

  private mutating func leaveOut(_ other: String, line: Int) {
    // Those of one source mostly follow each other.
    if let place = others.lastIndex(where: { $0.source == other }) {
      others[place].count += 1
    } else {
      others.append((other, line, 1))
    }
  }

  private mutating func take(_ row: ImportRow, line: Int) throws(ImportFault) {
    guard source ?? row.source == row.source else { return leaveOut(row.source, line: line) }
    source = row.source
    guard !row.isReplaced else { return replaced += 1 }
    let place = Place(day: row.day, key: row.key)
    if let other = lines.updateValue(line, forKey: place) {
      throw ImportFault(
        "the same day, exchange and side as on line \(other); leave one of them out")
    }
    if row.isProvisional { firstProvisional = min(row.day, firstProvisional ?? row.day) }
    guard let usd = row.usd else { return missing += 1 }
    values.append(
      ImportedValue(day: row.day, key: row.key, usd: usd, fetchedAt: row.fetchedAt))
  }
}
