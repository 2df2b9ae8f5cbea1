/// What is wrong with a connection that should be safe.
public enum TLSFault: Hashable, Codable, Sendable {
  /// The certificate was valid up to that day, by a clock that says this one.
  case expired(Day, today: Day)
  /// The certificate is valid from that day on, by a clock that says this one.
  case notYetValid(Day, today: Day)
  /// The certificate is of another host.
  case ofAnotherHost
  /// No authority that is trusted has signed the certificate.
  case unknownAuthority
  /// This machine trusts no authority at all.
  case noAuthorities
  /// What was said to hold the authorities to trust can't be read, or holds none.
  case unreadableAuthorities(String)
  /// The host speaks only versions of TLS that are no longer safe.
  case oldVersion
  /// The host wants a certificate of ours.
  case wantsCertificate
  /// The host answered, but not in TLS.
  case notTLS
  /// The host was connected to and said nothing for so long.
  case silent(Duration)
  /// The host broke the handshake off.
  case brokenOff
}

extension TLSFault {
  /// Whether the same call may succeed a little later.
  var isTransient: Bool {
    switch self {
    case .silent, .brokenOff: true
    default: false
    }
  }

  /// A few words for a crowded line.
  var shortDescription: String {
    switch self {
    case .expired: "certificate expired"
    case .notYetValid: "certificate not valid yet"
    case .ofAnotherHost: "wrong host's certificate"
    case .unknownAuthority: "unknown authority"
    case .noAuthorities, .unreadableAuthorities: "no authorities"
    case .oldVersion: "TLS too old"
    case .wantsCertificate: "asks for a certificate"
    case .notTLS: "no TLS there"
    case .silent: "TLS timed out"
    case .brokenOff: "TLS ended early"
    }
  }

  /// What is wrong, and what to do where something can be done.
  public func explanation(_ host: String) -> String {
    let distrust = "the certificate of \(host) can't be trusted"
    return switch self {
    case .expired(let day, let today):
      "\(distrust): it expired on \(day), and this machine's clock says \(today)"
    case .notYetValid(let day, let today):
      "\(distrust): it is valid from \(day) on, and this machine's clock says \(today)"
    case .ofAnotherHost: "\(distrust): it is another host's"
    case .unknownAuthority:
      "\(distrust): it isn't signed by an authority that this machine knows; ca_file can name another"
    case .noAuthorities:
      "\(distrust): this machine has no authorities installed (package ca-certificates)"
    case .unreadableAuthorities(let place):
      "\(distrust): no authorities can be read from \(place)"
    case .oldVersion: "\(host) supports no version of TLS that is still safe"
    case .wantsCertificate: "\(host) asks callers for a certificate, and liqtop has none"
    case .notTLS: "\(host) answers, but not in TLS; check the base URL's port"
    case .silent(let limit):
      "\(host) didn't begin TLS within \(limit.components.seconds) s; does it speak plain http?"
    case .brokenOff: "\(host) ended the connection before TLS began"
    }
  }
}
