import Canvas
import Dashboard
import Liquidations
import Wording

private let today = Day(number: 20_779)

/// Whatever is decoded holds what a series promises, and reads back the same.
@Sendable func checkPayload(_ bytes: [UInt8]) {
  let metric = Metric.allCases[(bytes.first.map(Int.init) ?? 0) % Metric.allCases.count]
  guard let fetched = try? Payload.decode(bytes, metric: metric, today: today) else { return }
  let entries = fetched.series.entries
  for (day, value) in entries {
    precondition(day >= Payload.firstDay && day <= today + 1)
    precondition(value.isFinite && metric.side.accepts(value))
    precondition(abs(value) <= Series.largestAmount)
  }
  precondition(zip(entries, entries.dropFirst()).allSatisfy { $0.day < $1.day })
  let again = try? Payload.decode(Payload.encode(fetched.series), metric: metric, today: today)
  precondition(again?.series == fetched.series)
  precondition(fetched.series.packed.withUnsafeBytes { Series(packed: $0) } == fetched.series)
}

/// Whatever is unpacked, be it from a damaged archive, is a series that packs again.
@Sendable func checkPacked(_ bytes: [UInt8]) {
  guard let series = bytes.withUnsafeBytes({ Series(packed: $0) }) else { return }
  precondition(series.packed.withUnsafeBytes { Series(packed: $0) } == series)
}

/// Whatever an archive holds, and whatever is pressed, is drawn: a frame of the size that was asked for.
///
/// The bytes are a size, when the data were received, how many keys follow, the keys, and then packed
/// series one behind the other.
@Sendable func checkFrame(_ bytes: [UInt8]) {
  var rest = bytes[...]
  let size = Size(columns: Int(rest.popFirst() ?? 80), rows: Int(rest.popFirst() ?? 24) % 80)
  let age = Duration.seconds(Int64(rest.popFirst() ?? 0) * 9_973)
  let keys = rest.dropFirst().prefix(Int(rest.popFirst() ?? 0) % 8)
  rest = rest.dropFirst(keys.count)
  let now = today.start + .seconds(51_823)
  var snapshot = Snapshot()
  for (index, key) in snapshot.keys.enumerated() where !rest.isEmpty {
    let share = Array(rest.prefix(max(16, rest.count / (snapshot.keys.count - index) / 8 * 8)))
    rest = rest.dropFirst(share.count)
    snapshot.update(key) { reading in
      let packed = share.withUnsafeBytes { Series(packed: $0) } ?? .empty
      reading.series = packed.bounded(accepts: key.accepts)
      reading.asOf = now + (.zero - age)
    }
  }
  var state = DashboardState(
    source: .demo, capabilities: Capabilities(colours: .indexed, isUnicode: true), size: size,
    now: now, snapshot: snapshot)
  var rendering = render(state)
  precondition(rendering.frame.size == size)
  for key in keys {
    // Printable, so that every key with a letter comes in its turn.
    let scalar = Unicode.Scalar(0x20 + key % 0x5f)
    _ = reduce(&state, .terminal(.keys([.character(scalar)])), hits: rendering.hits)
    rendering = render(state)
    precondition(rendering.frame.size == size)
  }
}

/// Whatever is read has only keys that there are, on lines that there are; so has a complaint.
@Sendable func checkConfiguration(_ bytes: [UInt8]) {
  let keys = [
    SettingKey("theme"), SettingKey("exchange", .list), SettingKey("keys", .mapping),
    SettingKey("alerts", .records),
  ]
  let lines = bytes.count + 1
  do {
    let file = try SettingsFile(path: "c.yaml", bytes: bytes, keys: keys)
    for (name, value) in file.values {
      let isKnown = keys.contains { name == $0.name } || name.utf8.starts(with: "keys.".utf8)
      precondition(isKnown)
      precondition((1...lines).contains(value.line))
    }
    for record in keys.flatMap(file.records(under:)) {
      precondition((1...lines).contains(record.line))
      precondition(record.fields.allSatisfy { record[$0.name] == $0 })
    }
    let under = keys.flatMap(file.names(under:)).count
    precondition(file.values.keys.count { $0.utf8.contains(UInt8(ascii: ".")) } == under)
  } catch {
    precondition("\(error)".hasPrefix("c.yaml, line "))
  }
  do {
    _ = try YAMLNode.parse(bytes)
  } catch {
    precondition((1...lines + 1).contains(error.line) && !error.reason.isEmpty)
  }
}

/// Whatever is understood lies in the history; whatever isn't is explained.
@Sendable func checkDate(_ bytes: [UInt8]) {
  // As many as the line takes, and such as it takes.
  let text = String(decoding: bytes.prefix(40).map { 0x20 + $0 % 0x5f }, as: UTF8.self)
  let history = (today - 2_200)...today
  do {
    switch try DateEntry(text, history: history, today: today) {
    case .day(let day): precondition(history.contains(day))
    case .range(let days):
      precondition(history.contains(days.lowerBound) && history.contains(days.upperBound))
    case .span(let span): precondition(span == .all || span == .yearToDate)
    }
  } catch {
    precondition(!error.text.isEmpty)
  }
  if let range = try? DateRange(text, today: today) {
    precondition(
      range.slots(in: Slot(history.lowerBound)...Slot(today), running: Slot(today)).count > 0)
  }
}
