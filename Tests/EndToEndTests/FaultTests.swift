import FoundationEssentials
import Liquidations
import TerminalSupport
import Testing
import WorkSupport

/// Whatever a server does with one metric is said, leaves the other seven alone, and harms nothing
/// of what is kept.
@Suite(.deadlines) struct FaultTests {
  @Test(arguments: Fault.all) func aFaultOfOneMetricIsSaidAndHarmsNothing(fault: Fault) async throws
  {
    try await FaultScenario(fault).harmsNothing()
  }

  @Test func aSlowMetricComesLate() async throws {
    let scenario = try await FaultScenario(Fault("slow", .silence, .replaced))
    try await scenario.harmsNothing { pane in
      try await pane.shows("fetching, 7 of 8 received")
      try await scenario.showsTheOthers(in: pane)
      scenario.server.stage(.series(Market.next.series(Fault.metric)), for: Fault.metric)
    }
  }

  @Test func whatFlapsLosesNothing() async throws {
    let scenario = try await FaultScenario(
      Fault("flapping", .series(Market.next.series(Fault.metric)), .replaced))
    try await scenario.harmsNothing { pane in
      for answer in [StagedServer.Answer.status(503), .drop, .status(503)] {
        scenario.server.stage(answer, for: Fault.metric)
        try await pane.presses("r") { try pane.session.screen().contains("7/8 fresh") }
        scenario.server.stage(.series(Market.next.series(Fault.metric)), for: Fault.metric)
        try await pane.shows(Pane.fresh)
      }
      try await scenario.server.stop()
      try await pane.presses("r") { try pane.session.screen().contains("0/8 fresh") }
      try await scenario.server.startAgain()
      try await pane.presses("r") { try pane.session.screen().holds(Pane.fresh) }
    }
  }
}

/// The same, of what takes the program's patience of 20 s: mere waiting, which isn't limited.
@Suite struct HangTests {
  @Test(arguments: Fault.hanging) func whatHangsIsGivenUp(fault: Fault) async throws {
    try await FaultScenario(fault).harmsNothing()
  }
}

/// What a fault of one metric does to a dashboard that had all eight.
struct FaultScenario {
  let server: StagedServer
  private let fault: Fault
  private let files: Workplace

  init(_ fault: Fault) async throws {
    self.fault = fault
    server = try await StagedServer.running()
    files = try Workplace()
  }

  /// Shows eight good answers; then the fault, and seven with other numbers; then, without a server,
  /// what is kept.
  func harmsNothing(then act: (Pane) async throws -> Void = { _ in }) async throws {
    try await withPane { pane in
      try await pane.shows(Pane.fresh)
      try pane.press("Left")
      try await pane.shows("total 73.6M 8.26M")
      server.stage(.next)
      server.stage(fault.answer, for: Fault.metric)
      try pane.press("r")
      try await act(pane)
      try await showsTheOthers(in: pane)
      if let says = fault.says { try await pane.shows(says) }
      try await showsTheMetric(in: pane)
      try await pane.quits()
    }
    try await server.stop()
    try await withPane { pane in
      try pane.press("Left")
      try await showsTheOthers(in: pane)
      try await showsTheMetric(in: pane)
      try await pane.quits()
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: files.folder)
    #expect(
      names.filter { $0.hasPrefix("archive") }.sorted() == [
        "archive.sqlite", "archive.sqlite-bell",
      ])
  }

  private func withPane(_ body: (Pane) async throws -> Void) async throws {
    try await Pane.showing(server, "--archive", files.path("archive.sqlite")) { pane in
      try await body(pane)
    }
  }

  func showsTheOthers(in pane: Pane) async throws {
    try await pane.shows(
      "■ Binance 99.9M 8.88M", "■ Bybit 22.2M", "■ OKX 3.33M 444K", "■ Deribit 55.5K 6.66K")
  }

  private func showsTheMetric(in pane: Pane) async throws {
    switch fault.outcome {
    case .stale: try await pane.shows("■ Bybit 22.2M 1.23M", "7/8 fresh", "▲●●●●▼●")
    case .kept: try await pane.shows("■ Bybit 22.2M 1.23M", Pane.fresh)
    case .replaced: try await pane.shows("■ Bybit 22.2M 1.11M", Pane.fresh)
    }
  }
}

extension Pane {
  /// Presses `q` and waits until the program has ended.
  fileprivate func quits() async throws {
    let pid = try await pid()
    // Whatever it was sent.
    if let peak = peakMemory(pid) { #expect(peak < 400 << 20) }
    try press("q")
    try await ends(pid)
  }
}
