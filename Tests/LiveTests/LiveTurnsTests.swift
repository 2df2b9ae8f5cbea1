import Liquidations
import LiveSupport
import Testing

@testable import Live

@Suite struct LiveTurnsTests {
  private func turns(_ standing: LeaseAnswer.Standing, isTold: Bool = true) -> LiveTurns {
    var turns = LiveTurns()
    turns.isTold = isTold
    turns.tried(standing, at: .zero)
    return turns
  }

  @Test(arguments: [
    (LeaseAnswer.Standing.leads, true, 60), (.leads, false, 12), (.follows, true, 3),
    (.follows, false, 3), (.onRequest, true, 12), (.onRequest, false, 12),
  ])
  func theLeaseIsSought(standing: LeaseAnswer.Standing, isTold: Bool, seconds: Int) {
    var turns = turns(standing, isTold: isTold)
    #expect(!turns.isTryDue(at: .seconds(seconds) - .nanoseconds(1)))
    #expect(turns.isTryDue(at: .seconds(seconds)))
    turns.doubt()
    #expect(turns.isTryDue(at: .zero))
  }

  @Test func aLeaseOutlivesOneRenewalThatFailed() {
    #expect(LiveTurns.renewal * 2 < Lease.lifetime)
  }

  @Test func onlyWhoFollowsLooks() {
    #expect(!turns(.leads).isLookDue(at: .seconds(99)))
    var follower = turns(.follows)
    #expect(follower.isLookDue(at: .zero))
    follower.looked(at: .zero)
    #expect(!follower.isLookDue(at: .seconds(59)))
    follower.heard()
    #expect(
      !follower.isLookDue(at: .milliseconds(199)) && follower.isLookDue(at: .milliseconds(200)))
    follower.looked(at: .milliseconds(200))
    follower.isTold = false
    #expect(follower.isLookDue(at: .milliseconds(1_200)))
  }

  @Test func savesAndSnapshotsAreCoalesced() {
    var turns = turns(.leads)
    #expect(!turns.isSaveDue(at: .seconds(99)) && !turns.isPublishingDue(at: .seconds(99)))
    #expect(turns.changed(.soon) && !turns.changed(.soon))
    #expect(turns.isSaveDue(at: .zero) && turns.isPublishingDue(at: .zero))
    turns.saves(at: .zero)
    turns.saved(true)
    turns.published(at: .zero)
    #expect(turns.wake == .seconds(60))
    // That nothing more was told changes next to nothing of what is shown.
    #expect(turns.changed(.inTime) && turns.wake == .seconds(5))
    #expect(turns.changed(.soon) && turns.wake == .seconds(1))
    #expect(!turns.isSaveDue(at: .milliseconds(4_999)) && turns.isSaveDue(at: .seconds(5)))
    #expect(turns.changed(.now) == true)
    #expect(turns.wake == .milliseconds(100))
    #expect(!turns.isSaveDue(at: .milliseconds(999)) && turns.isSaveDue(at: .seconds(1)))
    // What couldn't be saved is tried less often.
    turns.saves(at: .seconds(1))
    turns.saved(false)
    #expect(!turns.isSaveDue(at: .seconds(5)) && turns.isSaveDue(at: .seconds(6)))
  }

  @Test func whoFollowsSavesNothing() {
    var turns = turns(.follows)
    _ = turns.changed(.now)
    #expect(!turns.isSaveDue(at: .seconds(99)))
  }
}
