import Canvas
import Liquidations
import PictureSupport
import Testing
import Wording
import WorkSupport

@testable import Dashboard
@testable import Live

/// The rows of the tape, the sums above it, and how one moves in it.
@Suite(.longWork) struct TapeTests {
  private func tape(columns: Int = 120, rows: Int = 40, _ keys: String = "") -> DashboardState {
    var state = LiveSamples.state(columns: columns, rows: rows)
    type("T" + keys, in: &state)
    return state
  }

  private func type(_ text: String, in state: inout DashboardState) {
    _ = reduce(&state, .terminal(.keys(text.unicodeScalars.map { .character($0) })))
  }

  private func order(
    _ milliseconds: Int64, _ exchange: Exchange = .okx, _ side: Side = .long, usd: Double,
    instrument: String = "BTC-USDT-SWAP", price: Double = 90_000
  ) -> Liquidation {
    Liquidation(
      exchange, instrument, side, milliseconds: milliseconds, bitcoin: usd / price, price: price,
      usd: usd, identity: "\(milliseconds) \(usd)")
  }

  // MARK: Rows

  @Test func ordersOfOneSecondExchangeAndSideAreOneRow() throws {
    let rows = TapeRow.rows(
      [
        order(1_000, usd: 30_000, price: 80_000), order(1_400, .okx, .short, usd: 20_000),
        order(1_500, usd: 60_000, price: 100_000), order(1_600, .bybit, usd: 15_000),
        order(1_999, usd: 10_000, instrument: "BTC-USD-SWAP"), order(2_000, usd: 40_000),
      ], of: .all, atLeast: 0)
    #expect(rows.map(\.usd) == [40_000, 100_000, 15_000, 20_000])
    #expect(rows.map(\.count) == [1, 3, 1, 1])
    #expect(rows.map(\.key.second) == [2, 1, 1, 1])
    #expect(rows.map(\.instrument) == ["BTC-USDT-SWAP", nil, "BTC-USDT-SWAP", "BTC-USDT-SWAP"])
    // By how much was closed at each price.
    let bitcoin = 30_000.0 / 80_000 + 60_000.0 / 100_000 + 10_000.0 / 90_000
    #expect(abs(rows[1].price - 100_000 / bitcoin) < 1e-6)
  }

  @Test func theSmallestSizeIsOfRowsAndNotOfOrders() {
    let orders = [
      order(1_000, usd: 6_000), order(1_100, usd: 6_000), order(2_000, usd: 9_999),
      order(3_000, .bybit, usd: 10_000),
    ]
    let rows = TapeRow.rows(orders, of: .all, atLeast: 10_000)
    #expect(rows.map(\.usd) == [10_000, 12_000])
    #expect(TapeRow.rows(orders, of: ExchangeSet(.bybit), atLeast: 0).map(\.usd) == [10_000])
    #expect(TapeRow.rows([], of: .all, atLeast: 0).isEmpty)
  }

  @Test func sLeavesSmallerRowsOutAndNoSum() {
    var state = tape()
    let strip = state.strip
    var counts = [state.tape.count]
    let replies = ["10K", "50K", "250K", "1M"].map { "Rows from \($0) on; the sums hold all." }
    for reply in replies + ["Rows of every size."] {
      type("s", in: &state)
      #expect(state.reply == reply)
      #expect(render(state).frame.text.contains("≥13.2M"))
      counts.append(state.tape.count)
      #expect(state.strip == strip)
    }
    #expect(zip(counts, counts[1...4]).allSatisfy { $0 > $1 })
    #expect(counts[4] > 0 && counts[5] == counts[0])
  }

  @Test func exchangesAreChosenInRowsAndSums() {
    var state = tape()
    type("3", in: &state)
    #expect(!state.tape.isEmpty && state.tape.allSatisfy { $0.key.exchange == .okx })
    let hour = StripFigures(
      .hour, state.strip[StripWindow.hour.rawValue], of: LiveSamples.snapshot, state)
    let orders = LiveSamples.snapshot.sums.window(.hour, at: LiveSamples.now)
    #expect(hour.tallies == orders.tallies(of: ExchangeSet(.okx)))
    // What is heard now lacks nothing, though its last seconds are still awaited.
    #expect(hour.covered == 1 && !hour.isFloor)
  }

