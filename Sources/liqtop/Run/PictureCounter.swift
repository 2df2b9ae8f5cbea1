import SystemPackage

/// Tells the tests when the picture is whole: a number in a file, odd while a frame is on its way to
/// the screen, even once the terminal has said that it shows all of it.
struct PictureCounter {
  /// Names the file; without it, nothing is counted.
  static let variable = "LIQTOP_TEST_STILL"

  private let file: FileDescriptor
  private var number = 0

  init?(_ environment: [String: String]) {
    guard let path = environment[Self.variable],
      let file = try? FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
    else { return nil }
    self.file = file
    write()
  }

  var isWhole: Bool { number % 2 == 0 }

  mutating func begin() {
    if isWhole { count() }
  }

  mutating func end() {
    if !isWhole { count() }
  }

  private mutating func count() {
    number += 1
    write()
  }

  private func write() {
    _ = try? file.writeAll(toAbsoluteOffset: 0, "\(number)\n".utf8)
  }
}
