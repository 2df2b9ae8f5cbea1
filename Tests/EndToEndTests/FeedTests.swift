import ExchangeSupport
import FoundationEssentials
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The whole program, listening to exchanges on loopback, without a token.
@Suite(.deadlines) struct FeedTests {
  private let files: Workplace
  private let listening: Listening

  init() throws {
    files = try Workplace()
    listening = try Listening()
  }

  @Test func keepsMinuteSumsThatOthersCanRead() async throws {
    let began = milliseconds()
    try await ExchangeServer.running { server in
      try await listening.showing(server) { pane in
        try await listening.waits(server, in: pane)
        for bitcoin in [0.5, 0.25, 1] {
          server.send(Told.binanceLong(bitcoin), from: "fstream.binance.com")
        }
        // Sent again it is no other.
        let twice = Told.okxLong(100)
        server.send(twice, from: "ws.okx.com")
        server.send(twice, from: "ws.okx.com")
        server.send(Told.bybitShort(2), from: "stream.bybit.com")
        try await listening.counts(
          [
            "binance|long|157500.0|3|90000.0", "bybit|short|180000.0|1|180000.0",
            "okx|long|90000.0|1|90000.0",
          ], in: pane)
        #expect(try listening.query("SELECT source FROM live") == [server.url])
        let covered = "SELECT DISTINCT exchange FROM coverage"
        try await listening.waits(
          for: ["binance", "bybit", "okx"],
          of: "\(covered) WHERE exchange <> 'deribit' ORDER BY exchange", in: pane)
        // It tells of what is 65 minutes past, and nothing before today is asked for at a first start.
        guard began - Day(millisecondsSinceEpoch: began).millisecondsSinceEpoch > 66 * 60_000 else {
          return
        }
        try await listening.waits(
          for: ["deribit"], of: "\(covered) WHERE exchange = 'deribit'", in: pane)
      }
    }
  }

  /// Of two panes one listens, and when it is killed, the other goes on with what it had kept.
  @Test func onePaneListensForAllAndAnotherTakesOver() async throws {
    try await ExchangeServer.running { server in
      try await listening.showing(server) { first in
        try await listening.waits(server, in: first)
        server.send(Told.binanceLong(1), from: "fstream.binance.com")
        try await listening.counts(["binance|long|90000.0|1|90000.0"], in: first)
        try await listening.showing(server) { second in
          _ = try await second.pid()
          try await second.shows("q")
          let told = Told.binanceLong(2)
          server.send(told, from: "fstream.binance.com")
          try await listening.counts(["binance|long|270000.0|2|180000.0"], in: second)
          #expect(server.openedCount("ws.okx.com") == 1)

          let spans = Listening.spans(.okx)
          try await listening.waits(for: ["1"], of: spans, in: second)
          let pid = try await first.pid()
          kill(pid, SIGKILL)
          try await first.ends(pid)
          try await second.session.wait("another connection", seconds: 30) {
            server.openedCount("ws.okx.com") == 2
          }
          try await listening.waits(server, in: second)
          // What the one that was killed had counted is no other.
          server.send(told, from: "fstream.binance.com")
          server.send(Told.binanceLong(3), from: "fstream.binance.com")
          try await listening.counts(["binance|long|540000.0|3|270000.0"], in: second)
          // What lay between is a gap, of seconds.
          try await listening.waits(for: ["2"], of: spans, in: second)
          let gap = "SELECT max(start) - min(end) FROM coverage WHERE exchange = 'okx'"
          let seconds = try #require(listening.query(gap).first.flatMap { Int($0) })
          #expect((1...30).contains(seconds))
        }
      }
    }
  }

  @Test func saysInItsLogWhyAFeedIsNotLive() async throws {
    try await ExchangeServer.running { server in
      server.stage(.refusal(status: 451), for: "fstream.binance.com")
      try await listening.showing(server) { pane in
        try await pane.session.wait("the log", seconds: 30) {
          let log = pane.workplace.read("home/liqtop/liqtop.log") ?? ""
          return log.contains(
            "Binance USD-M: blocked; Binance refuses this country or network (HTTP 451).")
            && log.contains("OKX: live")
        }
      }
    }
  }

  @Test func keepsNothingWhereItIsToldSo() async throws {
    try await ExchangeServer.running { server in
      try await listening.showing(server, "--archive", "/dev/null") { pane in
        try await listening.waits(server, in: pane)
        server.send(Told.binanceLong(1), from: "fstream.binance.com")
      }
      #expect(!FileManager.default.fileExists(atPath: listening.archive))
    }
  }

  @Test func listensToNobodyWhereItIsToldSo() async throws {
    try await ExchangeServer.running { server in
      let environment: [String: String?] = [
        "LIQTOP_LIVE": nil, "LIQTOP_EXCHANGES_URL": server.url,
      ]
      let end = try files.run("--no-live", environment: environment)
      #expect(end.output.hasPrefix("liqtop: there is no API token."))
      #expect(end.status == 78 && server.asked.isEmpty)
    }
  }

  // MARK: check

  @Test func aCheckWithWhichAllIsWellFitsOneScreen() async throws {
    try await ExchangeServer.running { server in
      let end = try files.run(
        "check", "--archive", listening.archive,
        environment: ["LIQTOP_LIVE": nil, "LIQTOP_EXCHANGES_URL": server.url])
      let line = " ok  Binance, Bybit, OKX, Deribit: reached, acknowledged, live\n"
      #expect(end.output.contains(line), "\(end.output)")
      #expect(end.output.contains("\n  --  none; with one there are Newhedge's days, too\n"))
      #expect(end.output.split(separator: "\n").count <= 40 && end.status == 0)
    }
  }

  @Test func aCheckTellsOfEachFeed() async throws {
    try await ExchangeServer.running { server in
      server.stage(.refusal(status: 451), for: "dstream.binance.com")
      server.stage(.noCanary, for: "www.deribit.com")
      let environment: [String: String?] = [
        "LIQTOP_LIVE": nil, "LIQTOP_EXCHANGES_URL": server.url,
      ]
      let end = try files.run("check", "--archive", listening.archive, environment: environment)
      for line in [
        " ok  Binance USD-M   reached, acknowledged, live",
        " BAD  Binance COIN-M  Binance refuses this country or network (HTTP 451).",
        " ok  Bybit, OKX: reached, acknowledged, live",
        " --  Deribit         reached, acknowledged. Within 3 s nothing was sent.",
      ] {
        #expect(end.output.contains(line), "\(end.output)")
      }
      #expect(end.status == 1)
      let before = server.asked.count
      let offline = try files.run(
        "check", "--offline", "--archive", listening.archive, environment: environment)
      #expect(!offline.output.contains("Bybit linear") && offline.status == 0)
      #expect(server.asked.count == before)
    }
  }
}
