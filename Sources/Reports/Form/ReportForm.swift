/// The formats in which a report can be written.
public enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  case text, csv, tsv, json, ndjson, md

  /// Whether it is of records, one a line, and so has a shape.
  public var hasShape: Bool {
    switch self {
    case .csv, .tsv, .ndjson: true
    case .text, .json, .md: false
    }
  }

  /// Whether it begins with a line of names that can be left out.
  public var hasHeader: Bool {
    switch self {
    case .text, .csv, .tsv: true
    case .json, .ndjson, .md: false
    }
  }
}

/// What a record is: one value, or all of a row.
public enum ReportShape: String, CaseIterable, Hashable, Sendable {
  case long, wide
}

/// How a report is to be written.
public struct ReportForm: Hashable, Sendable {
  public var format: ReportFormat
  public var shape: ReportShape
  /// Whether it begins with a line of names, where the format has one.
  public var hasHeader: Bool
  /// For what is written for people.
  public var layout: TextLayout

  public init(
    _ format: ReportFormat, shape: ReportShape = .long, hasHeader: Bool = true,
    layout: TextLayout = TextLayout()
  ) {
    self.format = format
    self.shape = shape
    self.hasHeader = hasHeader
    self.layout = layout
  }
}
