import Crypto

extension APIToken {
  /// Tells tokens apart without telling them: 16 hexadecimal digits of the token's SHA-256.
  public var fingerprint: String {
    let digits = SHA256.hash(data: Array(secret.utf8)).prefix(8).flatMap { byte in
      [byte >> 4, byte & 15].map { String($0, radix: 16) }
    }
    return digits.joined()
  }
}
