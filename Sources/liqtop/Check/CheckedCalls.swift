import Archive
import Liquidations
import Newhedge
import Refresh

/// The calls of a check, one for each metric: made only if the month has them left, and counted
/// before.
struct CheckedCalls {
  /// Nil if none was made.
  private(set) var metrics: [MetricCheck]?
  /// Nil for the demo, whose calls are nobody's.
  private(set) var quota: QuotaCheck?

  /// - Parameters:
  ///   - asked: the metrics to fetch.
  ///   - survey: of the archive in which the calls are counted; nil for the demo.
  ///   - isOffline: to make none.
  init(
    of asked: [Metric], _ engine: Engine, _ settings: ProgramSettings, _ survey: ArchiveSurvey?,
    isOffline: Bool
  ) async throws(ProgramError) {
    guard engine.fetches else { return }
    guard let survey, case .api(let base, let token) = engine.source else {
      metrics = isOffline ? nil : try await MetricCheck.all(asked, engine)
      return
    }
    let needed = asked.count
    let kept = survey.kept ?? (survey.fault == nil ? StoredState() : nil)
    quota = Self.quota(kept, settings, needed: needed)
    // A lock passes, and what is spent under it would be counted by nobody.
    guard !isOffline, !survey.isLocked, quota?.isWell == true else { return }
    guard survey.fault == nil else {
      // An archive with which something is wrong is left as it is.
      metrics = try await MetricCheck.all(asked, engine)
      var kept = survey.kept
      kept?.scope = .own
      quota = Self.quota(kept, settings, needed: needed, spent: metrics, isCounted: false)
      return
    }
    let archive = SeriesArchive(
      path: settings.archivePath, source: "\(base)", token: token.fingerprint, now: WallClock.now)
    let taken = await archive.take(needed, of: settings.policy.callsAMonth, at: WallClock.now())
    let isCounted = await archive.load(at: WallClock.now()).fault?.isWriting != false
    if taken == needed, isCounted { metrics = try await MetricCheck.all(asked, engine) }
    await archive.giveBack(taken - Self.spent(metrics), at: WallClock.now())
    let after = await archive.load(at: WallClock.now())
    quota = Self.quota(
      after, settings, needed: needed, spent: metrics, isCounted: after.fault == nil)
    await archive.close()
  }

  private static func quota(
    _ kept: StoredState?, _ settings: ProgramSettings, needed: Int,
    spent metrics: [MetricCheck]? = nil,
    isCounted: Bool = true
  ) -> QuotaCheck {
    let now = WallClock.now()
    let quota = kept.flatMap { Snapshot($0, policy: settings.policy, at: now).quota }
    return QuotaCheck(
      quota, limit: settings.policy.callsAMonth, needed: needed, calls: spent(metrics),
      isCounted: isCounted, at: now)
  }

  /// How many of the calls reached the server.
  private static func spent(_ metrics: [MetricCheck]?) -> Int {
    metrics?.count(where: \.isSpent) ?? 0
  }
}
