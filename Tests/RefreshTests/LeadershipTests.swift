import Liquidations
import Testing

@testable import Refresh

@Suite struct LeadershipTests {
  @Test func triesAndGlancesAtOnceAndThenInTheirTime() {
    var leadership = Leadership()
    #expect(leadership.isTryDue(at: .zero) && leadership.isGlanceDue(at: .zero))
    #expect(leadership.tried(.follows, at: .zero) == nil)
    leadership.glanced(at: .zero)
    #expect(leadership.wake == .milliseconds(1_200))
    #expect(!leadership.isGlanceDue(at: .milliseconds(1_199)))
    #expect(leadership.isGlanceDue(at: .milliseconds(1_200)))
    #expect(!leadership.isTryDue(at: .milliseconds(11_999)))
    #expect(leadership.isTryDue(at: .milliseconds(12_000)))
  }

  @Test func aStoreThatTellsIsLookedAtWhenItTellsAndNowAndThen() {
    var leadership = Leadership()
    leadership.isTold = true
    _ = leadership.tried(.leads, at: .zero)
    leadership.glanced(at: .zero)
    #expect(leadership.wake == Leadership.renewal)
    #expect(!leadership.isGlanceDue(at: .seconds(5)))
    leadership.heard()
    #expect(leadership.isGlanceDue(at: .seconds(5)))
  }

  @Test func whatIsToldInManyPiecesIsLookedAtTenTimesASecond() {
    var leadership = Leadership()
    leadership.isTold = true
    _ = leadership.tried(.follows, at: .zero)
    leadership.glanced(at: .zero)
    leadership.heard()
    #expect(!leadership.isGlanceDue(at: .milliseconds(99)))
    #expect(leadership.wake == .milliseconds(100))
    leadership.glanced(at: .milliseconds(100))
    #expect(leadership.wake == Leadership.renewal)
  }

  @Test func aLeaseIsRenewedTwiceBeforeItEnds() {
    #expect(Leadership.renewal * 2 < Lease.lifetime)
    #expect(Leadership.glance >= .seconds(1))
  }

  @Test func termsAreCountedAndFollowingIsRemembered() {
    var leadership = Leadership()
    #expect(leadership.tried(.leads, at: .zero) == .won)
    #expect(leadership.tried(.leads, at: .seconds(5)) == nil)
    #expect(leadership.term == 1 && leadership.isLeading && !leadership.hasFollowed)
    #expect(leadership.tried(.follows, at: .seconds(60)) == .lost)
    #expect(!leadership.isLeading && leadership.hasFollowed)
    #expect(leadership.tried(.leads, at: .seconds(65)) == .won)
    #expect(leadership.term == 2)
  }

  @Test func whoFetchesForItselfAloneBeginsATermWhenItFetchesForAll() {
    var leadership = Leadership()
    #expect(leadership.tried(.onRequest, at: .zero) == .won)
    #expect(leadership.isLeading && !leadership.hasFollowed)
    #expect(leadership.tried(.leads, at: .seconds(12)) == .won)
    #expect(leadership.tried(.onRequest, at: .seconds(24)) == nil)
    #expect(leadership.tried(.follows, at: .seconds(36)) == .lost)
  }

  @Test func aFollowerInAHurryTriesAtOnceALeaderNeedsNot() {
    var leadership = Leadership()
    _ = leadership.tried(.follows, at: .zero)
    leadership.hurry()
    #expect(leadership.isTryDue(at: .milliseconds(1)))
    _ = leadership.tried(.leads, at: .milliseconds(1))
    leadership.hurry()
    #expect(!leadership.isTryDue(at: .milliseconds(2)))
    leadership.doubt()
    #expect(leadership.isTryDue(at: .milliseconds(2)))
  }
}
