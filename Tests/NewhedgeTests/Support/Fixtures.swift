import Liquidations
import Newhedge

let secret = "abcDEF0123456789ghiJKL45"
let today = Day(number: 20_592)
let okxLong = Metric(.okx, .long)
let okxShort = Metric(.okx, .short)

/// The day's midnight in the API's milliseconds, moved by some days.
func milliseconds(_ days: Int) -> Int64 { (today + days).millisecondsSinceEpoch }

extension NewhedgeClient.Limits {
  /// Longer than a test may take: what ends before has not waited for the whole answer's time.
  static let patient = Self(connect: .seconds(300), whole: .seconds(600))
}

/// Runs a client of the server at the port and gives what one call came to.
func fetch(
  from base: String, metric: Metric = okxLong, limits: NewhedgeClient.Limits = .patient,
  now: Timestamp = today.start
) async throws -> Result<FetchedSeries, FetchError> {
  try await withClient(of: base, limits: limits, now: now) { client in
    await result(of: client, metric)
  }
}

func fetch(
  from port: Int, metric: Metric = okxLong, limits: NewhedgeClient.Limits = .patient,
  now: Timestamp = today.start
) async throws -> Result<FetchedSeries, FetchError> {
  try await fetch(from: "http://127.0.0.1:\(port)", metric: metric, limits: limits, now: now)
}

func withClient<Outcome>(
  of base: String, by route: Route = Route(), limits: NewhedgeClient.Limits = .patient,
  now: Timestamp = today.start, _ body: (NewhedgeClient) async throws -> Outcome
) async throws -> Outcome {
  try await NewhedgeClient.withClient(
    base: try BaseURL(base), by: route, token: try APIToken(secret, from: .program),
    userAgent: "liqtop/0.0", limits: limits, now: { now }, body)
}

func result(
  of client: NewhedgeClient, _ metric: Metric = okxLong
) async -> Result<FetchedSeries, FetchError> {
  do throws(FetchError) {
    let answer = try await client.series(of: metric)
    return answer.fetched.map(Result.success)
      ?? .failure(FetchError(metric, .unexpected(status: 304)))
  } catch {
    return .failure(error)
  }
}

extension Result where Failure == FetchError {
  var reason: FetchError.Reason? {
    if case .failure(let error) = self { error.reason } else { nil }
  }
}
