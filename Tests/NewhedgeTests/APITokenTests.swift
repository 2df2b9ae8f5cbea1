import Newhedge
import Testing

@Suite struct APITokenTests {
  @Test(arguments: [
    secret, "\(secret)\n", "  \(secret)\r\n", "\t\(secret)\n\n", "\u{feff}\(secret)\r\n",
  ])
  func acceptsLettersAndDigitsWithWhiteSpaceAround(text: String) throws {
    #expect(try APIToken(text, from: .program).secret == secret)
  }

  @Test(arguments: [
    ("short", 5, false), (secret + "x", 25, false), ("abcDEF0123456789ghiJKL4-", 24, true),
    ("abcDEF0123456789ghiJKL4é", 24, true), ("abcDEF 123456789ghiJKL45", 24, true),
    ("abcDEF\n123456789ghiJKL45", 24, true), ("x", 1, false),
  ])
  func refusesTheRestSayingLengthAndPlaceButNotTheText(
    text: String, length: Int, hasOthers: Bool
  ) {
    #expect {
      try APIToken(text, from: .environmentVariable("NEWHEDGE_API_TOKEN"))
    } throws: { error in
      let sentence = "\(error)"
      return sentence.contains("the environment variable NEWHEDGE_API_TOKEN")
        && sentence.contains("is \(length) character")
        && sentence.contains("other than letters") == hasOthers
        && (length < 5 || !String(reflecting: error).contains(text))
    }
  }

  @Test func neverShowsItself() throws {
    struct Holder { let token: APIToken }
    let token = try APIToken(secret, from: .program)
    var dumped = ""
    dump(Holder(token: token), to: &dumped)
    for text in [
      "\(token)", String(reflecting: token), dumped, "\(Holder(token: token))",
      String(describing: Optional(token)), "\([token])",
      "\(Mirror(reflecting: token).children.count)",
    ] {
      #expect(!text.contains(secret))
    }
    #expect(Mirror(reflecting: token).children.isEmpty)
  }

  @Test func matchesOnlyItself() throws {
    let token = try APIToken(secret, from: .program)
    #expect(token.matches(secret))
    for wrong in [
      "", "a", secret + "a", secret + secret, String(secret.dropLast()), secret.lowercased(),
      "b" + secret.dropFirst(), secret.dropLast() + "6",
    ] {
      #expect(!token.matches(wrong))
    }
  }

  @Test func theTokensVariableGoesBeforeTheKeys() throws {
    let key = "000000000000000000000000"
    let both = ["NEWHEDGE_API_TOKEN": secret, "NEWHEDGE_API_KEY": key]
    #expect(try APIToken.resolve(environment: both)?.secret == secret)
    #expect(try APIToken.resolve(environment: ["NEWHEDGE_API_KEY": key])?.secret == key)
    #expect(try APIToken.resolve(environment: ["HOME": "/"]) == nil)
  }

  @Test func takesAnEmptyVariableForAnUnsetOne() throws {
    #expect(
      try APIToken.resolve(
        environment: ["NEWHEDGE_API_TOKEN": " \n", "NEWHEDGE_API_KEY": secret])?.secret
        == secret)
    #expect(try APIToken.resolve(environment: ["NEWHEDGE_API_TOKEN": ""]) == nil)
  }

  @Test func refusesABadVariableInsteadOfTryingTheNext() {
    let environment = ["NEWHEDGE_API_TOKEN": "short", "NEWHEDGE_API_KEY": secret]
    #expect(throws: TokenError.self) { try APIToken.resolve(environment: environment) }
  }

  @Test func itsFingerprintIsTheBeginningOfItsHash() throws {
    let token = try APIToken("demo0liqtop0demo0liqtop0", from: .program)
    #expect(token.fingerprint == "bf4efa5d5b969a8a")
  }
}
