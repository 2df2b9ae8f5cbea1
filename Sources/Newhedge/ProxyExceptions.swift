import NIOCore

/// The hosts to which no proxy leads, as `NO_PROXY` lists them: `example.com` with all its
/// subdomains, `.example.com`, `192.0.2.7`, `10.0.0.0/8`, any of them with a port, or `*`.
struct ProxyExceptions: Hashable, Sendable {
  private let patterns: [String]

  init(_ text: String) {
    patterns = text.split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() }
  }

  /// - Parameter host: as it stands in a URL, IPv6 in brackets.
  func contain(_ host: String, port: Int) -> Bool {
    let host = Self.bare(host[...])
    return patterns.contains { pattern in
      if pattern == "*" { return true }
      var name = pattern[...]
      if let colon = name.lastIndex(of: ":"), Self.isPort(name[name.index(after: colon)...]),
        name.hasPrefix("[") || name.firstIndex(of: ":") == colon
      {
        guard name[name.index(after: colon)...] == "\(port)" else { return false }
        name = name[..<colon]
      }
      return Self.matches(host, Self.bare(name))
    }
  }

  private static func matches(_ host: Substring, _ pattern: Substring) -> Bool {
    if let slash = pattern.firstIndex(of: "/") {
      guard let network = bits(pattern[..<slash]), let address = bits(host),
        let length = Int(pattern[pattern.index(after: slash)...]),
        network.count == address.count, (0...network.count).contains(length)
      else { return false }
      return network.prefix(length) == address.prefix(length)
    }
    if let address = bits(host) { return address == bits(pattern) }
    let name = pattern.drop { $0 == "*" }.drop { $0 == "." }
    return !name.isEmpty && (host == name || host.hasSuffix(".\(name)"))
  }

  /// The bits of a numeric address; nil for a name.
  private static func bits(_ text: Substring) -> [Bool]? {
    // The loss of the error is meant: what isn't an address is a name.
    guard let address = try? SocketAddress(ipAddress: String(text), port: 0) else { return nil }
    // Where the systems' socket addresses have it.
    let place = address.protocol == .inet6 ? 8..<24 : 4..<8
    return address.withSockAddr { pointer, size in
      UnsafeRawBufferPointer(start: pointer, count: size)[place].flatMap { byte in
        (0..<8).map { byte & (0x80 >> $0) != 0 }
      }
    }
  }

  private static func bare(_ host: Substring) -> Substring {
    host.hasPrefix("[") && host.hasSuffix("]") ? host.dropFirst().dropLast() : host
  }

  private static func isPort(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { ("0"..."9").contains($0) }
  }
}
