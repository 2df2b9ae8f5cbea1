import APIServer
import AsyncHTTPClient
import Liquidations
import NIOCore
import NIOHTTP1
import Newhedge

let secret = "demoDEMO0123456789demoDE"
let servedDay = Day(number: 20_592)

/// Two days of the metric, whose values tell the metrics apart.
@Sendable func sampleSeries(_ metric: Metric) -> Series {
  let sign = metric.side == .long ? 1.0 : -1.0
  return Series([
    (day: servedDay - 2, value: sign * (1_000.25 + Double(metric.index))),
    (day: servedDay, value: 0.0),
  ])
}

/// Runs a server on a free port while `body` runs, then stops it by cancelling its task.
@discardableResult
func withServer<Outcome: Sendable>(
  series: @escaping @Sendable (Metric) async -> Series = sampleSeries,
  reports: ReportSource? = nil,
  _ body: @escaping @Sendable (_ port: Int) async throws -> Outcome
) async throws -> Outcome {
  let server = LiquidationsServer(
    token: try APIToken(secret, from: .program), port: 0, reports: reports, series: series)
  let (ports, ready) = AsyncStream.makeStream(of: Int.self)
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      try await server.run { ready.yield($0) }
      ready.finish()
    }
    var port = 0
    for await bound in ports {
      port = bound
      break
    }
    let outcome = try await body(port)
    group.cancelAll()
    try await group.waitForAll()
    return outcome
  }
}

/// What a plain HTTP client sees of one call.
struct Seen: Sendable {
  let status: UInt
  let headers: HTTPHeaders
  let body: String
}

func call(
  _ port: Int, _ target: String, _ method: HTTPMethod = .GET, headers: HTTPHeaders = [:]
) async throws -> Seen {
  try await HTTPClient.withHTTPClient { http in
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(target)")
    request.method = method
    request.headers = headers
    let response = try await http.execute(request, timeout: .minutes(2))
    let body = try await response.body.collect(upTo: 1 << 20)
    return Seen(
      status: response.status.code, headers: response.headers, body: String(buffer: body))
  }
}

func path(_ metric: Metric, token: String? = secret) -> String {
  LiquidationsPath.path(of: metric) + (token.map { "?api_token=\($0)" } ?? "")
}

/// Runs `body` with a client of the server at that port.
func withClient<Outcome>(
  _ port: Int, token: String = secret,
  _ body: (NewhedgeClient) async throws -> Outcome
) async throws -> Outcome {
  try await NewhedgeClient.withClient(
    base: try BaseURL("http://127.0.0.1:\(port)"),
    token: try APIToken(token, from: .program),
    userAgent: "liqtop/0.0", now: { servedDay.start }, body)
}
