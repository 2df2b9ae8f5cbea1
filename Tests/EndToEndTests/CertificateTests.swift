import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// A server whose certificate can't be trusted, or whose name leads nowhere, gets no token.
@Suite(.deadlines) struct CertificateTests {
  @Test(
    .enabled(if: Machine.canBeChanged, "no authority of our own can be trusted here"),
    arguments: Certificate.allCases.filter { $0 != .good })
  func aCertificateThatTurnsBadIsRefusedAndTheDataStay(certificate: Certificate) async throws {
    let server = try await StagedServer.running(certificate: .good)
    try await showing(server) { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("Left")
      try await pane.shows("total 73.6M 8.26M")
      try await server.stop()
      try server.show(certificate)
      server.stage(.next)
      try await server.startAgain()
      try await pane.presses("r") { try pane.session.screen().contains("0/8 fresh") }
      try await pane.shows(
        "The certificate of 127.0.0.1 can't be trusted: \(certificate.fault)", "0/8 fresh",
        "total 73.6M 8.26M")
      #expect(server.calls.count == 8)
      try await server.stop()
      try server.show(.good)
      try await server.startAgain()
      try await pane.presses("r") { try pane.session.screen().holds(Pane.fresh) }
      try await pane.shows("■ Binance 99.9M 8.88M")
    }
  }

  @Test(arguments: [Certificate.good, .selfSigned])
  func whatNoAuthorityHasSignedIsRefused(certificate: Certificate) async throws {
    let server = try await StagedServer.running(certificate: certificate)
    try await Pane.showing(server) { pane in
      try await pane.shows(
        "The certificate of 127.0.0.1 can't be trusted: it isn't signed by an authority",
        "No data yet. Press r to try again.")
    }
    #expect(server.calls.isEmpty)
  }

  @Test func aNameThatLeadsNowhereIsSaid() async throws {
    try await Pane.running(
      ["--base-url", "https://liqtop.invalid"], environment: ["NEWHEDGE_API_TOKEN": Pane.token]
    ) { pane in
      try await pane.shows(
        "The name liqtop.invalid can't be found; check the network.",
        "No data yet. Press r to try again.")
    }
  }

  private func showing(
    _ server: StagedServer, _ body: (Pane) async throws -> Void
  ) async throws {
    let files = try Workplace()
    let authority = try files.write("authority.pem", Certificate.authority + "\n")
    try await Pane.running(
      ["--base-url", server.url], environment: ["NEWHEDGE_API_TOKEN": Pane.token],
      trusting: authority, body)
  }
}

extension Certificate {
  /// What is said of it.
  var fault: String {
    switch self {
    case .good: ""
    case .expired: "it expired on 2021-01-01"
    case .ofAnotherHost: "it is another host's"
    case .selfSigned: "it isn't signed by an authority"
    }
  }
}
