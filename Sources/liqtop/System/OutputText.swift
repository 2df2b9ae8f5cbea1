/// Text on its way to standard output, in pieces that are worth a write.
struct OutputText: TextOutputStream {
  private static let piece = 1 << 16
  private var bytes: [UInt8] = []

  mutating func write(_ text: String) {
    bytes += text.utf8
    if bytes.count >= Self.piece { flush() }
  }

  /// Writes what is left.
  mutating func flush() {
    Console.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
