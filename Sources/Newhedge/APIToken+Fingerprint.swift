import Crypto

extension APIToken {
  /// Tells tokens apart without telling them: 16 hexadecimal digits of the token's SHA-256.
  public var fingerprint: String {
    let digits = Array("0123456789abcdef".utf8)
    let text = SHA256.hash(data: Array(secret.utf8)).prefix(8).flatMap { byte in
      [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
