import Liquidations
import LiveSupport
import Testing

@testable import Live

@Suite struct SeenIdentitiesTests {
  @Test func oneIsNewOnceForEachExchange() {
    var seen = SeenIdentities()
    #expect(seen.note(.okx, at: 1_000, "a") == .new)
    #expect(seen.note(.okx, at: 1_000, "a") == .seen)
    #expect(seen.note(.okx, at: 1_000, "a#2") == .new)
    #expect(seen.note(.bybit, at: 1_000, "a") == .new)
    #expect(seen.count == 3)
  }

  @Test func ofWhatIsForgottenNothingIsNew() {
    var seen = SeenIdentities()
    for minute in 0..<10 { _ = seen.note(.okx, at: Int64(minute) * 60_000 + 30_000, "a") }
    seen.freeze(until: 5 * 60_000 + 10_000)
    #expect(seen.note(.okx, at: 4 * 60_000, "b") == .doubtful)
    #expect(seen.note(.okx, at: 5 * 60_000 + 10_000, "b") == .doubtful)
    #expect(seen.note(.okx, at: 5 * 60_000 + 10_001, "b") == .new)
    #expect(seen.note(.okx, at: 5 * 60_000 + 30_000, "a") == .seen)
    #expect(seen.count == 6)
    seen.freeze(until: 0)
    #expect(seen.frozen == 5 * 60_000 + 10_000)
  }

  @Test func whatIsTooMuchIsForgottenFromTheOldest() {
    var seen = SeenIdentities(capacity: 1_000)
    for number in 0..<1_200 { _ = seen.note(.okx, at: Int64(number) * 6_000, "\(number)") }
    #expect(seen.count <= 1_000 && seen.count >= 890)
    #expect(seen.note(.okx, at: 1_199 * 6_000, "1199") == .seen)
    #expect(seen.note(.okx, at: 0, "another") == .doubtful)
    // In one minute alone there is no older one.
    var storm = SeenIdentities(capacity: 1_000)
    let verdicts = (0..<1_200).map { storm.note(.okx, at: 1, "\($0)") }
    #expect(verdicts.count { $0 == .new } == 1_001 && storm.count <= 1_000)
    #expect(verdicts.suffix(199).allSatisfy { $0 == .doubtful })
  }

  @Test func twoTogetherKnowWhatEachKnew() {
    var (one, other) = (SeenIdentities(), SeenIdentities(frozen: 5))
    _ = (one.note(.okx, at: 10, "a"), other.note(.okx, at: 10, "a"), other.note(.okx, at: 11, "b"))
    one.formUnion(other)
    #expect(one.count == 2 && one.frozen == 5)
    #expect(one.note(.okx, at: 11, "b") == .seen)
  }
}
