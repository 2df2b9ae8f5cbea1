import Canvas
import Liquidations
import PictureSupport
import Testing
import WorkSupport

@testable import Dashboard

@Suite(.longWork) struct CountTests {
  private func type(_ keys: String, in state: inout DashboardState) -> [Effect] {
    keys.unicodeScalars.flatMap { state.type(.character($0)) }
  }

  @Test(
    arguments: [
      ("7h", 7), ("7h2l", 5), ("12h", 12), ("3h", 3), ("1h", 1), ("10h", 10), ("0h", 1),
      ("105h", 105), ("5hh", 6), ("7xh", 1), ("7vh", 1),
    ])
  func aNumberRepeatsTheMotionAfterIt(keys: String, daysBack: Int) {
    var state = Samples.state()
    _ = type(keys, in: &state)
    #expect(state.cursor?.day == Samples.today - daysBack)
    #expect(state.exchanges == .all)
    #expect(state.count == nil)
  }

  @Test func motionsOfEveryKindAreRepeated() {
    var state = Samples.state(range: .days(7))
    _ = type("3]", in: &state)
    #expect(state.range.span == .days(180))
    _ = type("2[", in: &state)
    #expect(state.range.span == .days(30))
    _ = type("3<", in: &state)
    #expect(state.days.upperBound == Samples.today - 90)
    _ = type("2>", in: &state)
    #expect(state.days.upperBound == Samples.today - 30)
    _ = type("2-", in: &state)
    #expect(state.days.count == 120)
    _ = type("3+", in: &state)
    #expect(state.days.count == 15)
  }

  @Test(
    arguments: [
      ("3]", "3 ranges longer."), ("12h", "12 bars back."), ("1h", "1 bar back."),
      ("2<", "2 pages back."), ("7-", "7 steps zoomed out."), ("9l", "That is the last day."),
    ])
  func aCountThatWasTakenIsSaid(keys: String, reply: String) {
    var state = Samples.state(range: .days(7))
    _ = type(keys, in: &state)
    #expect(state.reply == reply)
  }

  @Test func rowsAreCountedInTheTableOnly() {
    var state = Samples.state()
    _ = type("5j", in: &state)
    #expect(state.reply == nil)
  }

  @Test(arguments: [.left, .pageUp, .up] as [Key]) func arrowsTakeNoCount(key: Key) {
    var state = Samples.state(range: .days(30))
    _ = type("4", in: &state)
    state.type(key)
    #expect(state.exchange == .deribit && state.count == nil)
    #expect(key != .left || state.cursor?.day == Samples.today - 1)
    #expect(key != .pageUp || state.days.upperBound == Samples.today - 30)
  }

  @Test func rowsOfTheTableAreCountedToo() {
    var state = Samples.state(range: .days(30))
    _ = type("vvvv5j", in: &state)
    #expect(state.cursor?.day == Samples.today - 5)
    _ = type("2k", in: &state)
    #expect(state.cursor?.day == Samples.today - 3)
    _ = type("99j", in: &state)
    #expect(state.cursor?.day == Samples.today - 29)
  }

  @Test func oneToFourShowTheirExchangeAtOnceAndAskForTheLapse() {
    var state = Samples.state()
    #expect(type("2", in: &state) == [.count(serial: 1)])
    #expect(state.exchange == .bybit)
    #expect(type("4", in: &state) == [.count(serial: 2)])
    #expect(state.exchange == .deribit, "typed fast they show the last choice")
    _ = type("h", in: &state)
    #expect(state.exchanges == .all, "the motion takes the choice back")
    #expect(state.cursor?.day == Samples.today - 24)
  }

  @Test func lapsedTheChoiceStays() {
    var state = Samples.state()
    _ = type("2", in: &state)
    #expect(reduce(&state, .countLapsed(serial: 1)).isEmpty)
    _ = type("h", in: &state)
    #expect(state.exchange == .bybit)
    #expect(state.cursor?.day == Samples.today - 1)
  }

