import APIServer
import Feeds
import FoundationEssentials
import Newhedge
import TerminalSupport
import Testing
import WorkSupport

@testable import Demo

/// The server on a real socket, to an independent client: Python's `websockets`.
@Suite(.timeLimit(.minutes(20)), .deadlines) struct ServerTests {
  private static let now: @Sendable () -> Int64 = {
    Int64(Date().timeIntervalSince1970 * 1_000)
  }

  private static let prelude = """
    import asyncio, http.client, json, os, sys, websockets
    port = int(sys.argv[1])
    base = f"ws://127.0.0.1:{port}"
    usdm = base + "/fstream.binance.com/market/ws"
    async def end(ws):
        try:
            while True: await asyncio.wait_for(ws.recv(), 20)
        except websockets.ConnectionClosed: pass
        return ws.close_code

    """

  /// Runs a program of an `async def main()` beside the server.
  private func runs(_ program: String) async throws {
    let exchanges = DemoExchanges(
      DemoTape(try DemoHistory()), host: "127.0.0.1", port: 0, now: Self.now)
    let run = try await exchanges.listening { port in
      try Command.run([
        "/usr/bin/python3", "-c", Self.prelude + program + "\nasyncio.run(main())", "\(port)",
      ])
    }
    #expect(run.status == 0, "\(run.output)")
  }

  @Test func aStreamIsSubscribedToInFragmentsHeardAndClosed() async throws {
    try await runs(
      """
      async def main():
          async with websockets.connect(usdm) as ws:
              assert ws.extensions == [], ws.extensions
              await ws.send(['{"method":"SUBSCRIBE",', '"params":["btcusdt@mark', 'Price@1s"],"id":3}'])
              assert json.loads(await ws.recv()) == {"result": None, "id": 3}
              for _ in range(3):
                  mark = json.loads(await asyncio.wait_for(ws.recv(), 10))
                  assert mark["e"] == "markPriceUpdate" and float(mark["p"]) > 1000, mark
              await asyncio.wait_for(await ws.ping(b"payload"), 10)
              await ws.close(1000)
              assert ws.close_code == 1000, ws.close_code
      """)
  }

  @Test(arguments: [
    ("await ws.send('x' * 70000)", 1_009), ("await ws.send(['x' * 40000, 'y' * 40000])", 1_009),
    ("await ws.send(['x'] * 100)", 1_009), ("await ws.send(b'x')", 1_003),
    (#"await ws.write_frame(True, 1, b'\xff\xfe')"#, 1_007),
    ("for _ in range(11): await ws.send('x')", 1_008),
    ("ws.is_client = False; await ws.send('x'); ws.is_client = True", 1_002),
    ("await ws.write_frame(True, 0, b'x')", 1_002),
  ])
  func whatIsTooMuchOrNoMessageEndsTheConnection(words: String, code: Int) async throws {
    try await runs(
      """
      async def main():
          async with websockets.connect(usdm) as ws:
              \(words)
              assert await end(ws) == \(code), ws.close_code
          async with websockets.connect(usdm) as ws:
              await ws.send('{"method":"LIST_SUBSCRIPTIONS","id":1}')
              assert json.loads(await ws.recv()) == {"result": [], "id": 1}
      """)
  }

  @Test func whereNobodyListensIsNotFound() async throws {
    try await runs(
      """
      async def main():
          for path in ["/", "/fstream.binance.com/private/ws", "/kraken.com/ws"]:
              try:
                  await websockets.connect(base + path)
                  assert False, path
              except websockets.InvalidStatusCode as error:
                  assert error.status_code == 404, error
      """)
  }

  @Test func requestsAreAnsweredOneAfterTheOther() async throws {
    try await runs(
      """
      async def main():
          line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
          def ask(method, path, body=None):
              line.request(method, path, body)
              answer = line.getresponse()
              return answer.status, answer.read(), answer.headers
          status, body, headers = ask("GET", "/www.okx.com/api/v5/public/instruments?instType=SWAP")
          assert status == 200 and headers["Content-Type"] == "application/json"
          assert json.loads(body)["data"][0]["instId"] == "BTC-USDT-SWAP", body
          status, body, headers = ask("HEAD", "/fapi.binance.com/fapi/v1/exchangeInfo")
          assert status == 200 and body == b"" and int(headers["Content-Length"]) > 100
          assert ask("GET", "/nowhere")[0] == 404
          assert ask("GET", "/fstream.binance.com/market/ws")[0] == 404
          status, body, headers = ask("POST", "/fapi.binance.com/fapi/v1/exchangeInfo", "x" * 1000)
          assert status == 405 and headers["Allow"] == "GET, HEAD"
          assert ask("GET", "/api.bybit.com/v5/market/kline?symbol=BTCUSDT&interval=D&limit=3")[0] == 200
      """)
  }

  @Test func thereAreNoMoreConnectionsThanMayBe() async throws {
    try await runs(
      """
      async def main():
          most = \(OpenConnections.most)
          lines = [await websockets.connect(usdm) for _ in range(most)]
          try:
              await asyncio.wait_for(websockets.connect(usdm), 10)
              assert False
          except (websockets.InvalidHandshake, ConnectionError): pass
          await lines[0].close()
          for attempt in range(100):
              try:
                  await websockets.connect(usdm)
                  # Without saying goodbye on each.
                  os._exit(0)
              except (websockets.InvalidHandshake, ConnectionError): await asyncio.sleep(0.05)
          assert False
      """)
  }

  @Test func aTakenPortIsNamedWithTheOptionForAnother() async throws {
    let tape = DemoTape(try DemoHistory())
    let first = DemoExchanges(tape, host: "127.0.0.1", port: 0, now: Self.now)
    try await first.listening { port in
      let second = DemoExchanges(tape, host: "127.0.0.1", port: port, now: Self.now)
      let error = await #expect(throws: ServerError.self) { try await second.listening { _ in } }
      #expect(
        error?.description
          == "port \(port) of 127.0.0.1 is taken; choose another with --exchanges-port")
    }
    let wrong = DemoExchanges(tape, host: "127.0.0.1", port: 65_536, now: Self.now)
    let error = await #expect(throws: ServerError.self) { try await wrong.listening { _ in } }
    #expect(error?.description == "65536 isn't a port; choose one between 0 and 65535")
  }

  @Test func aPortThatWasNotAskedForGivesWayToAFreeOne() async throws {
    let tape = DemoTape(try DemoHistory())
    let first = DemoExchanges(tape, host: "127.0.0.1", port: 0, now: Self.now)
    try await first.listening { taken in
      for port in [taken, 65_536] {
        let second = DemoExchanges(
          tape, host: "127.0.0.1", port: port, orFree: true, now: Self.now)
        let free = try await second.listening { $0 }
        #expect(free != port && (1...65_535).contains(free))
      }
    }
  }

  @Test func whatTheBodyThrowsEndsTheServer() async throws {
    struct Thrown: Error {}
    let tape = DemoTape(try DemoHistory())
    let exchanges = DemoExchanges(tape, host: "127.0.0.1", port: 0, now: Self.now)
    await #expect(throws: Thrown.self) { try await exchanges.listening { _ in throw Thrown() } }
  }

  @Test func theDemoServesBothWhileTheBodyRuns() async throws {
    let served = try await Demo.serve(now: Self.now) { base, token, exchanges in
      "\(base) \(token.secret.count) \(exchanges.isEncrypted)"
    }
    #expect(served.hasPrefix("http://127.0.0.1:") && served.hasSuffix(" 24 false"))
  }
}
