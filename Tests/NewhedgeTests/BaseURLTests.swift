import Liquidations
import Newhedge
import Testing

@Suite struct BaseURLTests {
  @Test(arguments: [
    ("https://newhedge.io", "https://newhedge.io"),
    ("https://newhedge.io/", "https://newhedge.io"),
    ("HTTPS://NewHedge.IO:8443", "https://newhedge.io:8443"),
    ("https://desk.example/gateway/v1/", "https://desk.example/gateway/v1"),
    ("http://localhost:8787", "http://localhost:8787"),
    ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
    ("http://127.200.3.4", "http://127.200.3.4"),
    ("http://[::1]:8787/x", "http://[::1]:8787/x"),
    ("http://[0:0:0:0:0:0:0:1]", "http://[0:0:0:0:0:0:0:1]"),
  ])
  func acceptsAndNormalises(text: String, normal: String) throws {
    #expect(try BaseURL(text).description == normal)
  }

  @Test(arguments: [
    ("", "https://"), ("newhedge.io", "https://"), ("ftp://newhedge.io", "https://"),
    ("file:///etc/passwd", "https://"), ("https://", "host"), ("https:///x", "host"),
    ("https://user@newhedge.io", "user name"), ("https://u:p@newhedge.io", "user name"),
    ("https://newhedge.io?x=1", "query"), ("https://newhedge.io/?", "query"),
    ("https://newhedge.io/#top", "query"), ("https://newhedge.io:0", "port"),
    ("https://newhedge.io:65536", "port"), ("https://new hedge.io", "not a URL"),
    ("https://newhedge.io\n", "not a URL"), ("https://newhedge.io\\@evil.example", "not a URL"),
    ("https://a%2fb", "host"), ("https://[::1", "not a URL"), ("https://[newhedge.io]", ""),
    ("https://näher.example", "not a URL"),
  ])
  func refusesWithASentence(text: String, part: String) {
    #expect {
      try BaseURL(text)
    } throws: { error in
      "\(error)".contains(part) && error is BaseURLError
    }
  }

  @Test(arguments: [
    "http://newhedge.io", "http://localhost.evil.example", "http://127.0.0.1.evil.example",
    "http://128.0.0.1", "http://0.0.0.0", "http://[::2]", "http://10.0.0.1", "http://127.1",
    "http://[::ffff:10.0.0.1]",
  ])
  func refusesPlainHTTPBeyondLoopbackUnlessAllowed(text: String) throws {
    #expect {
      try BaseURL(text)
    } throws: { error in
      "\(error)".contains("--insecure-http")
    }
    #expect(try BaseURL(text, allowsInsecureHTTP: true).description == text)
  }

  @Test func neverRepeatsASecretInTheText() {
    for text in ["https://u:hunter2@newhedge.io", "https://newhedge.io/?api_token=hunter2"] {
      #expect {
        try BaseURL(text)
      } throws: { error in
        !"\(error)".contains("hunter2") && !String(reflecting: error).contains("hunter2")
      }
    }
  }

  @Test func buildsTheContractsURL() throws {
    let token = try APIToken(secret, from: .program)
    #expect(
      BaseURL.newhedge.url(for: Metric(.binance, .short), token: token)
        == "https://newhedge.io/api/v2/metrics/liquidations/bitcoin_liquidations_binance_short"
        + "?api_token=\(secret)")
    #expect(try BaseURL("https://newhedge.io") == .newhedge)
    #expect(
      try BaseURL("https://desk.example/gateway/").url(for: okxLong, token: token)
        .hasPrefix("https://desk.example/gateway/api/v2/metrics/liquidations/"))
  }

  @Test func findsTheSlugInAPath() {
    for metric in Metric.allCases {
      #expect(LiquidationsPath.slug(in: LiquidationsPath.path(of: metric)) == metric.slug[...])
    }
    #expect(LiquidationsPath.slug(in: "/api/v2/metrics/other/x") == nil)
  }
}
