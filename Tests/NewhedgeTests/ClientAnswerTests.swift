import Liquidations
import NIOCore
import Newhedge
import Synchronization
import Testing

/// What the client makes of each kind of answer, over real sockets on loopback.
@Suite(.timeLimit(.minutes(20))) struct ClientAnswerTests {
  @Test func fetchesASeries() async throws {
    let body = "[[\(milliseconds(-1)),3.5],[\(milliseconds(0)),-1]]"
    let fetched = try await RawServer.running {
      channel, _ in
      channel.respond("200 OK", body)
    } _: { server in
      try await fetch(from: server.port).get()
    }
    #expect(fetched.series == Series([(today - 1, 3.5)]))
    #expect(fetched.droppedValues == [.init(metric: okxLong, day: today, value: -1)])
  }

  @Test func asksAsTheContractSays() async throws {
    let heads = Mutex<[String]>([])
    _ = try await RawServer.running { channel, head in
      heads.withLock { $0.append(head) }
      channel.respond()
    } _: { server in
      try await fetch(from: "http://127.0.0.1:\(server.port)/desk/", metric: okxShort)
    }
    let lines = try #require(heads.withLock { $0.first }).split(separator: "\r\n")
    let path = "/desk/api/v2/metrics/liquidations/bitcoin_liquidations_okx_short"
    #expect(lines.first.map(String.init) == "GET \(path)?api_token=\(secret) HTTP/1.1")
    let fields = Set(lines.dropFirst().map { $0.lowercased() })
    #expect(fields.isSuperset(of: ["user-agent: liqtop/0.0", "accept-encoding: gzip"]))
  }

  @Test(arguments: [
    ("401 Unauthorized", FetchError.Reason.unauthorized),
    ("403 Forbidden", .forbidden), ("404 Not Found", .notFound),
    ("429 Too Many Requests", .rateLimited(retryAfter: nil)),
    ("400 Bad Request", .rejected(status: 400)), ("410 Gone", .rejected(status: 410)),
    ("418 Teapot", .rejected(status: 418)),
    ("500 Internal Server Error", .server(status: 500, retryAfter: nil)),
    ("503 Service Unavailable", .server(status: 503, retryAfter: nil)),
    ("599 What", .server(status: 599, retryAfter: nil)),
    ("201 Created", .unexpected(status: 201)), ("206 Partial", .unexpected(status: 206)),
    ("204 No Content", .unexpected(status: 204)), ("304 Not Modified", .unexpected(status: 304)),
    ("777 Odd", .unexpected(status: 777)),
  ])
  func givesEachStatusItsReason(status: String, reason: FetchError.Reason) async throws {
    let result = try await RawServer.running { channel, _ in
      channel.respond(status, status.hasPrefix("204") || status.hasPrefix("304") ? "" : "[]")
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(result.reason == reason)
  }

  @Test(arguments: [
    ("429 Too Many", "120", FetchError.Reason.rateLimited(retryAfter: .seconds(120))),
    ("429 Too Many", "Tue, 19 May 2026 00:01:30 GMT", .rateLimited(retryAfter: .seconds(90))),
    ("429 Too Many", "never", .rateLimited(retryAfter: nil)),
    ("503 Unavailable", "7", .server(status: 503, retryAfter: .seconds(7))),
    ("503 Unavailable", "9999999999", .server(status: 503, retryAfter: .seconds(31 * 86_400))),
    ("429 Too Many", "3599", .rateLimited(retryAfter: .seconds(3_599))),
    ("429 Too Many", "3600", .quotaSpent(retryAfter: .seconds(3_600))),
  ])
  func readsRetryAfter(status: String, header: String, reason: FetchError.Reason) async throws {
    let result = try await RawServer.running { channel, _ in
      channel.respond(status, headers: ["Retry-After: \(header)"])
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(result.reason == reason)
  }

  @Test(arguments: [
    (#"{"error": "Monthly limit reached"}"#, [], FetchError.Reason.quotaSpent(retryAfter: nil)),
    ("10,000 calls PER MONTH are yours.", [], .quotaSpent(retryAfter: nil)),
    ("", ["X-RateLimit-Remaining-Month: 0"], .quotaSpent(retryAfter: nil)),
    ("", ["X-RateLimit-Remaining-Month: 4"], .rateLimited(retryAfter: nil)),
    ("", ["X-RateLimit-Remaining: 0"], .rateLimited(retryAfter: nil)),
    ("You have used up your QUOTA.", [], .rateLimited(retryAfter: nil, namesQuota: true)),
    ("", ["X-Quota-Remaining: 0"], .rateLimited(retryAfter: nil, namesQuota: true)),
    (String(repeating: " ", count: 9_999) + "quota", [], .rateLimited(retryAfter: nil)),
    ("slow down: 10 calls per second", [], .rateLimited(retryAfter: nil)),
    ("Quota exceeded: 60 requests per minute", [], .rateLimited(retryAfter: nil)),
    ("quota: 600/h", [], .rateLimited(retryAfter: nil)),
    ("Your monthly limit allows 5 rps", [], .rateLimited(retryAfter: nil)),
    ("Quota exceeded", ["Retry-After: 5"], .rateLimited(retryAfter: .seconds(5))),
    ("Monthly limit", ["Retry-After: 59"], .rateLimited(retryAfter: .seconds(59))),
  ])
  func tellsASpentQuotaFromHaste(
    body: String, headers: [String], reason: FetchError.Reason
  ) async throws {
    let result = try await RawServer.running { channel, _ in
      channel.respond("429 Too Many", body, headers: headers)
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(result.reason == reason)
  }

  @Test(arguments: [
    ("403 Forbidden", "<!DOCTYPE html><title>Attention</title>", []),
    ("403 Forbidden", "", ["Content-Type: text/html; charset=UTF-8"]),
    ("401 Unauthorized", "\n <html>Log in</html>", []),
  ])
  func aRefusalByAWebPageIsNotTheServers(
    status: String, body: String, headers: [String]
  ) async throws {
    let result = try await RawServer.running { channel, _ in
      channel.respond(status, body, headers: headers)
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(result.reason == .rejected(status: Int(status.prefix(3)) ?? 0, byPage: true))
    let page = FetchError(okxLong, .rejected(status: 403, byPage: true))
    #expect(page.isTransient && !page.isRefusal)
    #expect(page.description.contains("something in front of the server refused the call"))
  }

  @Test func aRefusalThatBreaksOffSaysAsMuchAsItSaid() async throws {
    let result = try await RawServer.running { channel, _ in
      channel.send("HTTP/1.1 429 Too Many\r\nContent-Length: 999\r\n\r\nquota")
      channel.close(promise: nil)
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(result.reason == .rateLimited(retryAfter: nil, namesQuota: true))
  }

  @Test(arguments: [
    ("500 Error", "[", FetchError.Reason.server(status: 500, retryAfter: nil)),
    ("429 Too Many", String(repeating: " ", count: 4_096), .rateLimited(retryAfter: nil)),
  ])
  func ofARefusalNoMoreIsAwaitedThanMatters(
    status: String, body: String, reason: FetchError.Reason
  ) async throws {
    let result = try await RawServer.running { channel, _ in
      channel.send("HTTP/1.1 \(status)\r\nContent-Length: 9999\r\n\r\n\(body)")
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(result.reason == reason)
  }

  @Test func aDateIsMeantByTheServersClock() async throws {
    let headers = [
      "Date: Tue, 26 May 2026 00:00:00 GMT", "Retry-After: Tue, 26 May 2026 00:00:09 GMT",
    ]
    let result = try await RawServer.running { channel, _ in
      channel.respond("429 Too Many", headers: headers)
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(result.reason == .rateLimited(retryAfter: .seconds(9)))
  }

  @Test(arguments: [
    ("Date: Sat, 23 May 2026 12:00:00 GMT", DroppedValue.Fault.future(daysBehind: 4)),
    ("Date: Tue, 19 May 2026 12:00:00 GMT", .future(daysBehind: nil)),
    ("X-Nothing: 1", .future(daysBehind: nil)),
    ("Date: today", .future(daysBehind: nil)),
  ])
  func aClockThatIsBehindIsNamedAndTheRestKept(
    header: String, fault: DroppedValue.Fault
  ) async throws {
    let body = "[[\(milliseconds(-1)),1],[\(milliseconds(0)),2],[\(milliseconds(4)),3]]"
    let fetched = try await RawServer.running { channel, _ in
      channel.respond("200 OK", body, headers: [header])
    } _: { server in
      try await fetch(from: server.port).get()
    }
    #expect(fetched.series == Series([(today - 1, 1), (today, 2)]))
    let dropped = DroppedValue(metric: okxLong, day: today + 4, value: 3, fault: fault)
    #expect(fetched.droppedValues == [dropped])
  }

  @Test func aValidatorIsSentBackVerbatimAndSparesTheBody() async throws {
    let heads = Mutex<[String]>([])
    let etag = #"W/"a,b""#
    let date = "Tue, 19 May 2026 00:00:00 GMT"
    let answers = try await RawServer.running { channel, head in
      let count = heads.withLock { heads in
        heads.append(head)
        return heads.count
      }
      let headers = ["ETag: \(etag)", "Last-Modified: \(date)"]
      channel.respond(
        count == 1 ? "200 OK" : "304 Not Modified", count == 1 ? "[]" : "", headers: headers)
    } _: { server in
      try await withClient(of: "http://127.0.0.1:\(server.port)") { client in
        let first = try await client.series(of: okxLong)
        guard case .series(_, let validator) = first else { return [first] }
        return [first, try await client.series(of: okxLong, unlessUnchanged: validator)]
      }
    }
    let validator = Validator(etag: etag, lastModified: date)
    #expect(answers == [.series(FetchedSeries(series: .empty), validator), .unchanged])
    let asked = heads.withLock { $0.map { $0.split(separator: "\r\n").map(String.init) } }
    #expect(!asked[0].contains { $0.lowercased().hasPrefix("if-") })
    #expect(asked[1].contains("If-None-Match: \(etag)"))
    #expect(asked[1].contains("If-Modified-Since: \(date)"))
  }

  @Test(arguments: ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
  func followsNoRedirect(status: String) async throws {
    let calls = Mutex(0)
    let result = try await RawServer.running { channel, head in
      calls.withLock { $0 += 1 }
      channel.respond(status, headers: ["Location: /elsewhere"])
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(result.reason == .redirected(status: Int(status.prefix(3)) ?? 0))
    #expect(calls.withLock { $0 } == 1)
  }

  @Test func unpacksGzip() async throws {
    let packed = Gzip.series
    let result = try await RawServer.running { channel, _ in
      channel.send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
      channel.send(packed)
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(try result.get().series == Series([(today, 42.5)]))
  }

  @Test func refusesABodyThatUnpacksToMoreThanTheLimit() async throws {
    let bomb = Gzip.bomb
    let result = try await RawServer.running { channel, _ in
      channel.send(
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
      channel.send(bomb)
    } _: { server in
      try await fetch(from: server.port, limits: .init(bytes: 64 << 10))
    }
    #expect(result.reason == .tooLarge(limit: 64 << 10))
  }

  @Test func refusesABrokenGzipBody() async throws {
    let result = try await RawServer.running { channel, _ in
      channel.respond("200 OK", "[]", headers: ["Content-Encoding: gzip"])
    } _: { server in
      try await fetch(from: server.port)
    }
    guard case .payload = result.reason else {
      Issue.record("\(result)")
      return
    }
  }

  @Test func refusesAnAnnouncedBodyLargerThanTheLimit() async throws {
    let result = try await RawServer.running { channel, _ in
      channel.send("HTTP/1.1 200 OK\r\nContent-Length: \((16 << 20) + 1)\r\n\r\n[")
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(result.reason == .tooLarge(limit: 16 << 20))
  }

  @Test func refusesAnEndlessBody() async throws {
    let chunk = "10000\r\n" + String(repeating: " ", count: 0x10000) + "\r\n"
    let result = try await RawServer.running { channel, _ in
      channel.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      for _ in 0..<300 { channel.send(chunk) }
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(result.reason == .tooLarge(limit: 16 << 20))
  }

  @Test func takesABodyOfExactlyTheLimit() async throws {
    let body = "[]" + String(repeating: " ", count: 98)
    let result = try await RawServer.running { channel, _ in
      channel.respond("200 OK", body)
    } _: { server in
      try await fetch(from: server.port, limits: .init(bytes: 100))
    }
    #expect(try result.get().series.isEmpty)
  }

  @Test func namesTheMetricAndThePlaceOfABadPayload() async throws {
    let result = try await RawServer.running { channel, _ in
      channel.respond("200 OK", "[[\(milliseconds(0)),1],[1]]")
    } _: { server in
      try await fetch(from: server.port)
    }
    #expect(
      result.reason == .payload(.init("the entry is not a pair of time and value", at: 1)))
  }
}
