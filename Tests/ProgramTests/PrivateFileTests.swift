import Dashboard
import FoundationEssentials
import Testing

@testable import liqtop

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct PrivateFileTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  @Test func itIsWrittenWholeInFoldersOfItsOwn() throws {
    let path = home.path("a/b/c/view.json")
    PrivateFile.write("one".utf8, to: path)
    PrivateFile.write("two".utf8, to: path)
    #expect(home.read("a/b/c/view.json") == "two")
    for folder in ["a", "a/b", "a/b/c"] { #expect(try home.mode(of: home.path(folder)) == 0o700) }
    #expect(try home.mode(of: path) == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: home.path("a/b/c")) == ["view.json"])
  }

  @Test func anOlderFileOpenToOthersBecomesPrivate() throws {
    let path = try home.write("view.json", "old")
    try home.setMode(0o666, of: path)
    PrivateFile.write("new".utf8, to: path)
    #expect(home.read("view.json") == "new")
    #expect(try home.mode(of: path) == 0o600)
  }

  @Test func whatIsNoFileIsLeftAlone() throws {
    let path = home.path("view.json")
    #expect(mkfifo(path, 0o600) == 0)
    PrivateFile.write("new".utf8, to: path)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    #expect(PreferencesFile(["XDG_STATE_HOME": home.folder]).load() == Preferences())
  }

  @Test func whatAnEarlierProcessLeftBehindIsNoHindrance() throws {
    let path = home.path("view.json")
    try home.write("view.json.\(Platform.processID)", "half")
    PrivateFile.write("whole".utf8, to: path)
    #expect(home.read("view.json") == "whole")
  }
}
