import APIServer
import ArgumentParser
import Demo
import Newhedge
import Settings

/// Serves the liquidations API, so that dashboards and scripts can be tried without the real one.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve generated data as the API and the exchanges do, until it is stopped.",
    discussion: """
      The same paths, answers and errors as the real API. Point a dashboard at it with \
      liqtop --base-url http://127.0.0.1:8787. Callers need the token of --token-file or \
      NEWHEDGE_API_TOKEN; if neither is given, the demo's own, which is printed at the start.

      Beside them what liqtop print writes, with the same token: /v1/days.json, /v1/days.csv, \
      /v1/days.ndjson and /v1/live.json, with since, until, last, exchange and bucket.

      On a second port the feeds of all four exchanges, in their own protocols: set \
      LIQTOP_EXCHANGES_URL to http://127.0.0.1:8788. They need no token.
      """,
    helpNames: [.short, .long])

  @Flag(help: "Serve the demo's generated data.")
  var demo = false

  @Option(help: "The port to listen on; 0 takes a free one.")
  var port = 8_787

  @Option(
    help: ArgumentHelp(
      "The port for the exchanges' feeds; without it the one after --port, or a free one.",
      valueName: "port"))
  var exchangesPort: Int?

  @Option(help: "The name or address to listen on.")
  var host = "127.0.0.1"

  @Option(
    help: ArgumentHelp("Read the token that callers must show from this file.", valueName: "file"),
    completion: .file())
  var tokenFile: String?

  func validate() throws {
    guard demo else {
      throw ValidationError("Say what to serve: --demo serves generated data.")
    }
    guard port != exchangesPort || port == 0 else {
      throw ValidationError("--port and --exchanges-port can't be the same; leave out the second.")
    }
  }

  func run() async throws {
    let given = try failing(with: .configuration) {
      try tokenFile.map { try APIToken(SecretFile($0).text(), from: .file($0)) }
        ?? APIToken.resolve(environment: Environment.all)
    }
    if given != nil { ProcessMemory.hide() }
    let demoToken = try Demo.token()
    let servers = try DemoServers(
      token: given ?? demoToken, host: host, port: port,
      exchangesPort: exchangesPort, now: WallClock.milliseconds)
    let host = host
    try await failing(with: .unavailable) {
      try await servers.run(stoppingOn: .signals) { ports in
        Self.announce(host, ports, token: given == nil ? demoToken.secret : nil)
      }
    }
  }

  /// Prints where the servers are, and the demo's token; a token that was given stays secret.
  private static func announce(_ host: String, _ ports: DemoServers.Ports, token: String?) {
    let isEverywhere = ["0.0.0.0", "::", "[::]"].contains(host)
    // An address that stands for all of them is one that nobody can call.
    let called = isEverywhere ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
    let address = "http://\(called):\(ports.api)"
    let exchanges = "http://\(called):\(ports.exchanges)"
    let shown = token ?? "YOUR_TOKEN"
    let path = "/api/v2/metrics/liquidations/bitcoin_liquidations_okx_short"
    let elsewhere = isEverywhere ? ", and at every other address of this machine" : ""
    Console.say("Serving generated liquidations at \(address)\(elsewhere)")
    Console.say("Serving generated feeds of the exchanges at \(exchanges)\(elsewhere)")
    if isEverywhere || (try? BaseURL(address)) == nil {
      Console.say(
        "Other machines can call it, in plain http"
          + (token == nil ? "." : " and with a token that everyone knows."))
    }
    if let token { Console.say("Token: \(token)") }
    Console.say("Days: curl \"\(address)/v1/days.csv?last=30d&api_token=\(shown)\"")
    Console.say("Try: curl \"\(address)\(path)?api_token=\(shown)\"")
    Console.say("Live: LIQTOP_EXCHANGES_URL=\(exchanges) liqtop --base-url \(address)")
  }
}
