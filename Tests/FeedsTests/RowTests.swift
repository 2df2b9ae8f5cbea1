import Liquidations
import Testing

@testable import Feeds

/// What each exchange's message of a liquidation means.
@Suite struct RowTests {
  private func only(_ text: String, _ feed: Feed, at now: Int64 = noon) -> Liquidation? {
    let reading = read(text, feed, at: now)
    return reading.liquidations.count == 1 && reading.oddities.isEmpty
      ? reading.liquidations[0] : nil
  }

  @Test func readsBinanceUSDM() {
    let expected = Liquidation(
      .binance, "BTCUSDT", .long, milliseconds: 1_795_694_405_118, bitcoin: 0.412,
      price: 91_634.75, usd: 0.412 * 91_634.75,
      identity: "BTCUSDT|SELL|1795694405118|0.412|91210.4|0.412|91634.75")
    #expect(only(Sample.usdm, .binanceUSDM) == expected)
    let wrapped = #"{"stream":"btcusdt@forceOrder","data":\#(Sample.usdm)}"#
    #expect(only(wrapped, .binanceUSDM) == expected)
    #expect(only("[\(Sample.usdm)]", .binanceUSDM) == expected)
  }

  @Test func readsBinanceCOINMByTheSizeOfItsContracts() {
    let liquidation = only(Sample.coinm, .binanceCOINM)
    #expect(liquidation?.side == .short)
    #expect(liquidation?.usd == 3_000)
    #expect(liquidation?.bitcoin == 3_000 / 91_634.7)
  }

  @Test func readsBybitsSideAsThePositions() {
    let linear = read(Sample.bybit, .bybitLinear).liquidations
    #expect(linear.map(\.side) == [.long, .short])
    #expect(linear.map(\.usd) == [0.137 * 91_402.1, 0.004 * 92_980])
    #expect(linear.map(\.milliseconds) == [1_795_694_405_411, 1_795_694_405_498])
    let inverse = only(Sample.bybitInverse, .bybitInverse)
    #expect(inverse?.side == .short && inverse?.usd == 5_000)
    #expect(inverse?.bitcoin == 5_000 / 91_402.1)
  }

  @Test func readsBybitsDataAsAnObjectToo() {
    let text = """
      {"topic":"allLiquidation.BTCUSDT","data":\
      {"T":"1795694405411","s":"BTCUSDT","S":"Buy","v":0.137,"p":91402.10}}
      """
    #expect(only(text, .bybitLinear)?.side == .long)
  }

  @Test func readsOKXByTheSizeOfItsContracts() {
    let liquidation = only(Sample.okx, .okx)
    #expect(liquidation?.side == .long)
    #expect(liquidation?.bitcoin == 41.2 * 0.01)
    #expect(liquidation?.usd == 41.2 * 0.01 * 91_377.5)
    let inverse = Sample.okx.replacing("BTC-USDT", with: "BTC-USD")
    #expect(only(inverse, .okx)?.usd == 4_120)
  }

  @Test func readsOKXByTheListOnceItIsThere() throws {
    var okx = OKXDialect()
    let listed = try #require(Contract("BTC-USD_UM-SWAP", .linear, size: 0.001))
    okx.contracts = Contracts([listed], isListed: true)
    let ofList = okx.read(bytes(Sample.okx.replacing("BTC-USDT-", with: "BTC-USD_UM-")), now: noon)
    #expect(ofList.liquidations.first?.bitcoin == 41.2 * 0.001)
    let unknown = okx.read(bytes(Sample.okx), now: noon)
    #expect(unknown.liquidations.isEmpty)
    #expect(unknown.oddities == [.instrument] && unknown.hasUnknownContract)
  }

