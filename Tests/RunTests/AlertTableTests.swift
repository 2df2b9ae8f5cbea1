import Alerts
import Liquidations
import Testing

@testable import liqtop

/// What `liqtop alerts` says of each rule.
@Suite struct AlertTableTests {
  /// 2026-06-15, at noon.
  private let noon = Timestamp(seconds: 1_781_524_800)
  private let rule: AlertRule

  init() throws {
    rule = AlertRule("old", try Condition("age > 3h"))
  }

  /// The lines of the rule that stands like that, of series that are so many hours old.
  private func lines(
    _ edge: RuleState.Edge, firedAt: Timestamp? = nil, hours: Int = 0, at now: Timestamp? = nil
  ) -> [Substring] {
    let now = now ?? noon
    var snapshot = Snapshot()
    snapshot.update(Metric.allCases) { _, reading in
      reading.asOf = now + .seconds(-3_600 * hours)
    }
    let known = AlertKnowledge(snapshot, at: now, staleAfter: .seconds(7_200))
    return AlertTable([rule], stored(edge, firedAt: firedAt, at: now), known).text.split(
      separator: "\n")
  }

  private func stored(
    _ edge: RuleState.Edge, firedAt: Timestamp?, at now: Timestamp
  ) -> StoredAlerts {
    var stored = StoredAlerts()
    var state = RuleState(at: now)
    (state.edge, state.firedAt) = (edge, firedAt)
    stored.states[rule.key] = state
    guard let firedAt else { return stored }
    let reading = Firing.Reading("age", value: 11_000, limit: 10_800, .seconds)
    let firing = Firing(
      rule: rule.name, title: "old: age", text: "Old.", moment: firedAt, readings: [reading])
    stored.firings = [KeptFiring(firing, row: 1)]
    return stored
  }

  @Test func whatDoesNotHoldIsNotSaidToHoldSinceBefore() {
    #expect(lines(.new).last == "     not looked at yet")
    #expect(
      lines(.new, hours: 4).last
        == "     holds since before it was looked at; fires once it hasn't held")
  }

  @Test func aRuleThatMayNotFireYetSaysFromWhenOnItMay() {
    let before = noon + .seconds(-100)
    #expect(lines(.armed, firedAt: before).last == "     not before 12:08 UTC")
    #expect(lines(.armed, firedAt: noon + .seconds(-600)).last == "     armed")
    #expect(lines(.fired, firedAt: before).last == "     has fired; not armed again yet")
    let evening = noon.day.start + .seconds(86_100)
    #expect(
      lines(.armed, firedAt: evening, at: evening).last == "     not before 2026-06-16 00:05 UTC")
  }

  @Test func aFiringAboutNowIsOfNoDay() {
    let moment = noon + .seconds(-600)
    #expect(lines(.armed, firedAt: moment)[1] == "     last fired 2026-06-15 11:50 UTC")
  }
}
