import Liquidations
import Testing

@Suite struct MetricTests {
  @Test func theEightAreThoseOfTheContract() {
    #expect(
      Metric.allCases.map(\.slug) == [
        "bitcoin_liquidations_binance_long", "bitcoin_liquidations_bybit_long",
        "bitcoin_liquidations_okx_long", "bitcoin_liquidations_deribit_long",
        "bitcoin_liquidations_binance_short", "bitcoin_liquidations_bybit_short",
        "bitcoin_liquidations_okx_short", "bitcoin_liquidations_deribit_short",
      ])
  }

  @Test(arguments: Metric.allCases)
  func isFoundByItsSlugAndItsPlace(metric: Metric) {
    #expect(Metric(slug: metric.slug) == metric)
    #expect(Metric.allCases[metric.index] == metric)
  }

  @Test(arguments: [
    "", "bitcoin_liquidations_okx", "bitcoin_liquidations_okx_short ",
    "bitcoin_liquidations_OKX_short", "ethereum_liquidations_okx_short",
    "bitcoin_liquidations_kraken_long",
  ])
  func refusesAnotherSlug(slug: String) {
    #expect(Metric(slug: slug) == nil)
  }

  @Test func isNamedForTheScreen() {
    #expect(Metric(.okx, .short).name == "OKX short")
  }

  @Test(arguments: [
    (Side.long, 1.0, true), (.long, 0, true), (.long, -1, false), (.long, .nan, false),
    (.short, -1, true), (.short, 0, true), (.short, 1, false), (.short, .nan, false),
  ])
  func aSideAcceptsItsSignAndZero(side: Side, value: Double, accepts: Bool) {
    #expect(side.accepts(value) == accepts)
  }
}

@Suite struct ExchangeSetTests {
  @Test func holdsWhatItWasMadeOf() {
    let set: ExchangeSet = [ExchangeSet(.deribit), ExchangeSet(.binance)]
    #expect(set.exchanges == [.binance, .deribit])
    #expect(set.contains(Exchange.deribit))
    #expect(!set.contains(Exchange.okx))
  }

  @Test func allHoldsEveryExchangeInTheOrderOfTheStack() {
    #expect(ExchangeSet.all.exchanges == Exchange.allCases)
    #expect(ExchangeSet.all == Exchange.allCases.reduce(into: []) { $0.insert(ExchangeSet($1)) })
    #expect(ExchangeSet([]).exchanges.isEmpty)
  }

  @Test func changesByOneExchange() {
    var set = ExchangeSet.all
    set.formSymmetricDifference(ExchangeSet(.okx))
    #expect(set.exchanges == [.binance, .bybit, .deribit])
    set.formSymmetricDifference(ExchangeSet(.okx))
    #expect(set == .all)
  }
}
