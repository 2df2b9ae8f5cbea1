import FoundationEssentials
import Liquidations
import NIOHTTP1
import Newhedge
import Testing

@Suite(.timeLimit(.minutes(20))) struct ContractTests {
  private let metric = Metric(.deribit, .short)

  @Test func answersEveryMetricWithItsPairs() async throws {
    try await withServer { port in
      for metric in Metric.allCases {
        let seen = try await call(port, path(metric))
        #expect(seen.status == 200)
        #expect(seen.headers["content-type"] == ["application/json"])
        let value = sampleSeries(metric)[servedDay - 2] ?? .nan
        let first = (servedDay - 2).millisecondsSinceEpoch
        #expect(seen.body == "[[\(first),\(value)],[\(servedDay.millisecondsSinceEpoch),0.0]]")
      }
    }
  }

  @Test func answersAnEmptySeriesWithAnEmptyArray() async throws {
    let seen = try await withServer(series: { _ in .empty }) { try await call($0, path(metric)) }
    #expect(seen.status == 200 && seen.body == "[]")
  }

  @Test(arguments: [
    nil, "", "wrong", "demoDEMO0123456789demoDF", "demoDEMO0123456789demoDEx",
    "demoDEMO0123456789demoD", "demodemo0123456789demode", "%00",
  ])
  func refusesAMissingOrWrongToken(token: String?) async throws {
    let seen = try await withServer { try await call($0, path(metric, token: token)) }
    #expect(seen.status == 401)
    try expectJSONError(seen)
  }

  @Test func findsTheTokenAmongOtherParameters() async throws {
    try await withServer { port in
      for (query, status) in [
        ("x=1&api_token=\(secret)&y", 200), ("api_tokens=\(secret)", 401), (secret, 401),
      ] {
        let seen = try await call(port, "\(LiquidationsPath.path(of: metric))?\(query)")
        #expect(seen.status == status)
      }
    }
  }

  @Test(arguments: [
    "/", "/api", "/api/v2/metrics/liquidations", "/api/v2/catalog", "/favicon.ico",
    "/api/v2/metrics/liquidations/",
    "/api/v2/metrics/liquidations/bitcoin_liquidations_kraken_long",
    "/api/v2/metrics/liquidations/bitcoin_liquidations_okx_long/",
    "/api/v2/metrics/liquidations/bitcoin_liquidations_okx_long/x",
    "/api/v2/metrics/liquidations/BITCOIN_LIQUIDATIONS_OKX_LONG",
    "/api/v2/metrics/liquidations/../liquidations/x", "//api",
  ])
  func doesNotFindTheUnknown(path: String) async throws {
    try await withServer { port in
      for method in ["GET", "POST"] {
        let seen = try await call(port, "\(path)?api_token=\(secret)", .init(rawValue: method))
        #expect(seen.status == 404)
        try expectJSONError(seen)
      }
    }
  }

  @Test func doesNotTellMetricsApartWithoutTheToken() async throws {
    try await withServer { port in
      for method in ["GET", "DELETE"] {
        let prefix = LiquidationsPath.prefix
        let real = try await call(port, prefix + metric.slug, .init(rawValue: method))
        let unreal = try await call(port, prefix + "nothing", .init(rawValue: method))
        #expect(real.status == unreal.status && real.body == unreal.body)
      }
    }
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
  func allowsNoOtherMethod(method: String) async throws {
    try await withServer { port in
      for token in [secret, nil] {
        let seen = try await call(port, path(metric, token: token), .init(rawValue: method))
        #expect(seen.status == 405)
        #expect(seen.headers["allow"] == ["GET, HEAD"])
        try expectJSONError(seen)
      }
    }
  }

  @Test func answersHEADWithoutABody() async throws {
    try await withServer { port in
      let get = try await call(port, path(metric))
      let head = try await call(port, path(metric), .HEAD)
      #expect(head.status == 200 && head.body.isEmpty)
      #expect(head.headers["content-length"] == get.headers["content-length"])
      #expect(try await call(port, path(metric, token: nil), .HEAD).status == 401)
    }
  }

  @Test func neverPutsTheTokenInAnAnswer() async throws {
    try await withServer { port in
      for target in [path(metric), "/x?api_token=\(secret)", path(metric, token: secret + "x")] {
        let seen = try await call(port, target)
        #expect(!seen.body.contains(secret) && !"\(seen.headers)".contains(secret))
      }
    }
  }

  private func expectJSONError(_ seen: Seen) throws {
    #expect(seen.headers["content-type"] == ["application/json"])
    let body = try JSONDecoder().decode([String: String].self, from: Data(seen.body.utf8))
    #expect(body.keys.sorted() == ["error"] && body["error"]?.isEmpty == false)
  }
}
