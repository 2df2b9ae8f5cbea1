import Canvas
import ClockSupport
import Dashboard
import Liquidations
import Refresh
import Testing

/// UTC midnight with the program running, from the clock to what the dashboard shows.
@Suite(.timeLimit(.minutes(20))) struct MidnightTests {
  private static let today = Bench.start.day
  private static let late = (today + 1).start + .seconds(-1_800)

  private static func state() -> DashboardState {
    DashboardState(
      source: .host("h"), capabilities: Capabilities(colours: .none, isUnicode: true),
      size: Size(columns: 120, rows: 40), now: late, range: DateRange(.days(7)))
  }

  private static func answer(_ values: [(Day, Double)], _ bench: Bench) {
    let fetched = FetchedSeries(series: Series(values.map { (day: $0.0, value: $0.1) }))
    for metric in SeriesKey.liquidations { bench.source.answer(metric, fetched) }
  }

  @Test func theDayTurnsIsMissingAndThenIsThere() async throws {
    try await Bench.run(start: Self.late) { bench in
      var state = Self.state()
      await bench.source.calls(1)
      Self.answer([(Self.today - 9, 2), (Self.today - 1, 5), (Self.today, 3)], bench)
      _ = reduce(&state, .snapshot(await bench.settled(), now: bench.clock.wall), hits: Hits())
      #expect(state.today == Self.today && state.days.upperBound == Self.today)

      bench.clock.advance(by: .seconds(1_800))
      _ = reduce(&state, .tick(bench.clock.wall), hits: Hits())
      #expect(state.today == Self.today + 1)
      #expect(state.days == (Self.today - 5)...(Self.today + 1))
      let key = SeriesKey.okxLong
      #expect(state.snapshot[key].series[Self.today + 1] == nil)

      bench.clock.advance(by: .seconds(90))
      await bench.source.calls(2)
      Self.answer([(Self.today, 4), (Self.today + 1, 1)], bench)
      let next = await bench.snapshot { $0.oldest == bench.clock.wall && !$0.isLoading }
      _ = reduce(&state, .snapshot(next, now: bench.clock.wall), hits: Hits())
      let series = state.snapshot[key].series
      #expect(series[Self.today - 1] == 5)
      #expect(series[Self.today] == 4)
      #expect(series[Self.today + 1] == 1)
      #expect(state.days.upperBound == Self.today + 1)
      #expect(next.schedule == .next(bench.clock.wall + .seconds(3_600)))
    }
  }

  @Test func aPausedPictureStandsStillOverMidnight() async throws {
    try await Bench.run(start: Self.late) { bench in
      var state = Self.state()
      await bench.source.calls(1)
      Self.answer([(Self.today, 3)], bench)
      _ = reduce(&state, .snapshot(await bench.settled(), now: bench.clock.wall), hits: Hits())
      _ = reduce(&state, .terminal(.keys([.character("p")])), hits: Hits())
      bench.clock.advance(by: .seconds(1_900))
      _ = reduce(&state, .tick(bench.clock.wall), hits: Hits())
      #expect(state.today == Self.today)
      _ = reduce(&state, .terminal(.keys([.character("p")])), hits: Hits())
      #expect(state.today == Self.today + 1)
    }
  }

  @Test(arguments: [-400 * 86_400, -86_400, 86_400, 400 * 86_400])
  func aWallClockThatIsSetLosesNothingAndMakesNoAgeNegative(seconds: Int) async throws {
    try await Bench.run(start: Self.late) { bench in
      var state = Self.state()
      await bench.source.calls(1)
      Self.answer([(Self.today, 3)], bench)
      await bench.settled()
      await bench.atRest()
      bench.clock.setWall(by: .seconds(seconds))
      bench.clock.advance(by: .seconds(60))
      await bench.atRest()
      if seconds > 0 { await bench.source.calls(2) }
      let fetchesAgain = !bench.source.state.value.pending.isEmpty
      #expect(fetchesAgain == (seconds > 0))
      if fetchesAgain { Self.answer([(Self.today, 3)], bench) }
      let snapshot = await bench.snapshot { snapshot in
        !snapshot.isLoading && (!fetchesAgain || snapshot.oldest == bench.clock.wall)
      }
      _ = reduce(&state, .snapshot(snapshot, now: bench.clock.wall), hits: Hits())
      #expect(state.snapshot[.okxLong].series[Self.today] == 3)
      // The help has the age in words.
      _ = reduce(&state, .terminal(.keys([.character("?")])), hits: Hits())
      let frame = render(state).frame
      let rows = (0..<frame.size.rows).map { row in
        String(String.UnicodeScalarView((0..<frame.size.columns).map { frame[$0, row].glyph }))
      }
      let line = try #require(rows.first { $0.contains("8/8") })
      #expect(line.contains("just now") || line.contains("1 min ago"))
      // The day to which the data go has signs of its own.
      #expect(!line.contains(" -") && !line.contains("−"))
      #expect(bench.source.state.value.total <= 16)
    }
  }
}
