import ExchangeSupport
import FoundationEssentials
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// The ways to the exchanges: proxies, certificates, and none at all.
@Suite(.deadlines) struct FeedWayTests {
  private let files: Workplace
  private let listening: Listening

  init() throws {
    files = try Workplace()
    listening = try Listening()
  }

  /// By their own names and ports, with nothing that stands in for them but a proxy that connects.
  @Test func aProxyThatDemandsCONNECTLeadsToEachExchange() async throws {
    try await ExchangeServer.running(tls: try ExchangeCertificate.context()) { server in
      try await ProxyServer.running(to: server.port) { proxy in
        let environment: [String: String?] = [
          "LIQTOP_EXCHANGES_URL": nil, "HTTPS_PROXY": "http://me:secret@127.0.0.1:\(proxy.port)",
        ]
        let authority = try files.write("authority.pem", ExchangeCertificate.authority + "\n")
        try await listening.showing(server, "--ca-file", authority, environment: environment) {
          pane in
          try await pane.shows("live 4/4")
          server.send(Told.okxLong(100), from: "ws.okx.com")
          try await listening.counts(["okx|long|90000.0|1|90000.0"], in: pane)
          #expect(try !pane.session.screen().contains("secret"))
        }
        let places = proxy.asked.compactMap { $0.split(separator: "\r\n").first }
        for place in [
          "fstream.binance.com:443", "dstream.binance.com:443", "fapi.binance.com:443",
          "stream.bybit.com:443", "api.bybit.com:443", "ws.okx.com:8443", "www.okx.com:443",
          "www.deribit.com:443",
        ] {
          #expect(places.contains("CONNECT \(place) HTTP/1.1"))
        }
        let login = "proxy-authorization: basic bwu6c2vjcmv0"
        #expect(proxy.asked.allSatisfy { $0.lowercased().contains(login) })
      }
    }
  }

  /// The address of all of this machine is no loopback to whoever asks for a proxy, and yet leads here.
  @Test(arguments: [true, false])
  func whatIsExceptedFromTheProxyGoesPastIt(isExcepted: Bool) async throws {
    try await ExchangeServer.running(tls: try ExchangeCertificate.context()) { server in
      try await ProxyServer.running(to: server.port) { proxy in
        let environment: [String: String?] = [
          "LIQTOP_EXCHANGES_URL": "https://0.0.0.0:\(server.port)",
          "HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)",
          "NO_PROXY": isExcepted ? "elsewhere.example,0.0.0.0" : "elsewhere.example",
        ]
        let authority = try files.write("authority.pem", ExchangeCertificate.authority + "\n")
        try await listening.showing(server, "--ca-file", authority, environment: environment) {
          pane in
          try await pane.shows("live 4/4")
        }
        #expect(proxy.asked.isEmpty == isExcepted)
      }
    }
  }

  @Test func aProxyThatWantsALoginIsNamed() async throws {
    let answer = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    try await ExchangeServer.running { server in
      try await ProxyServer.running(to: server.port, answer: answer) { proxy in
        let environment: [String: String?] = [
          "LIQTOP_EXCHANGES_URL": nil, "HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)",
        ]
        try await listening.showing(server, environment: environment) { pane in
          try await pane.shows("live 0/4: Binance unreachable")
          try pane.press("?")
          try await pane.says("127.0.0.1:\(proxy.port)", "HTTPS_PROXY")
        }
      }
      #expect(server.asked.isEmpty)
    }
  }

  @Test(arguments: Certificate.allCases.filter { $0 != .good })
  func aWrongCertificateIsRefusedAndNamed(certificate: Certificate) async throws {
    try await ExchangeServer.running(tls: try certificate.context()) { server in
      let authority = try files.write("authority.pem", Certificate.authority + "\n")
      try await listening.showing(server, "--ca-file", authority) { pane in
        try await pane.shows("live 0/4: Binance unreachable")
        try pane.press("?")
        try await pane.says("can't be trusted: \(certificate.fault)")
      }
      #expect(server.asked.isEmpty)
      #expect(try listening.query("SELECT * FROM coverage UNION ALL SELECT * FROM minutes").isEmpty)
    }
  }

  @Test(.enabled(if: Machine.canBeCutOff, "no network of its own can be had here"))
  func withoutAnyNetworkEachIsNamedAndNothingHangs() async throws {
    try await Pane.running(
      ["--archive", listening.archive], environment: ["LIQTOP_LIVE": nil], isCutOff: true
    ) { pane in
      try await pane.shows("live 0/4: Binance unreachable, Bybit unreachable, OKX unreachable")
      try pane.press("?")
      try await pane.says(
        "Binance USD-M: The name fstream.binance.com has no address.",
        "Deribit: The name www.deribit.com has no address.")
      let pid = try await pane.pid()
      try pane.press("?", "q")
      try await pane.ends(pid)
    }
  }
}
