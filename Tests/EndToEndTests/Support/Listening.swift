import ExchangeSupport
import Liquidations
import TerminalSupport
import Testing

/// The whole program, listening to exchanges on loopback without a token, and what another program reads
/// of its archive.
struct Listening {
  private let files: Workplace

  init() throws {
    files = try Workplace()
  }

  var archive: String { files.path("archive.sqlite") }

  /// Runs `body` with the program, which keeps what it hears in the archive.
  func showing(
    _ server: ExchangeServer, _ arguments: String..., environment: [String: String?] = [:],
    _ body: (Pane) async throws -> Void
  ) async throws {
    let variables = environment.merging(
      ["LIQTOP_LIVE": nil, "LIQTOP_EXCHANGES_URL": server.url]) { given, _ in given }
    try await Pane.running(
      ["--log-level", "info", "--archive", archive] + arguments, environment: variables, body)
  }

  /// The rows that another program reads of the archive, each of columns with bars between.
  func query(_ sql: String) throws -> [String] {
    let program = """
      import sqlite3, sys
      rows = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(sys.argv[2])
      print("\\n".join("|".join(map(str, row)) for row in rows))
      """
    let end = try Command.run(["/usr/bin/python3", "-I", "-c", program, archive, sql])
    // Before the first save there is nothing to be read.
    guard end.status == 0 else { return [] }
    return end.output.split(separator: "\n").map(String.init)
  }

  func waits(
    for rows: [String], of sql: String, in pane: Pane, seconds: Int = 30
  ) async throws {
    var found: [String] = []
    do {
      try await pane.session.wait("\(rows) of \(sql)", seconds: seconds) {
        found = try query(sql)
        return found == rows
      }
    } catch {
      Issue.record("not \(rows) but \(found) of \(sql)")
      throw error
    }
  }

  /// Waits until all feeds are connected to.
  func waits(_ server: ExchangeServer, in pane: Pane) async throws {
    let hosts = [
      "fstream.binance.com": 1, "dstream.binance.com": 1, "stream.bybit.com": 2, "ws.okx.com": 1,
      "www.deribit.com": 1,
    ]
    try await pane.session.wait("six connections", seconds: 30) {
      hosts.allSatisfy { server.openCount($0) == $1 }
    }
  }

  /// Waits until that is counted of each exchange and side: USD, how many, the largest.
  func counts(_ rows: [String], in pane: Pane, seconds: Int = 30) async throws {
    let sums = """
      SELECT exchange, side, sum(usd), sum(count), max(largest) FROM minutes
      GROUP BY exchange, side ORDER BY exchange, side
      """
    try await waits(for: rows, of: sums, in: pane, seconds: seconds)
  }

  /// In how many stretches an exchange is covered.
  static func spans(_ exchange: Exchange) -> String {
    "SELECT count(*) FROM coverage WHERE exchange = '\(exchange.slug)'"
  }
}

extension Pane {
  /// Waits until all the sentences are on the screen, whichever lines they are broken over.
  func says(_ texts: String..., seconds: Int = 30) async throws {
    let wanted = texts.map { "“\($0)”" }.joined(separator: " and ")
    try await session.wait(wanted, seconds: seconds) {
      let words = try wholeScreen().split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return texts.allSatisfy { words.contains($0) }
    }
  }
}
