import APIServer
import ArgumentParser
import Demo
import Newhedge
import Settings

/// Serves the liquidations API, so that dashboards and scripts can be tried without the real one.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the liquidations API with generated data, until it is stopped.",
    discussion: """
      The same paths, answers and errors as the real API. Point a dashboard at it with \
      liqtop --base-url http://127.0.0.1:8787. Callers need the token of --token-file or \
      NEWHEDGE_API_TOKEN; if neither is given, the demo's own, which is printed at the start.
      """,
    helpNames: [.short, .long])

  @Flag(help: "Serve the demo's generated data.")
  var demo = false

  @Option(help: "The port to listen on; 0 takes a free one.")
  var port = 8_787

  @Option(help: "The name or address to listen on.")
  var host = "127.0.0.1"

  @Option(
    help: ArgumentHelp("Read the token that callers must show from this file.", valueName: "file"))
  var tokenFile: String?

  func validate() throws {
    guard demo else {
      throw ValidationError("Say what to serve: --demo serves generated data.")
    }
  }

  func run() async throws {
    let given = try failing(with: .configuration) {
      try tokenFile.map { try APIToken(SecretFile($0).text(), from: .file($0)) }
        ?? APIToken.resolve(environment: Environment.all)
    }
    if given != nil { ProcessMemory.hide() }
    let demoToken = try Demo.token()
    let server = try Demo.server(
      token: given ?? demoToken, host: host, port: port, now: WallClock.now)
    let host = host
    try await failing(with: .unavailable) {
      try await server.run(stoppingOn: .signals) { port in
        Self.announce(host, port, token: given == nil ? demoToken.secret : nil)
      }
    }
  }

  /// Prints where the server is, and the demo's token; a token that was given stays secret.
  private static func announce(_ host: String, _ port: Int, token: String?) {
    let isEverywhere = ["0.0.0.0", "::", "[::]"].contains(host)
    // An address that stands for all of them is one that nobody can call.
    let called = isEverywhere ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
    let address = "http://\(called):\(port)"
    let shown = token ?? "YOUR_TOKEN"
    let path = "/api/v2/metrics/liquidations/bitcoin_liquidations_okx_short"
    let elsewhere = isEverywhere ? ", and at every other address of this machine" : ""
    Console.say("Serving generated liquidations at \(address)\(elsewhere)")
    if isEverywhere || (try? BaseURL(address)) == nil {
      Console.say(
        "Other machines can call it, in plain http"
          + (token == nil ? "." : " and with a token that everyone knows."))
    }
    if let token { Console.say("Token: \(token)") }
    Console.say("Try: curl \"\(address)\(path)?api_token=\(shown)\"")
  }
}
