import FoundationEssentials
public import Testing

/// Compares a picture with the one recorded beside the test, in `Pictures/NAME.txt`.
///
/// With `LIQTOP_RECORD_PICTURES=1` in the environment it records instead, and fails all the same,
/// so that no run blesses itself.
public func expect(
  _ picture: Picture, matches name: String, testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expect(
    picture.description, matches: name, testFile: testFile, sourceLocation: sourceLocation)
}

/// The same of any text.
public func expect(
  _ text: String, matches name: String, testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = testFile.split(separator: "/").dropLast().joined(separator: "/")
  let path = "/\(folder)/Pictures/\(name).txt"
  if ProcessInfo.processInfo.environment["LIQTOP_RECORD_PICTURES"] == "1" {
    try Data(text.utf8).write(to: URL(filePath: path))
    Issue.record("recorded \(name)", sourceLocation: sourceLocation)
    return
  }
  let recorded = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  #expect(
    text == recorded, "the picture \(name) has changed",
    sourceLocation: sourceLocation)
}
