import FoundationEssentials
import Liquidations
import Testing

@testable import Demo

@Suite struct DemoParametersTests {
  @Test func embeddedFileIsReadable() throws {
    let parameters = try DemoParameters.embedded()
    #expect(parameters.weekdays.count == 7)
    #expect(parameters.published.count == 3)
    #expect(parameters.start.day.description == "2020-11-22")
  }

  @Test(arguments: ["\"2026-02-30\"", "\"2026-05\"", "\"x\"", "\"2026--5-01\"", "20260501"])
  func refusesWhatIsNoDay(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(DemoDay.self, from: Data(text.utf8))
    }
  }

  @Test func refusesAnUnknownExchange() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(DemoExchange.self, from: Data("\"kraken\"".utf8))
    }
  }

  @Test func needsAValueForEachExchange() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        ByExchange<Int>.self, from: Data(#"{"binance": 1, "bybit": 2, "okx": 3}"#.utf8))
    }
  }

  @Test func levelIsDrawnAsALineBetweenItsDays() throws {
    let levels = try JSONDecoder().decode(
      [DemoParameters.Level].self,
      from: Data(
        #"[{"day": "2026-01-01", "times": 1}, {"day": "2026-01-11", "times": 3}]"#.utf8))
    let first = levels[0].day.day
    #expect(levels.level(on: first - 5) == 1)
    #expect(levels.level(on: first + 5) == 2)
    #expect(levels.level(on: first + 50) == 3)
  }
}
