import Liquidations

/// What stands in an archive and can't be: it is left out where rows are read, and said once.
struct Nonsense: Equatable {
  /// What of which series, or of none, in the order in which it was met.
  private(set) var findings: [String] = []

  mutating func found(_ what: String, of key: SeriesKey) {
    findings.append("\(what) of \(key.name)")
  }

  mutating func found(_ what: String) {
    findings.append(what)
  }

  /// In one sentence; nil if there is nothing.
  var fault: StoreFault? {
    guard let first = findings.first else { return nil }
    let more = findings.count > 1 ? " and \(findings.count - 1) more" : ""
    return StoreFault(
      "The archive has impossible values, which are ignored: \(first)\(more); liqtop check lists it.",
      isWriting: true)
  }
}
