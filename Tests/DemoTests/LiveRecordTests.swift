import Liquidations
import Live
import Testing
import WorkSupport

@testable import Demo

/// What the demo's server tells below `/v1` of what its feeds told.
@Suite(.longWork) struct LiveRecordTests {
  private let now = Timestamp(seconds: morning / 1_000)

  @Test func sumsAreThoseOfTheTape() throws {
    let tape = DemoTape(try DemoHistory())
    let time = now + .seconds(-3_600)..<now
    let span = time.lowerBound.seconds * 1_000..<time.upperBound.seconds * 1_000
    for exchange in [Exchange.binance, .bybit, .okx] {
      let orders = tape.orders(of: exchange, in: span)
      for step in [Step.minute, .hour] {
        let record = tape.record(step, in: time, at: now)
        let sums = record.sums.filter { $0.exchange == exchange }
        #expect(sums.reduce(0) { $0 + $1.tallies.both.count } == orders.count)
        let usd = orders.reduce(0) { $0 + $1.worth.usd }
        #expect(abs(sums.reduce(0) { $0 + $1.tallies.both.usd } - usd) < 0.01)
        #expect(sums.map(\.tallies.both.largest).max() == orders.map(\.worth.usd).max())
        #expect(record.coverage[exchange].hold(time))
      }
    }
  }

  @Test func aDayWasHeardAndDeribitTellsLate() throws {
    let record = DemoTape(try DemoHistory()).record(.hour, in: now..<now + .seconds(60), at: now)
    #expect(record.start == now + .seconds(-86_400) && record.sums.isEmpty)
    #expect(record.told[.okx] == now && record.told[.deribit] == now + .seconds(-3_900))
    #expect(record.coverage[.deribit].end == now + .seconds(-3_900))
  }
}
