public import Liquidations

/// One request of an exchange; a later one of the same purpose has a higher number.
public struct RequestID: Hashable, Sendable {
  public enum Purpose: Hashable, Sendable {
    /// Which contracts there are.
    case contracts
    /// Liquidations of today, before the program was there to hear of them.
    case backfill
    /// Trades among which liquidations are flagged.
    case trades
    /// What one BTC cost, day by day.
    case prices
  }

  /// Nil for prices, which are of no exchange in particular.
  public let exchange: Exchange?
  public let purpose: Purpose
  public let number: Int
}

/// How a request ended.
public enum FeedAnswer: Sendable {
  /// 200, with the whole body.
  case body([UInt8])
  /// Another status.
  case refused(HTTPRefusal)
  /// No whole answer came about.
  case failed(Ending)
}

/// What is wrong with an answer.
public enum AnswerFault: Error, Hashable, Sendable {
  case blocked(status: Int)
  case rateLimited(status: Int?, retryAfter: Duration?)
  case maintenance
  case refused(Refusal)
  case failed(Ending)
  /// It isn't the JSON that was expected.
  case unreadable
  /// It holds none of what was asked for.
  case empty

  init(_ refusal: HTTPRefusal) {
    switch Standing(refusal) {
    case .blocked(let status): self = .blocked(status: status)
    case .rateLimited(let status):
      self = .rateLimited(status: status, retryAfter: refusal.retryAfter)
    case .maintenance: self = .maintenance
    case .refused(let refusal): self = .refused(refusal)
    default: self = .unreadable
    }
  }

  /// The wait before the next attempt, after that many failures in a row.
  func wait(failures: Int, jitter: Double) -> Duration {
    let (standing, retryAfter): (Standing, Duration?) =
      switch self {
      case .blocked(let status): (.blocked(status: status), nil)
      case .rateLimited(let status, let retryAfter): (.rateLimited(status: status), retryAfter)
      case .maintenance: (.maintenance, nil)
      default: (.connecting, nil)
      }
    // From half a minute on, up to half an hour.
    return BackOff.wait(
      standing, failures: failures + 5, retryAfter: retryAfter, jitter: jitter,
      slowest: .seconds(1_800))
  }
}

extension FeedAnswer {
  /// The body as JSON, if its exchange says that all is well.
  func json(_ exchange: Exchange) throws(AnswerFault) -> JSON {
    switch self {
    case .refused(let refusal):
      // Some errors come with a status of their own, and with a code that says more.
      if let json = JSON(refusal.body), let fault = json.fault(exchange, refusal.retryAfter) {
        throw AnswerFault.surer(of: AnswerFault(refusal), fault)
      }
      throw AnswerFault(refusal)
    case .failed(let ending): throw .failed(ending)
    case .body(let bytes):
      guard let json = JSON(bytes) else { throw .unreadable }
      if let fault = json.fault(exchange, nil) { throw fault }
      return json
    }
  }
}

extension AnswerFault {
  /// Between what a status and what a code says.
  fileprivate static func surer(of status: AnswerFault, _ code: AnswerFault) -> AnswerFault {
    if case .refused = status { code } else { status }
  }
}

extension JSON {
  /// What its exchange says is wrong; nil if all is well.
  fileprivate func fault(_ exchange: Exchange, _ retryAfter: Duration?) -> AnswerFault? {
    switch exchange {
    case .binance:
      guard isObject, let code = self["code"]?.integer, self["symbols"] == nil else { return nil }
      return code == -1_003
        ? .rateLimited(status: nil, retryAfter: retryAfter) : refusal(code, self["msg"])
    case .bybit:
      guard let code = self["retCode"]?.integer else { return .unreadable }
      if code == 0 { return nil }
      if code == 10_009 || code == 10_024 { return .blocked(status: 200) }
      return code == 10_006
        ? .rateLimited(status: nil, retryAfter: retryAfter) : refusal(code, self["retMsg"])
    case .okx:
      guard let code = self["code"]?.integer else { return .unreadable }
      if code == 0 { return nil }
      if code == 50_001 { return .maintenance }
      return code == 50_011
        ? .rateLimited(status: nil, retryAfter: retryAfter) : refusal(code, self["msg"])
    case .deribit:
      guard let error = self["error"] else { return self["result"] == nil ? .unreadable : nil }
      let code = error["code"]?.integer ?? 0
      if code == 11_051 { return .maintenance }
      return code == 10_028 || code == 10_047 || code == 10_066
        ? .rateLimited(status: nil, retryAfter: retryAfter)
        : refusal(code, error["data"]?["reason"] ?? error["message"])
    }
  }

  private func refusal(_ code: Int64, _ words: JSON?) -> AnswerFault {
    .refused(.words(of: "\(code) \(words?.string ?? "")"))
  }
}
