import ClockSupport

/// One of the messages with some bytes changed, left out, doubled or exchanged for parts of another.
func mutated(_ sources: [[UInt8]], _ generator: inout SplitMix) -> [UInt8] {
  var message = sources.randomElement(using: &generator) ?? []
  for _ in 0..<Int.random(in: 0...3, using: &generator) where !message.isEmpty {
    if Int.random(in: 0..<4, using: &generator) == 0 {
      exchangeNumber(&message, &generator)
      continue
    }
    let place = Int.random(in: 0..<message.count, using: &generator)
    let end = min(message.count, place + Int.random(in: 1...12, using: &generator))
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: message[place] = UInt8.random(in: 0...255, using: &generator)
    case 1:
      message[place] =
        Array(#"{}[]",:0123456789.-eEntf\"#.utf8).randomElement(using: &generator) ?? 0
    case 2: message.removeSubrange(place..<end)
    case 3: message.insert(contentsOf: message[place..<end], at: place)
    case 4:
      let other = sources.randomElement(using: &generator) ?? []
      let from = Int.random(in: 0...other.count, using: &generator)
      message.replaceSubrange(place..<end, with: other[from...].prefix(end - place))
    default: message.removeSubrange(place...)
    }
  }
  return message
}

/// Puts something else in the place of a number.
private func exchangeNumber(_ message: inout [UInt8], _ generator: inout SplitMix) {
  let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
  let starts = message.indices.filter { index in
    isDigit(message[index]) && (index == 0 || !isDigit(message[index - 1]))
  }
  guard let start = starts.randomElement(using: &generator) else { return }
  let end = message[start...].firstIndex { !isDigit($0) } ?? message.endIndex
  let other = [
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "0", "-1", "1e308",
    "1e-308", "1795694405118", "1795694405600000", "null", "[]", "{}", "true",
  ].randomElement(using: &generator)
  message.replaceSubrange(start..<end, with: (other ?? "").utf8)
}
