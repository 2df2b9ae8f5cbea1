/// What can be written in every format.
public protocol Report: Sendable {
  /// The name of the form in which JSON has it.
  static var schema: String { get }

  /// Writes it line by line; each line ends with `\n`.
  func write(_ form: ReportForm, to output: inout some TextOutputStream)
}

/// A report that is there as a whole: all formats are written from its records, its object or its table.
protocol RecordReport: Report {
  /// The names of a record's fields.
  func names(_ shape: ReportShape) -> [String]

  /// Hands on each record, as fields in the order of their names.
  func forEachRecord(_ shape: ReportShape, _ body: ([ReportField]) -> Void)

  /// The whole as one object.
  func writeJSON(to output: inout some TextOutputStream)

  /// The same for people.
  func table(_ layout: TextLayout) -> ReportTable
}

extension RecordReport {
  func writeAll(_ form: ReportForm, to output: inout some TextOutputStream) {
    switch form.format {
    case .text: table(form.layout).write(form.layout, hasHeader: form.hasHeader, to: &output)
    case .md: table(form.layout).writeMarkdown(form.layout, to: &output)
    case .json: writeJSON(to: &output)
    case .csv, .tsv, .ndjson:
      var lines = RecordLines(form, names: names(form.shape))
      lines.writeNames(to: &output)
      forEachRecord(form.shape) { lines.write($0, to: &output) }
    }
  }
}

/// Records as lines of CSV, TSV or NDJSON.
struct RecordLines {
  private let names: [String]
  private let separator: String
  private let isJSON: Bool
  private let hasHeader: Bool
  /// What stands before each field of an object.
  private let heads: [String]
  private var line = ""

  init(_ form: ReportForm, names: [String]) {
    self.names = names
    separator = form.format == .tsv ? "\t" : ","
    isJSON = form.format == .ndjson || form.format == .json
    hasHeader = form.hasHeader && !isJSON
    heads = names.enumerated().map { ($0.offset == 0 ? "{" : ",") + "\"\($0.element)\":" }
  }

  func writeNames(to output: inout some TextOutputStream) {
    if hasHeader { output.write(names.joined(separator: separator) + "\n") }
  }

  mutating func write(_ fields: [ReportField], to output: inout some TextOutputStream) {
    output.write(text(fields))
    output.write("\n")
  }

  /// A record without its line's end.
  mutating func text(_ fields: [ReportField]) -> String {
    line.removeAll(keepingCapacity: true)
    for (place, field) in fields.enumerated() {
      if isJSON {
        line += heads[place]
        line += field.json
      } else {
        if place > 0 { line += separator }
        line += field.plain(separator)
      }
    }
    if isJSON { line += "}" }
    return line
  }
}
