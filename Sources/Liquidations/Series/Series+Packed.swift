extension Series {
  /// The first day's number, then the value of each day up to the last, NaN where it is missing;
  /// eight bytes each, little-endian. Empty for an empty series.
  public var packed: [UInt8] {
    guard !isEmpty else { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * (values.count + 1))
    Self.append(UInt64(bitPattern: Int64(first.number)), to: &bytes)
    for value in values { Self.append(value.bitPattern, to: &bytes) }
    return bytes
  }

  /// The series of such bytes; nil if they are none, or of days that are out of bounds.
  public init?(packed bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else {
      self = .empty
      return
    }
    guard bytes.count % 8 == 0, bytes.count >= 16,
      let number = Int(exactly: Int64(bitPattern: Self.word(0, of: bytes))),
      (Day.bounds.lowerBound.number...Day.bounds.upperBound.number).contains(number),
      bytes.count / 8 - 2 <= Day.bounds.upperBound.number - number
    else { return nil }
    let values = Self.values(bytes)
    guard values.first?.isNaN == false, values.last?.isNaN == false,
      !values.contains(where: \.isInfinite)
    else { return nil }
    self.init(first: Day(number: number), values: values)
  }

  private static func values(_ bytes: UnsafeRawBufferPointer) -> [Double] {
    let count = bytes.count / 8 - 1
    return Array(unsafeUninitializedCapacity: count) { values, filled in
      for index in 0..<count {
        values.initializeElement(
          at: index, to: Double(bitPattern: word(index + 1, of: bytes)))
      }
      filled = count
    }
  }

  private static func append(_ word: UInt64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private static func word(_ index: Int, of bytes: UnsafeRawBufferPointer) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
  }
}
