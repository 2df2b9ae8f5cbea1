import Liquidations

extension FeedState {
  /// Why the feed isn't live, or live in vain, in one sentence; nil if all is well, or it is only being
  /// connected to.
  public var reason: String? {
    let name = feed.exchange.name
    return switch standing {
    case .connecting: nil
    case .live:
      hasWrongClock
        ? "This machine's clock and \(name)'s differ, so nothing counts as heard; set the clock."
        : nil
    case .silent: "\(name) is connected, but no longer sends anything."
    case .unacknowledged: "\(name) doesn't acknowledge the subscription."
    case .wrongRoute: "\(name) is connected, but sends nothing: a wrong route, or blocked?"
    case .blocked(let status): "\(name) refuses this country or network (HTTP \(status))."
    case .refused(let refusal): "\(name) refuses: \(refusal.words)."
    case .rateLimited(let status):
      "\(name) says that it is being asked too often" + (status.map { " (HTTP \($0))." } ?? ".")
    case .maintenance: "\(name) is under maintenance."
    case .lost(let ending): ending.sentence(relay?.place ?? address.host)
    }
  }
}

extension Refusal {
  /// What was answered.
  public var words: String {
    switch self {
    case .status(let status): "HTTP \(status)"
    case .words(let words): words
    }
  }
}

extension Ending {
  fileprivate func sentence(_ host: String) -> String {
    switch self {
    case .closed(let code):
      "\(host) closed the connection" + (code.map { " (\(Self.words(of: $0)))." } ?? ".")
    case .broken: "The connection to \(host) broke off."
    case .timedOut: "\(host) doesn't answer."
    case .nameNotFound: "The name \(host) has no address."
    case .unreachable: "\(host) can't be reached."
    case .tls(let fault):
      Self.capitalized(fault?.explanation(host) ?? "TLS to \(host) failed") + "."
    case .proxy(let fault): Self.capitalized(fault.explanation(host)) + "."
    case .garbled: "\(host) sent what can't be read, or too much at once."
    }
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// A close code, with what OKX means by its own.
  private static func words(of code: Int) -> String {
    switch code {
    case 1_000: "\(code), a normal end"
    case 1_001: "\(code), it is going away"
    case 1_009: "\(code), a message was too long"
    case 4_004: "\(code), nothing heard from us for 30 s"
    case 4_005: "\(code), we read too slowly"
    case 4_008, 4_009: "\(code), too many connections"
    default: "\(code)"
    }
  }
}

extension AnswerFault {
  /// What is wrong, in a few words after a colon.
  public var words: String {
    switch self {
    case .blocked(let status): "refused to this country or network (HTTP \(status))"
    case .rateLimited(let status, _): "asked too often" + (status.map { " (HTTP \($0))" } ?? "")
    case .maintenance: "the exchange is under maintenance"
    case .refused(let refusal): refusal.words
    case .failed(.timedOut): "no answer in time"
    case .failed(.nameNotFound): "the name has no address"
    case .failed(.tls): "no safe connection"
    case .failed(.proxy): "the proxy doesn't connect"
    case .failed(.garbled): "the answer is broken, or too large"
    case .failed: "no connection"
    case .unreadable: "the answer can't be read"
    case .empty: "the answer is empty"
    }
  }
}
