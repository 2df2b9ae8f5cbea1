import FoundationEssentials
import Testing

@testable import liqtop

/// A file gets its name once it is whole, and takes nobody's place unless it is told to.
@Suite struct DraftFileTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: home.path(""))) ?? [])
      .filter { $0.hasPrefix("out") }.sorted()
  }

  @Test func whatIsBegunAnewHoldsTheLastAlone() throws {
    var draft = try DraftFile(for: home.path("out.csv"), replaces: false)
    draft.write(String(repeating: "x", count: 100_000))
    draft.begin()
    draft.write("whole\n")
    #expect(names.count == 1 && names != ["out.csv"])
    try draft.finish()
    #expect(names == ["out.csv"])
    #expect(try String(contentsOfFile: home.path("out.csv"), encoding: .utf8) == "whole\n")
  }

  @Test func whatIsThereStaysUnlessItIsToBeReplaced() throws {
    let path = try home.write("out.csv", "mine")
    #expect(throws: ProgramError("there is a \(path) already; --force replaces it.", .cannotCreate))
    {
      try DraftFile(for: path, replaces: false)
    }
    var draft = try DraftFile(for: path, replaces: true)
    draft.write("new")
    draft.discard()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine" && names == ["out.csv"])
    draft = try DraftFile(for: path, replaces: true)
    draft.write("new")
    try draft.finish()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new" && names == ["out.csv"])
  }

  @Test func whoComesSecondIsRefused() throws {
    var draft = try DraftFile(for: home.path("out.csv"), replaces: false)
    draft.write("late")
    _ = try home.write("out.csv", "early")
    #expect(throws: ProgramError.self) { try draft.finish() }
    #expect(try String(contentsOfFile: home.path("out.csv"), encoding: .utf8) == "early")
    #expect(names == ["out.csv"])
  }

  @Test func whatIsNoFileIsNeverReplaced() {
    #expect(throws: ProgramError.self) { try DraftFile(for: "/dev/null", replaces: true) }
    #expect(throws: ProgramError.self) {
      try DraftFile(for: home.path("no/out.csv"), replaces: true)
    }
  }
}
