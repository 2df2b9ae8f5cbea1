import Testing

@testable import liqtop

@Suite struct UserFoldersTests {
  @Test func theRunningSessionsFolderIsTheFirstOfThree() {
    let all = ["XDG_RUNTIME_DIR": "/run/user/7", "TMPDIR": "/var/tmp"]
    #expect(UserFolders(all).runtime == "/run/user/7")
    #expect(
      UserFolders(["XDG_RUNTIME_DIR": "relative", "TMPDIR": "/var/tmp"]).runtime == "/var/tmp")
    #expect(UserFolders([:]).runtime == "/tmp")
  }
}
