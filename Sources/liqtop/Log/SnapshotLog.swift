import Liquidations
import Wording

/// Finds out what happened from one snapshot to the next.
struct SnapshotLog {
  private var last = Snapshot()

  /// What is new in a snapshot: of the archive, of the metrics in their order, of the schedule.
  mutating func records(_ snapshot: Snapshot) -> [LogRecord] {
    defer { last = snapshot }
    var records = Metric.allCases.flatMap { Self.records($0, last[$0], snapshot[$0]) }
    if let fault = snapshot.fault, fault != last.fault { records.insert(.archive(fault), at: 0) }
    if case .halted = snapshot.schedule, snapshot.schedule != last.schedule {
      records.append(.halted)
    }
    return records
  }

  private static func records(
    _ metric: Metric, _ old: SeriesReading, _ new: SeriesReading
  ) -> [LogRecord] {
    if let error = new.error { return error == old.error ? [] : [.failed(error)] }
    guard new.asOf != old.asOf || old.error != nil, new.asOf != nil else { return [] }
    let fetched = LogRecord.fetched(
      metric, days: new.series.count, newest: new.series.days?.upperBound)
    guard new.droppedValues != old.droppedValues,
      let dropped = DroppedValue.summary(new.droppedValues)
    else { return [fetched] }
    return [fetched, .dropped(metric, dropped)]
  }
}
