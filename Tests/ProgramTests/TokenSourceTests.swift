import Testing
import WorkSupport

@testable import liqtop

/// Where the token is looked for, in which order, and what is said if it isn't there.
@Suite(.deadlines) struct TokenSourceTests {
  private let home: UserHome
  private let other = "OtherSecretToken01234567"

  init() throws {
    home = try UserHome()
  }

  /// What is wrong with the way to the token.
  private func error(
    _ arguments: [String], _ changes: [String: String?] = [:]
  ) async throws -> String {
    let error = await #expect(throws: ProgramError.self) {
      try await self.home.token(arguments, changes)
    }
    #expect(error?.status == .configuration)
    return try #require(error).description
  }

  @Test func withoutAnyThereIsNone() async throws {
    #expect(try await home.token() == nil)
    #expect(try await home.token([], ["NEWHEDGE_API_TOKEN": " \n", "NEWHEDGE_API_KEY": ""]) == nil)
  }

  @Test func theFirstVariableThatIsSetCounts() async throws {
    let token = UserHome.token
    let both = ["NEWHEDGE_API_TOKEN": token, "NEWHEDGE_API_KEY": other]
    #expect(try await home.token([], both) == token)
    #expect(
      try await home.token([], ["NEWHEDGE_API_TOKEN": "", "NEWHEDGE_API_KEY": other]) == other)
  }

  @Test func anOptionGoesBeforeTheVariableAndThatBeforeTheFile() async throws {
    let token = try home.writePrivately("token", "\(UserHome.token)\n")
    let file = try home.writePrivately("c.yaml", "token_file: ~/token\n")
    let variable = ["NEWHEDGE_API_TOKEN": other]
    #expect(try await home.token(["--token-file", token], variable) == UserHome.token)
    #expect(try await home.token(["--config", file], variable) == other)
    #expect(try await home.token(["--config", file]) == UserHome.token)
    let named = ["LIQTOP_TOKEN_FILE": token]
    #expect(try await home.token([], named.merging(variable) { $1 }) == other)
    #expect(try await home.token([], named) == UserHome.token)
  }

  @Test func aCommandPutsItOut() async throws {
    let file = try home.writePrivately("token", UserHome.token)
    #expect(try await home.token(["--token-command", "cat \(file)"]) == UserHome.token)
    let list = try home.writePrivately("c.yaml", "token_command: [cat, \(file)]\n")
    #expect(try await home.token(["--config", list]) == UserHome.token)
  }

  @Test(arguments: ["NEWHEDGE_API_TOKEN", "NEWHEDGE_API_KEY"])
  func aMalformedOneInTheEnvironmentIsMeasured(name: String) async throws {
    #expect(
      try await error([], [name: "Mellon-0123"]) == """
        the token from the environment variable \(name) is 11 characters long and has \
        characters other than letters and digits; a token is 24 letters and digits
        """)
  }

  @Test func aMalformedOneInAFileIsMeasured() async throws {
    let file = try home.writePrivately("key", "\(UserHome.token)x\n")
    #expect(
      try await error(["--token-file", file]) == """
        the token from the file \(file) is 25 characters long; a token is 24 letters and digits
        """)
  }

  @Test func aFileThatIsNotThereIsSaid() async throws {
    #expect(
      try await error(["--token-file", home.path("none")])
        == "the token can't be read from the file \(home.path("none")): there is no such file")
    #expect(try await error(["--token-file", home.folder]).hasSuffix(": it is a directory"))
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o602])
  func aFileThatIsOpenToOthersIsRefused(mode: Int) async throws {
    let file = try home.write("token", UserHome.token)
    try home.setMode(mode, of: file)
    #expect(
      try await error(["--token-file", file])
        == "the file \(file) holds the API token and is open to others; run: chmod 600 \(file)")
  }

  @Test func aCommandThatFailsIsQuotedWithoutTheToken() async throws {
    let token = UserHome.token
    let script = "echo \(token); echo \"no: \(token)=\" >&2; exit 2"
    let file = try home.writePrivately("c.yaml", "token_command: [sh, -c, '\(script)']\n")
    #expect(
      try await error(["--config", file])
        == "the token command sh ended with status 2: no: (withheld)=")
    #expect(
      try await error(["--token-command", "sh -c 'echo x%45\(token.dropFirst()) >&2; exit 2'"])
        == "the token command sh ended with status 2: (withheld)")
    #expect(
      try await error(["--token-command", "sh -c 'echo key=\(token)key >&2; exit 1'"])
        == "the token command sh ended with status 1: key=(withheld)")
  }

  @Test func whatACommandPutsOutMustBeAToken() async throws {
    #expect(
      try await error(["--token-command", "echo Mellon"]) == """
        the token from the output of the token command echo is 6 characters long; a token is 24 \
        letters and digits
        """)
    #expect(
      try await error(["--token-command", "/nowhere/pass show newhedge"]) == """
        the token command /nowhere/pass can't be started; is it installed, and in PATH?
        """)
  }

  @Test func oneWayToTheTokenIsEnough() throws {
    let file = try home.writePrivately("c.yaml", "token_file: /a\ntoken_command: b\n")
    #expect(
      home.error(["--config", file])?.description == """
        \(file), line 1: token_file and \(file), line 2: token_command are both set; remove one
        """)
    // What is said before it settles it, and an empty one says nothing.
    #expect(throws: Never.self) {
      try home.report(["--config", file, "--token-command", "pass 'a b'"])
    }
    _ = try home.writePrivately("c.yaml", "token_file: ''\ntoken_command: b\n")
    #expect(throws: Never.self) { try home.report(["--config", file]) }
  }

  @Test func aCommandWhoseQuotesAreOpenIsRefused() {
    let error = home.error(["--token-command", "pass 'a b"])
    #expect(
      error?.description.hasPrefix("--token-command must be a command and its arguments") == true)
    #expect(error?.status == .usage)
  }
}