  @Test(
    arguments: [
      ("long", "sell", .long, false), ("long", "buy", .long, true), ("short", "buy", .short, false),
      ("short", "sell", .short, true), ("net", "sell", .long, false), ("net", "buy", .short, false),
    ] as [(String, String, Side, Bool)])
  func trustsOKXsPositionSideMost(position: String, order: String, side: Side, isOdd: Bool) {
    let text = Sample.okx.replacing(#""net""#, with: #""\#(position)""#)
      .replacing(#""sell""#, with: #""\#(order)""#)
    let reading = read(text, .okx)
    #expect(reading.liquidations.map(\.side) == [side])
    #expect(reading.oddities == (isOdd ? [.contradiction] : []))
  }

  @Test(arguments: ["ETH-USDT-SWAP", "BTCDOM-USDT-SWAP", "XBTC-USDT-SWAP"])
  func passesOverOtherCoinsOfOKX(name: String) {
    let reading = read(Sample.okx.replacing("BTC-USDT-SWAP", with: name), .okx)
    #expect(reading.liquidations.isEmpty && reading.oddities.isEmpty)
  }

  @Test(
    arguments: [
      ("T", "sell", [.long]), ("T", "buy", [.short]), ("M", "buy", [.long]),
      ("M", "sell", [.short]),
      ("MT", "sell", [.long, .short]), ("MT", "buy", [.long, .short]),
    ] as [(String, String, [Side])])
  func readsWhoseOrderDeribitsFlagMeans(flag: String, direction: String, sides: [Side]) {
    let text = Sample.deribit.replacing(#""liquidation":"T""#, with: #""liquidation":"\#(flag)""#)
      .replacing(#""sell""#, with: #""\#(direction)""#)
    let liquidations = read(text, .deribit).liquidations
    #expect(liquidations.map(\.side) == sides)
    #expect(liquidations.allSatisfy { $0.usd == 12_500 && $0.bitcoin == 12_500 / 91_588.5 })
    #expect(Set(liquidations.map(\.identity)).count == sides.count)
  }

  @Test func readsDeribitsLinearAmountsInBitcoin() {
    let text = Sample.deribit.replacing("BTC-PERPETUAL", with: "BTC_USDC-PERPETUAL")
      .replacing("1.25e4", with: "5e-1")
    let liquidation = only(text, .deribit)
    #expect(liquidation?.bitcoin == 0.5 && liquidation?.usd == 0.5 * 91_588.5)
  }

  @Test(arguments: ["ETH_USDC-PERPETUAL", "SOL_USDC-PERPETUAL"])
  func passesOverOtherCoinsOfDeribit(name: String) {
    let reading = read(Sample.deribit.replacing("BTC-PERPETUAL", with: name), .deribit)
    #expect(reading.liquidations.isEmpty && reading.oddities.isEmpty && reading.isCanary)
  }

  @Test(arguments: [
    "BTC-25DEC26-90000-C", "BTC-FS-25DEC26_PERP", "BTC-PERP", "BTC_USDT-PERPETUAL", "BTC-", "BTC_",
  ])
  func countsNoOptionOrCombinationOfDeribit(name: String) {
    let reading = read(Sample.deribit.replacing("BTC-PERPETUAL", with: name), .deribit)
    #expect(reading.liquidations.isEmpty && reading.oddities == [.instrument])
  }

  @Test func passesOverTradesThatAreNoLiquidations() {
    let text = Sample.deribit.replacing(#","liquidation":"T""#, with: "")
    let reading = read(text, .deribit)
    #expect(reading.liquidations.isEmpty && reading.oddities.isEmpty && reading.isCanary)
  }

  @Test(arguments: [
    (#""ap":"0""#, 0.412 * 91_210.4), (#""ap":"0.00000""#, 0.412 * 91_210.4),
    (#""x":"1""#, 0.412 * 91_210.4), (#""ap":null"#, 0.412 * 91_210.4),
  ])
  func takesWhatWasOrderedWhereNoFillIsTold(instead: String, usd: Double) {
    let text = Sample.usdm.replacing(#""ap":"91634.75""#, with: instead)
    #expect(only(text, .binanceUSDM)?.usd == usd)
  }

  @Test(arguments: ["PARTIALLY_FILLED", "NEW", "EXPIRED"])
  func leavesAPartlyFilledOrderToTheRowThatIncludesIt(status: String) {
    let reading = read(Sample.usdm.replacing("FILLED", with: status), .binanceUSDM)
    #expect(reading.liquidations.isEmpty && reading.oddities.isEmpty && reading.unfilled == 1)
    let without = Sample.usdm.replacing(#""X":"FILLED","#, with: "")
    #expect(only(without, .binanceUSDM) != nil)
  }

  @Test func countsTwinsOfOneMessageAndNotARepeatedOne() {
    let twins = """
      {"topic":"allLiquidation.BTCUSDT","data":[\
      {"T":1795694405411,"s":"BTCUSDT","S":"Buy","v":"0.137","p":"91402.10"},\
      {"T":1795694405411,"s":"BTCUSDT","S":"Buy","v":"0.137","p":"91402.10"},\
      {"T":1795694405411,"s":"BTCUSDT","S":"Buy","v":"0.137","p":"91402.11"}]}
      """
    let first = read(twins, .bybitLinear)
    #expect(first.liquidations.count == 3 && first.twins == 1)
    #expect(Set(first.liquidations.map(\.identity)).count == 3)
    let second = read(twins, .bybitLinear)
    #expect(Set((first.liquidations + second.liquidations).map(\.identity)).count == 3)
    let alone = read(twins.replacing(#""p":"91402.11""#, with: #""p":"0""#), .bybitLinear)
    #expect(alone.liquidations.count == 2 && alone.oddities == [.amount])
  }

  @Test func countsOKXsTwinsInWhicheverBlockTheyStand() throws {
    let block = try #require(Sample.okx.firstRange(of: #"{"details""#))
    let body = Sample.okx[block.lowerBound...].dropLast(2)
    let text = Sample.okx[..<block.lowerBound] + "\(body),\(body)]}"
    let reading = read(String(text), .okx)
    #expect(reading.liquidations.count == 2 && reading.twins == 1)
    #expect(Set(reading.liquidations.map(\.identity)).count == 2)
  }

  /// A trade has one number: what bears it twice is told of twice.
  @Test func countsOneTradeOfDeribitOnce() throws {
    let start = try #require(Sample.deribit.firstRange(of: #"{"timestamp""#))
    let trade = Sample.deribit[start.lowerBound...].dropLast(3)
    let text = Sample.deribit[..<start.lowerBound] + "\(trade),\(trade)]}}"
    #expect(read(String(text), .deribit).liquidations.count == 1)
  }

  /// Digits that say nothing make no other row of it.
  @Test(arguments: [
    (Feed.binanceUSDM, Sample.usdm, #""91210.40""#, "91210.4"),
    (.binanceUSDM, Sample.usdm, #""z":"0.412""#, #""z":"0.4120""#),
    (.bybitLinear, Sample.bybit, #""91402.10""#, #""91402.1""#),
    (.okx, Sample.okx, #""41.2""#, #""41.20""#), (.okx, Sample.okx, #""91377.5""#, "9.13775e4"),
  ])
  func knowsARowHoweverItsNumbersAreWritten(
    feed: Feed, text: String, part: String, instead: String
  ) {
    let other = text.replacing(part, with: instead)
    #expect(other != text)
    #expect(read(other, feed).liquidations == read(text, feed).liquidations)
  }

  /// A number is the same row as the string that spells it.
  @Test(arguments: Sample.all) func takesNumbersForStringsAndBack(feed: Feed, text: String) {
    let reference = read(text, feed)
    var numbers = text
    for field in ["q", "p", "ap", "z", "v", "bkPx", "sz", "ts"] {
      numbers = unquoted(numbers, field)
    }
    for field in ["T", "price", "amount", "timestamp"] { numbers = quoted(numbers, field) }
    #expect(numbers != text)
    let reading = read(numbers, feed)
    #expect(reading.liquidations == reference.liquidations && reading.oddities.isEmpty)
  }

  private func unquoted(_ text: String, _ field: String) -> String {
    change(text, field) { $0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : $0 }
  }

  private func quoted(_ text: String, _ field: String) -> String {
    change(text, field) { $0.hasPrefix("\"") ? $0 : "\"\($0)\"" }
  }

  /// The text with the value of a field changed, wherever it stands.
  private func change(
    _ text: String, _ field: String, _ body: (String) -> String
  ) -> String {
    var parts = text.split(separator: "\"\(field)\":", omittingEmptySubsequences: false)
      .map(String.init)
    for index in parts.indices.dropFirst() {
      let end = parts[index].firstIndex { $0 == "," || $0 == "}" } ?? parts[index].endIndex
      parts[index] = body(String(parts[index][..<end])) + parts[index][end...]
    }
    return parts.joined(separator: "\"\(field)\":")
  }

  /// Of each field that is needed what is wrong with it, and how it is then counted.
  @Test(arguments: Sample.all) func dropsARowWithAnythingWrong(feed: Feed, text: String) {
    let wrong: [(value: String, oddities: Set<Oddity>)] = [
      ("null", [.field, .instrument]), ("[]", [.field]), ("{}", [.field]), ("true", [.field]),
      (#""""#, [.field, .instrument, .side]), (#""x""#, [.field, .instrument, .side]),
      ("-1", [.field, .instrument, .side, .amount, .time]),
      ("0", [.instrument, .side, .amount, .time]),
      ("1e300", [.field, .instrument, .side, .amount]),
      (#""\#(String(repeating: "1", count: 65))""#, [.field]),
    ]
    for field in Self.fields(feed) {
      for (value, oddities) in wrong where !Self.isPermitted(feed, field, value) {
        let reading = read(change(text, field) { _ in value }, feed)
        #expect(reading.liquidations.isEmpty, "\(field): \(value)")
        #expect(
          !reading.oddities.isEmpty && oddities.isSuperset(of: reading.oddities),
          "\(field): \(value): \(reading.oddities)")
      }
      let without = text.replacing("\"\(field)\":", with: "\"-\":")
      let reading = read(without, feed)
      #expect(reading.liquidations.isEmpty && !reading.oddities.isEmpty, "without \(field)")
    }
  }

  private static func fields(_ feed: Feed) -> [String] {
    switch feed {
    case .binanceUSDM, .binanceCOINM: ["s", "S", "T"]
    case .bybitLinear, .bybitInverse: ["s", "S", "T", "v", "p"]
    case .okx: ["posSide", "side", "sz", "ts", "bkPx"]
    case .deribit: ["direction", "timestamp", "price", "amount", "trade_id"]
    }
  }

  /// A trade's number may be any text.
  private static func isPermitted(_ feed: Feed, _ field: String, _ value: String) -> Bool {
    field == "trade_id" && ["\"x\"", "-1", "0", "1e300"].contains(value)
  }

  @Test(arguments: [
    (#""z":"0.412""#, #""z":"-1""#, Oddity.amount), (#""ap":"91634.75""#, #""ap":"-1""#, .amount),
    (#""z":"0.412""#, #""z":"x""#, .field), (#""ap":"91634.75""#, #""ap":"nan""#, .field),
    (#""z":"0.412""#, #""z":[]"#, .field), (#""z":"0.412""#, #""z":"1e9""#, .amount),
    (#""ap":"91634.75""#, #""ap":"1e-300""#, .amount), (#""o":{"#, #""u":{"#, .field),
    (#""s":"BTCUSDT""#, #""s":"BTCDOMUSDT""#, .instrument), ("SELL", "Sell", .side),
    (#""ap":"91634.75""#, #""ap":"1e300""#, .amount),
  ])
  func dropsAnAmountThatCannotBeMeant(part: String, instead: String, oddity: Oddity) {
    let reading = read(Sample.usdm.replacing(part, with: instead), .binanceUSDM)
    #expect(reading.liquidations.isEmpty && reading.oddities == [oddity])
  }

  /// In BTC alone it might be meant.
  @Test func believesLessThanTenBillionDollars() {
    let most = Sample.coinm.replacing(#""z":"30""#, with: #""z":"99999999""#)
    #expect(only(most, .binanceCOINM)?.usd == 9_999_999_900)
    let more = Sample.coinm.replacing(#""z":"30""#, with: #""z":"100000000""#)
    #expect(read(more, .binanceCOINM).oddities == [.amount])
  }

  @Test func keepsTheNeighboursOfABadRow() {
    let reading = read(
      Sample.bybit.replacing(#""v":"0.137""#, with: #""v":"?""#), .bybitLinear)
    #expect(reading.liquidations.map(\.side) == [.short] && reading.oddities == [.field])
  }

  @Test func believesTimesFrom26HoursAgoTo5MinutesAhead() {
    let time: Int64 = 1_795_694_405_118
    let hours26: Int64 = 26 * 3_600_000
    #expect(only(Sample.usdm, .binanceUSDM, at: time + hours26) != nil)
    #expect(read(Sample.usdm, .binanceUSDM, at: time + hours26 + 1).oddities == [.time])
    #expect(only(Sample.usdm, .binanceUSDM, at: time - 300_000) != nil)
    #expect(read(Sample.usdm, .binanceUSDM, at: time - 300_001).oddities == [.time])
  }

  @Test(arguments: Feed.allCases) func countsWhatIsNoMessageOfTheirs(feed: Feed) {
    #expect(read("<html>", feed).oddities == [.notJSON])
    #expect(read("", feed).oddities == [.notJSON])
    for text in ["{}", "[[]]", "null", "7", #"{"topic":"x","e":"x","event":"x","method":"x"}"#] {
      let reading = read(text, feed)
      #expect(!reading.oddities.isEmpty, "\(text)")
      #expect(reading.liquidations.isEmpty && !reading.isCanary)
    }
  }

  @Test(arguments: Feed.allCases) func takesThePriceFromTheCanary(feed: Feed) {
    let reading = read(Canary.text(feed), feed)
    #expect(reading.isCanary && reading.price == 91_600.5 && reading.oddities.isEmpty)
    for price in ["0", "-1", "0.9", "1.1e9"] {
      #expect(read(Canary.text(feed, price: price), feed).price == nil)
    }
  }
}