  @Test func aRowSaysAllThereIsToKnow() {
    var state = tape()
    type("s", in: &state)
    let text = render(state).frame.text
    let row = text.split(separator: "\n").first { $0.contains("14:25:12") && $0.contains("Bybit") }
    for words in ["LONG", "3.23M", "×4", "90,173", "BTCUSDT", "■ Bybit"] {
      #expect(row?.contains(words) == true, "\(words)")
    }
  }

  @Test func rowsOfAnotherDaySayWhichItWas() {
    var state = tape()
    state.type(.end)
    #expect(render(state).frame.text.contains("Nov 2"))
    let time = state.tape[state.tapeCursor].time
    #expect(time.day != Samples.today)
    #expect(render(state).frame.text.contains("\(time.day.monthDay) \(time.secondClock)"))
  }

  @Test func whatAnExchangeWritesCantSteerTheTerminal() {
    let evil = LiveSamples.ledger { order in
      Liquidation(
        order.exchange, "\u{1b}[2J漢\n" + order.instrument, order.side,
        milliseconds: order.milliseconds, bitcoin: order.bitcoin, price: order.price,
        usd: order.usd, identity: order.identity)
    }
    var state = LiveSamples.state(live: LiveSamples.snapshot(of: evil), columns: 200, rows: 55)
    type("T", in: &state)
    #expect(render(state).frame.text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    #expect(render(state).frame.text.contains("?[2J??BTCUSDT"))
  }

  // MARK: Moving

  @Test func theNewestRowsComeByThemselves() {
    var state = tape()
    #expect(state.tapeCursor == 0 && state.tapePlace == TapePlace())
    var ledger = LiveSamples.ledger
    let new = order((LiveSamples.now.seconds + 1) * 1_000, usd: 2_000_000)
    #expect(ledger.take(new, at: LiveSamples.now) == .counted)
    ledger.show([new])
    _ = reduce(
      &state, .live(LiveSamples.snapshot(of: ledger), now: LiveSamples.now + .seconds(1)))
    #expect(state.tape.first?.usd == 2_000_000 && state.tapeCursor == 0)
  }

  /// Whoever reads further down keeps his rows where they are, and is told that there are newer ones.
  @Test func whoReadsOlderRowsKeepsThem() {
    var state = tape()
    for _ in 0..<3 { state.type(.down) }
    let (key, y) = (state.tape[3].key, render(state).frame.cursor?.y)
    var ledger = LiveSamples.ledger
    let new = (1...5).map { order((LiveSamples.now.seconds + $0) * 1_000, usd: 50_000) }
    for order in new { _ = ledger.take(order, at: LiveSamples.now) }
    ledger.show(new)
    _ = reduce(
      &state, .live(LiveSamples.snapshot(of: ledger), now: LiveSamples.now + .seconds(6)))
    #expect(state.tape[state.tapeCursor].key == key && state.tapeCursor == 8)
    #expect(render(state).frame.cursor?.y == y)
    #expect(render(state).frame.text.contains("5 newer ▲"))
    state.type(.home)
    #expect(state.tapePlace == TapePlace())
    #expect(!render(state).frame.text.contains("newer"))
  }

  @Test func theCursorGoesByRowsAndPages() {
    var state = tape()
    let rows = TapeLayout(in: state.layout.body).rows.height
    state.type(.down, .character("j"))
    #expect(state.tapeCursor == 2 && state.tapeTop == 0)
    state.type(.up)
    #expect(state.tapeCursor == 1)
    state.type(.pageUp)
    #expect(state.tapeCursor == 1 + rows && state.tapeTop == 2)
    state.type(.pageDown, .up)
    #expect(state.tapeCursor == 0)
    state.type(.up)
    #expect(state.reply == "That is the newest row.")
    state.type(.end)
    #expect(state.tapeCursor == state.tape.count - 1)
    #expect(state.tapeTop == state.tape.count - rows)
    state.type(.down)
    #expect(state.reply == "Older rows are being read.")
  }

  @Test func everyRowCanBePointedAt() {
    var state = tape()
    let body = TapeLayout(in: state.layout.body).rows
    for offset in [3, 10, 0] {
      let event = MouseEvent(.press, x: 20, y: body.y + offset)
      _ = reduce(&state, .terminal(.mouse([event])))
      #expect(state.tapeCursor == offset)
    }
    _ = reduce(&state, .terminal(.mouse([MouseEvent(.wheelDown, x: 20, y: body.y)])))
    #expect(state.tapeCursor == 3)
  }

