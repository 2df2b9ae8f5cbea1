import FoundationEssentials
import Liquidations
import Refresh

// What is read from a file may have been written by anyone: here it is bounded.

extension SQLiteRow {
  /// The moment in a column; nil for NULL and for what can't be one.
  func moment(_ column: Int32) -> Timestamp? {
    guard !isNull(column) else { return nil }
    let moment = Timestamp(seconds: integer(column))
    return Timestamp.bounds.contains(moment) ? moment : nil
  }

  /// The day in a column; nil for what can't be one.
  func day(_ column: Int32) -> Day? {
    guard !isNull(column) else { return nil }
    return Int(exactly: integer(column)).map { Day(number: $0) }.flatMap {
      Day.bounds.contains($0) ? $0 : nil
    }
  }

  /// The count in a column, 0…10⁹.
  func count(_ column: Int32) -> Int { Int(clamping: min(max(0, integer(column)), 1_000_000_000)) }
}

/// A value of which not everything that can be read can be meant.
protocol Bounded {
  var isInBounds: Bool { get }
}

extension Timestamp: Bounded {
  var isInBounds: Bool { Timestamp.bounds.contains(self) }
}

extension DroppedValue: Bounded {
  var isInBounds: Bool {
    Day.bounds.contains(day) && abs(value) <= Series.largestAmount
      && (0...1_000_000_000).contains(more ?? 0) && (fault?.isInBounds ?? true)
  }
}

extension DroppedValue.Fault: Bounded {
  var isInBounds: Bool {
    if case .future(let days?) = self { (0...Day.bounds.count).contains(days) } else { true }
  }
}

extension Validator: Bounded {
  /// It goes into a header as it is.
  var isInBounds: Bool { [etag, lastModified].compactMap(\.self).allSatisfy(\.isOneLine) }
}

extension RefreshRequest: Bounded {
  var isInBounds: Bool { at.isInBounds }
}

extension AnnouncedPlan: Bounded {
  var isInBounds: Bool {
    (heard?.isInBounds ?? true) && (rules?.isInBounds ?? true) && schedule.isInBounds
  }
}

extension AnnouncedPlan.Rules: Bounded {
  var isInBounds: Bool {
    (0...1_000_000_000).contains(interval) && (0...1_000_000_000).contains(callsAMonth)
  }
}

extension Snapshot.Schedule: Bounded {
  var isInBounds: Bool {
    switch self {
    case .none: true
    case .next(let moment): moment.isInBounds
    case .halted(let error): error.isInBounds
    }
  }
}

extension FetchError: Bounded {
  var isInBounds: Bool {
    switch reason {
    case .unauthorized, .forbidden, .notFound, .rejected, .redirected, .unexpected: true
    case .rateLimited(let wait, _), .quotaSpent(let wait), .server(_, let wait):
      wait.map(Duration.bounds.contains) ?? true
    case .timedOut(let time): Duration.bounds.contains(time)
    case .noConnection(let host, let time, let fault):
      host.isOneLine && (time.map(Duration.bounds.contains) ?? true) && (fault?.isInBounds ?? true)
    case .tls(let host, let fault): host.isOneLine && (fault?.isInBounds ?? true)
    case .connectionLost(let host), .nameNotFound(let host): host.isOneLine
    case .tooLarge(let limit): limit >= 0
    case .payload(let fault): fault.what.isOneLine
    }
  }
}

extension FetchError.ProxyFault: Bounded {
  var isInBounds: Bool {
    switch self {
    case .wantsLogin(let proxy, let variable): proxy.isOneLine && (variable?.isOneLine ?? true)
    case .refuses(let proxy): proxy.isOneLine
    }
  }
}

extension TLSFault: Bounded {
  var isInBounds: Bool {
    switch self {
    case .expired(let day, let today), .notYetValid(let day, let today):
      Day.bounds.contains(day) && Day.bounds.contains(today)
    case .unreadableAuthorities(let place): place.isOneLine
    case .silent(let time): Duration.bounds.contains(time)
    case .ofAnotherHost, .unknownAuthority, .noAuthorities, .oldVersion, .wantsCertificate, .notTLS,
      .brokenOff:
      true
    }
  }
}

extension String {
  /// Whether it is a text that can stand in a line, and in a header.
  var isOneLine: Bool {
    utf8.count <= 1_000 && unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}

/// Small values as text, readable and always written the same way.
enum JSON {
  static func encode(_ value: some Encodable) -> SQLiteValue {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(value) else { return .null }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  /// Nil for what isn't such a value, or none that can be meant: another version may have written it
  /// otherwise.
  static func decode<Value: Decodable & Bounded>(_ text: String?) -> Value? {
    guard let text,
      let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8)), value.isInBounds
    else { return nil }
    return value
  }
}

extension Array: Bounded where Element: Bounded {
  var isInBounds: Bool { allSatisfy(\.isInBounds) }
}
