import Archive
import Liquidations
import Newhedge
import Refresh

/// The eight calls of a check: made only if the month has them left, and counted before.
struct CheckedCalls {
  /// Nil if none was made.
  private(set) var metrics: [MetricCheck]?
  /// Nil for the demo, whose calls are nobody's.
  private(set) var quota: QuotaCheck?

  /// - Parameters:
  ///   - survey: of the archive in which the calls are counted; nil for the demo.
  ///   - isOffline: to make none.
  init(
    _ engine: Engine, _ settings: ProgramSettings, _ survey: ArchiveSurvey?, isOffline: Bool
  ) async throws(ProgramError) {
    guard let survey, case .api(let base, let token) = engine.source else {
      metrics = isOffline ? nil : try await MetricCheck.all(engine)
      return
    }
    quota = Self.quota(survey.kept ?? (survey.fault == nil ? Kept() : nil), settings)
    guard !isOffline, quota?.isWell == true else { return }
    guard survey.fault == nil else {
      // An archive with which something is wrong is left as it is.
      metrics = try await MetricCheck.all(engine)
      quota = Self.quota(survey.kept, settings, spent: metrics, isCounted: false)
      return
    }
    let archive = SeriesArchive(
      path: settings.archivePath, source: "\(base)", token: token.fingerprint, now: WallClock.now)
    let count = Metric.allCases.count
    let taken = await archive.take(count, of: settings.policy.callsAMonth, at: WallClock.now())
    if taken == count { metrics = try await MetricCheck.all(engine) }
    await archive.giveBack(taken - Self.spent(metrics), at: WallClock.now())
    let after = await archive.load(at: WallClock.now())
    quota = Self.quota(after, settings, spent: metrics, isCounted: after.fault == nil)
    await archive.close()
  }

  private static func quota(
    _ kept: Kept?, _ settings: ProgramSettings, spent metrics: [MetricCheck]? = nil,
    isCounted: Bool = true
  ) -> QuotaCheck {
    let now = WallClock.now()
    let quota = kept.flatMap { Snapshot($0, policy: settings.policy, at: now).quota }
    return QuotaCheck(
      quota, limit: settings.policy.callsAMonth, calls: spent(metrics), isCounted: isCounted,
      at: now)
  }

  /// How many of the calls reached the server.
  private static func spent(_ metrics: [MetricCheck]?) -> Int {
    metrics?.count(where: \.isSpent) ?? 0
  }
}