  @Test func enterShowsTheBarsOfARow() {
    var state = tape()
    state.type(.down, .down, .down, .enter)
    #expect(state.appearance.view == .stacked && state.data.grain == .minutes)
    let time = LiveSamples.snapshot.tape.liquidations.last?.time ?? LiveSamples.now
    #expect(state.bars.buckets[state.cursorBar].slots.contains(Slot(.minute, at: time) - 2))
  }

  @Test func noKeyIsDead() {
    var state = tape()
    for key in "ifaxnNv".unicodeScalars {
      state.type(.character(key))
      #expect(state.reply != nil, "\(key)")
    }
    #expect(state.appearance.view == .stacked)
  }

  @Test func tLeadsThereAndBackAndVPassesIt() {
    var state = LiveSamples.state()
    type("T", in: &state)
    #expect(state.shownView == .tape)
    type("T", in: &state)
    #expect(state.shownView == .stacked)
    type("V", in: &state)
    #expect(state.shownView == .tape)
    var bare = Samples.state()
    type("T", in: &bare)
    #expect(bare.shownView == .stacked)
    #expect(bare.reply == "There is no tape without the exchanges' feeds.")
    type("V", in: &bare)
    #expect(bare.shownView == .table)
    #expect(!render(bare).frame.text.contains("tape"))
  }

  @Test func theTapeIsCopiedAsShown() {
    var state = tape()
    type("sss", in: &state)
    guard case .copy(let text, let title)? = state.type(.character("y")).first else {
      return #expect(Bool(false))
    }
    let lines = text.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    #expect(title == "\(state.tape.count) rows" && lines.count == state.tape.count + 1)
    #expect(
      lines[0] == ["time", "exchange", "side", "usd", "btc", "price", "instrument", "orders"])
    #expect(lines[1][0] == state.tape[0].time.isoSecond && lines[1][2] == "long")
  }

  // MARK: Beside, and the cascade

  @Test(arguments: [(159, 45, false), (160, 45, true), (200, 17, false)])
  func onWidePanesTheNewestRowsStandBeside(columns: Int, rows: Int, isThere: Bool) {
    var state = LiveSamples.state(columns: columns, rows: rows, range: .days(90))
    let text = render(state).frame.text
    #expect(text.contains("14:36:19") == isThere)
    #expect(text.contains("tape T shows all") == isThere)
    type("T", in: &state)
    #expect(!render(state).frame.text.contains("tape T shows all"))
  }

  @Test func aCascadeIsMarkedInItsBarAndInTheSums() {
    var state = LiveSamples.state(range: .last(1, .hour))
    let minute = LiveSamples.cascade
    #expect(state.bars.cascades[state.bars.index(of: minute)] == minute)
    #expect(state.bars.cascades.count { $0 != nil } == 1)
    for _ in 0..<11 { state.type(.left) }
    #expect(state.cursor == minute)
    #expect(render(state).frame.text.contains("cascade at 14:25"))
    state.type(.left)
    #expect(render(state).frame.text.contains("‡"))
    type("T", in: &state)
    let lines = render(state).frame.text.split(separator: "\n")
    #expect(lines.contains { $0.contains(" 1h ‡") && $0.contains("‡ cascade 14:25: 8.17M long") })
    #expect(lines.contains { $0.contains("24h ‡") } && !lines.contains { $0.contains("5m ‡") })
  }

  /// The panel's amounts end at its edge.
  @Test(arguments: [160, 200]) func besideThePanelItHasAir(columns: Int) throws {
    let state = LiveSamples.state(columns: columns, rows: 45)
    let layout = state.layout
    let rows = render(state).frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(layout.tape.x - layout.panel.maxX == 2 && layout.tape.maxX == columns)
    for row in rows[layout.panel.y..<layout.panel.maxY] {
      let gap = row.unicodeScalars.dropFirst(layout.panel.maxX).prefix(3)
      #expect(gap.allSatisfy { $0 == " " }, "\(row)")
    }
  }

  @Test func withoutAnyRowItSaysSo() {
    var state = Samples.state(Snapshot(), source: .feeds)
    type("T", in: &state)
    #expect(render(state).frame.text.contains("The tape is being read."))
    _ = reduce(&state, .live(LiveSnapshot(feeds: LiveSamples.feeds), now: LiveSamples.now))
    #expect(render(state).frame.text.contains("No liquidation yet."))
  }
}
