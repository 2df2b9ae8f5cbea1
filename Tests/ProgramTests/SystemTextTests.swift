import FoundationEssentials
import Testing

@testable import liqtop

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Paths are bytes, whether they are text or not.
@Suite struct SystemTextTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  /// A folder whose name isn't UTF-8.
  private func folder() throws -> [UInt8] {
    let bytes = Array(home.path("h").utf8) + [0xff]
    #expect(mkdir(bytes.map { CChar(bitPattern: $0) } + [0], 0o700) == 0)
    return bytes
  }

  @Test func aTextIsItself() {
    #expect(SystemText.text(Array("/home/é".utf8)) == "/home/é")
    #expect(SystemText.text([]) == "")
  }

  #if os(Linux)
    @Test func aPathThatIsNoTextLeadsToTheSameFile() throws {
      let bytes = try folder()
      let path = try #require(SystemText.text(bytes))
      try "kept".write(toFile: "\(path)/x", atomically: false, encoding: .utf8)
      let file = (bytes + Array("/x".utf8)).map { CChar(bitPattern: $0) } + [0]
      #expect(access(file, F_OK) == 0)
      // What isn't there yet, below what is.
      let deeper = try #require(SystemText.text(bytes + Array("/a/é.sqlite".utf8)))
      #expect(deeper.hasSuffix("/a/é.sqlite") && !deeper.contains("\u{fffd}"))
      #expect(unlink(file) == 0 && rmdir(bytes.map { CChar(bitPattern: $0) } + [0]) == 0)
    }
  #endif

  @Test func whatIsNeitherIsNone() {
    #expect(SystemText.text([0x61, 0xff]) == nil)
    #expect(SystemText.text(Array("/nowhere/".utf8) + [0xff]) == nil)
  }

  @Test func aVariableWithAPathThatIsNotThereIsNoOtherPath() {
    let entries = [Array("HOME=/nowhere/".utf8) + [0xff], Array("TERM=x".utf8) + [0xff]]
    #expect(Environment.variables(entries) == ["TERM": "x\u{fffd}"])
  }
}
