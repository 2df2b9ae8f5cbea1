import Liquidations
import Testing

@testable import Newhedge

/// Which way leads to a server, by what the environment and the setting say.
@Suite struct RouteTests {
  private func words(
    _ environment: [String: String], to url: String = "https://api.example", file: String? = nil
  ) throws -> [String] {
    let base = try BaseURL(url, allowsInsecureHTTP: true)
    return try Route(to: base, environment, authorities: file).words(to: base)
  }

  @Test(arguments: [
    (["HTTPS_PROXY": "http://proxy.example:3128"], "proxy.example:3128, from HTTPS_PROXY"),
    (["https_proxy": "http://proxy.example:3128/"], "proxy.example:3128, from https_proxy"),
    (["https_proxy": "http://a:1", "HTTPS_PROXY": "http://b:2"], "a:1, from https_proxy"),
    (["https_proxy": "", "HTTPS_PROXY": "http://b:2"], "b:2, from HTTPS_PROXY"),
    (["HTTPS_PROXY": "proxy.example:8080"], "proxy.example:8080, from HTTPS_PROXY"),
    (["HTTPS_PROXY": "proxy.example"], "proxy.example:80, from HTTPS_PROXY"),
    (["HTTPS_PROXY": "HTTP://[::1]:9"], "[::1]:9, from HTTPS_PROXY"),
    (["HTTPS_PROXY": "http://me:s%40cret@p:3128"], "p:3128, from HTTPS_PROXY"),
  ])
  func theProxyIsThatOfTheEnvironment(environment: [String: String], says: String) throws {
    #expect(try words(environment).first == "through the proxy \(says)")
  }

  @Test(arguments: [
    "http://api.example", "http://127.0.0.1:8787", "https://localhost", "https://127.0.0.1",
    "https://[::1]:8",
  ])
  func plainHTTPAndThisMachineHaveNone(url: String) throws {
    let environment = ["HTTPS_PROXY": "http://p:1", "http_proxy": "http://p:1"]
    let base = try BaseURL(url, allowsInsecureHTTP: true)
    let route = try Route(to: base, environment)
    // What isn't said might be gone all the same.
    #expect(route.proxyName == nil)
    let words = route.words(to: base)
    #expect(words.isEmpty || words.first == "without a proxy")
    #expect(words.isEmpty == url.hasPrefix("http:"))
  }

  @Test(arguments: [
    ("api.example", true), (".example", true), ("example", true), ("*.example", true),
    ("*", true), ("a.b, api.example", true), ("x api.example", true), ("API.EXAMPLE", true),
    ("api.example:443", true), ("api.example:8443", false), ("pi.example", false),
    ("", false), (",", false), ("api.example.org", false), ("127.0.0.1", false), (".", false),
  ])
  func theExceptionsAreThoseOfTheEnvironment(list: String, isStraight: Bool) throws {
    for name in ["NO_PROXY", "no_proxy"] {
      let words = try words(["HTTPS_PROXY": "http://p:1", name: list])
      #expect((words.first == "without a proxy") == isStraight)
    }
  }

  @Test(arguments: [
    ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.0/24", true),
    ("192.0.2.7", "192.0.2.8/29", false), ("192.0.2.7", "0.0.0.0/0", true),
    ("192.0.2.7", "192.0.2.0/99", false), ("192.0.2.7", "2.7", false),
    ("[2001:db8::7]", "2001:db8::/32", true), ("[2001:db8::7]", "2001:DB8:0::7", true),
    ("[2001:db8::7]", "[2001:db8::7]:443", true), ("[2001:db8::7]", "[2001:db8::7]:44", false),
    ("[2001:db8::7]", "2001:db8::8", false), ("192.0.2.7", "2001:db8::/0", false),
  ])
  func addressesAreExceptedByTheirBits(host: String, list: String, isStraight: Bool) throws {
    let words = try words(
      ["https_proxy": "http://p:1", "no_proxy": list], to: "https://\(host)")
    #expect((words.first == "without a proxy") == isStraight)
  }

  @Test(arguments: [
    ("socks5://me:secret@p:1080", "HTTPS_PROXY names a proxy that isn't http"),
    ("https://me:secret@p:1", "HTTPS_PROXY names a proxy that isn't http"),
    ("http://", "HTTPS_PROXY is not the address of a proxy"),
    ("http://me:secret@p:99999", "HTTPS_PROXY is not the address of a proxy"),
    ("http://a b", "HTTPS_PROXY is not the address of a proxy"),
  ])
  func whatIsNoProxyIsSaidWithoutItsSecret(address: String, says: String) throws {
    let base = try BaseURL("https://api.example")
    let environment = ["HTTPS_PROXY": address]
    let error = #expect(throws: RouteError.self) { try Route(to: base, environment) }
    let text = try #require(error).description
    #expect(text.hasPrefix(says) && text.hasSuffix("; write it like http://proxy.example:3128"))
    #expect(!text.contains("secret"))
    #expect(try Route(to: BaseURL("http://127.0.0.1"), environment).fault(to: base) == nil)
  }

  @Test func aProxysPasswordShowsNowhere() throws {
    let base = try BaseURL("https://api.example")
    let route = try Route(to: base, ["HTTPS_PROXY": "http://me:secret@p:1"])
    var dumped = ""
    dump(route, to: &dumped)
    #expect(!dumped.contains("secret") && !"\(route)".contains("secret"))
    #expect(!route.words(to: base).joined().contains("secret"))
  }

  @Test(
    arguments: [
      (["SSL_CERT_FILE": "/a.pem"], nil, "authorities of /a.pem, from SSL_CERT_FILE"),
      (["SSL_CERT_DIR": "/a:/b"], nil, "authorities of /a, /b, from SSL_CERT_DIR"),
      (
        ["SSL_CERT_FILE": "/a.pem", "SSL_CERT_DIR": "/b"], nil,
        "authorities of /a.pem, /b, from SSL_CERT_FILE and SSL_CERT_DIR"
      ),
      (["SSL_CERT_FILE": "/a.pem"], "/c.pem", "authorities of /c.pem, from ca_file"),
    ] as [([String: String], String?, String)])
  func theAuthoritiesAreThoseThatAreNamed(
    environment: [String: String], file: String?, says: String
  ) throws {
    #expect(try words(environment, file: file).last == says)
  }

  @Test func whereThereAreNoAuthoritiesIsSaid() async throws {
    let base = try BaseURL("https://api.example")
    for place in ["/no/such/place", "/dev/null", "/dev"] {
      let fault = try Route(to: base, [:], authorities: place).fault(to: base)
      #expect(fault?.hasSuffix("no authorities can be read from \(place)") == true)
    }
    let fault = try await TestCertificate.withAuthority { file in
      try Route(to: base, [:], authorities: file).fault(to: base)
    }
    #expect(fault == nil)
  }
}