  @Test func anOlderLapseLeavesTheNewerCount() {
    var state = Samples.state()
    _ = type("21", in: &state)
    _ = reduce(&state, .countLapsed(serial: 1))
    _ = type("h", in: &state)
    #expect(state.cursor?.day == Samples.today - 21)
  }

  @Test(arguments: ["10", "15", "250"]) func anotherDigitTakesTheChoiceBackAndWaits(keys: String) {
    var state = Samples.state(exchange: .okx)
    _ = type(keys, in: &state)
    #expect(state.exchange == .okx)
    _ = reduce(&state, .countLapsed(serial: state.countSerial))
    #expect(state.count?.number == Int(keys), "only counts that chose an exchange lapse")
  }

  @Test func fiveToNineWaitInTheHintLine() {
    var state = Samples.state(columns: 60, rows: 15, range: .days(30))
    #expect(type("73", in: &state).isEmpty)
    #expect(state.exchanges == .all)
    #expect(render(state).frame.text.contains("73…"))
    state.type(.escape)
    #expect(state.count == nil && !render(state).frame.text.contains("73…"))
    state.type(.left)
    #expect(state.cursor?.day == Samples.today - 1)
  }

  @Test(arguments: ["v", "f", "B", "\t", "g", "x"])
  func whatIsNoMotionEndsTheCountAndLeavesTheChoice(key: String) {
    var state = Samples.state()
    _ = type("3", in: &state)
    let chosen = state.exchanges
    state.type(key == "\t" ? .tab : .character(key.unicodeScalars.first ?? "x"))
    #expect(state.count == nil)
    if !["B", "\t"].contains(key) { #expect(state.exchanges == chosen) }
  }

  @Test func aClickEndsTheCount() {
    var state = Samples.state()
    _ = type("7", in: &state)
    _ = reduce(&state, .terminal(.mouse([MouseEvent(.wheelUp, x: 30, y: 10)])))
    #expect(state.count == nil && state.cursor?.day == Samples.today - 3)
  }

  @Test func noNumberIsTooLarge() {
    var state = Samples.state()
    _ = type("99999999999999999999999", in: &state)
    #expect(state.count?.number == 9_999)
    _ = type("h", in: &state)
    #expect(state.cursor?.day == Samples.today - 399)
  }

  /// Ends where as many single presses end, whatever came before.
  @Test(arguments: 0..<60) func aCountEndsWhereSinglePressesEnd(seed: Int) {
    var random = SplitMix(state: UInt64(seed) &* 77)
    var counted = Samples.state(
      Samples.snapshot(Samples.series([3, 40, 400, 2_200][seed % 4])),
      columns: [60, 120][seed % 2])
    for _ in 0..<12 { _ = reduce(&counted, .terminal(.keys([Self.key(&random)]))) }
    counted.overlay = nil
    counted.count = nil
    for _ in 0..<12 {
      let motion = Self.motions[random.next(below: Self.motions.count)]
      let number = 5 + random.next(below: [3, 30, 90][random.next(below: 3)])
      var single = counted
      for _ in 0..<number { _ = reduce(&single, .terminal(.keys([.character(motion)]))) }
      let keys = String(number).unicodeScalars.map { Key.character($0) } + [.character(motion)]
      _ = reduce(&counted, .terminal(.keys(keys)))
      counted.countSerial = single.countSerial
      counted.reply = single.reply
      #expect(
        counted == single, "\(number)\(motion), \(counted.appearance.interval), \(counted.range)")
    }
  }

  private static let motions = Array("hl<>[]+-nNjk".unicodeScalars)

  private static func key(_ random: inout SplitMix) -> Key {
    let keys = Array("hl<>[]+-nNjkivsfgG1BO{}".unicodeScalars)
    return .character(keys[random.next(below: keys.count)])
  }
}
