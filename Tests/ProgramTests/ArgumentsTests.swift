import Testing

@testable import liqtop

/// What the program was called with, however it is told.
@Suite struct ArgumentsTests {
  private func words(_ given: [String], _ commandLine: String?) throws -> [String] {
    try Arguments.words(given.map { Array($0.utf8) }) { commandLine.map { Array($0.utf8) } }
  }

  @Test func theyAreTheWordsAfterTheName() throws {
    #expect(try words(["liqtop", "--base-url", "x"], nil) == ["--base-url", "x"])
    #expect(try words(["liqtop"], "liqtop\0--demo\0") == [])
    #expect(try words([""], "\0") == [])
  }

  @Test func thoseThatWereLostAreTakenFromTheSystem() throws {
    #expect(
      try words([], "/bin/liqtop\0--base-url\0http://127.0.0.1:1\0--theme\0\0")
        == ["--base-url", "http://127.0.0.1:1", "--theme", ""])
    #expect(try words([], "liqtop\0") == [])
  }

  @Test(arguments: [nil, "", "liqtop\0--base-url\0http://127.0.0"])
  func elseTheProgramDoesNotBegin(commandLine: String?) {
    let error = #expect(throws: ProgramError.self) { try self.words([], commandLine) }
    #expect(error?.status == .usage)
    #expect(error?.description.hasPrefix("the arguments were lost") == true)
  }
}
