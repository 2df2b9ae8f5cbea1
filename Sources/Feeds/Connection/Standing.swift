public import Liquidations

/// How a feed stands. What went wrong stays until the feed is live, or something else goes wrong.
public enum Standing: Hashable, Sendable {
  /// Being connected to for the first time.
  case connecting
  /// Connected, subscribed, and heard of within seconds.
  case live
  /// Was live, and then said nothing for too long while the connection stood.
  case silent
  /// Connected to, but what was asked for was not acknowledged.
  case unacknowledged
  /// Connected and acknowledged, but nothing ever came: a dead route, or a block.
  case wrongRoute
  /// The exchange serves no one here: 451, or 403 if that isn't about haste.
  case blocked(status: Int)
  /// The exchange answered something else than it should.
  case refused(Refusal)
  /// Too many connections or requests, as the exchange sees it.
  case rateLimited(status: Int?)
  /// The exchange says that it is under maintenance.
  case maintenance
  /// The connection ended, or none came about.
  case lost(Ending)
}

/// What an exchange said no with.
public enum Refusal: Hashable, Sendable {
  /// To the connection: an HTTP status.
  case status(Int)
  /// To what was asked for: its own words, in printable ASCII and at most 120 of them.
  case words(String)

  static func words(of text: String) -> Refusal {
    let printable = text.unicodeScalars.lazy.filter { (0x20..<0x7f).contains($0.value) }.prefix(120)
    var words = ""
    words.unicodeScalars.append(contentsOf: printable)
    // They come to stand within a sentence.
    while words.last == "." || words.last == " " { words.removeLast() }
    return .words(words)
  }
}

/// How a connection ended, or why none came about.
public enum Ending: Hashable, Sendable {
  /// The exchange closed it, with a WebSocket close code if it gave one.
  case closed(code: Int?)
  /// It broke off.
  case broken
  /// None came about within the time.
  case timedOut
  /// The host's name has no address.
  case nameNotFound
  /// No way led to the host.
  case unreachable
  /// It wouldn't have been safe.
  case tls(TLSFault?)
  /// The proxy on the way didn't connect.
  case proxy(FetchError.ProxyFault)
  /// What came was no message, or one that is too long.
  case garbled
}

/// An answer to the handshake that isn't 101, or to a request.
public struct HTTPRefusal: Hashable, Sendable {
  public let status: Int
  /// What the header `Retry-After` asks to wait, if it is there.
  public let retryAfter: Duration?
  /// The beginning of the body; a few KB are enough.
  public let body: [UInt8]

  public init(status: Int, retryAfter: Duration? = nil, body: [UInt8] = []) {
    self.status = status
    self.retryAfter = retryAfter
    self.body = body
  }
}

extension Standing {
  /// What a refusal means.
  ///
  /// Bybit's 403 has two meanings, told apart by its words alone.
  init(_ refusal: HTTPRefusal) {
    switch refusal.status {
    case 403 where refusal.says("access too frequent"), 418, 429:
      self = .rateLimited(status: refusal.status)
    case 403, 451: self = .blocked(status: refusal.status)
    case 502, 503: self = .maintenance
    default: self = .refused(.status(refusal.status))
    }
  }
}

extension HTTPRefusal {
  func says(_ words: String) -> Bool {
    String(decoding: body.prefix(4_096), as: UTF8.self).lowercased().contains(words)
  }
}
