/// What ncurses writes without the colours that are set already.
///
/// ncurses sets both colours of a cell though one of them stands, and takes both back before it sets one.
/// Of colours that are set in a row only what comes of them is sent, in one sequence. Nor is the set of
/// characters said again that is in use, which ncurses does with every other attribute.
struct NeededColours {
  /// A colour as the sequence has it, such as `38;5;136`, by its place.
  private typealias Colour = Range<Int>

  private let input: UnsafeBufferPointer<UInt8>
  private var output: [UInt8] = []
  /// What the terminal draws in; nil while that isn't known.
  private var (ink, ground): (Colour?, Colour?) = (nil, nil)
  /// What it is to draw in from here on, where that was said since the last glyph.
  private var (nextInk, nextGround): (Colour?, Colour?) = (nil, nil)
  /// Whether ASCII was designated, and nothing else since.
  private var isASCII = false

  /// Adds to `output` what is needed of `written`: whole sequences and glyphs, after which more such may
  /// follow.
  static func add(_ written: ArraySlice<UInt8>, to output: inout [UInt8]) {
    written.withUnsafeBufferPointer { input in
      var colours = NeededColours(input)
      swap(&colours.output, &output)
      var place = 0
      while place < input.count { place = colours.take(from: place) }
      colours.setColours()
      swap(&colours.output, &output)
    }
  }

  private init(_ input: UnsafeBufferPointer<UInt8>) {
    self.input = input
  }

  /// Takes a sequence, or what stands before the next one; where that ends.
  private mutating func take(from start: Int) -> Int {
    guard input[start] == InputToken.escape else {
      var end = start
      while end < input.count, input[end] != InputToken.escape { end += 1 }
      pass(start..<end)
      return end
    }
    guard start + 1 < input.count, input[start + 1] == UInt8(ascii: "[") else {
      return takeOther(from: start)
    }
    var end = start + 2
    while end < input.count, input[end] < 0x40 { end += 1 }
    end = min(end + 1, input.count)
    if input[end - 1] != UInt8(ascii: "m") {
      pass(start..<end)
      if !Self.keepsColours(input[end - 1]) {
        forget()
        isASCII = false
      }
    } else if !takeColours(start + 2..<end - 1) {
      pass(start..<end)
      forget()
    }
    return end
  }

  /// Takes the beginning of what designates a set of characters, or does who knows what; where that ends.
  private mutating func takeOther(from start: Int) -> Int {
    let end = start + Self.ascii.count
    let isDesignation = end <= input.count && input[start..<end].elementsEqual(Self.ascii)
    if isDesignation, isASCII { return end }
    isASCII = isDesignation
    pass(start..<(isDesignation ? end : start + 1))
    forget()
    return isDesignation ? end : start + 1
  }

  /// What designates ASCII.
  private static let ascii: [UInt8] = [InputToken.escape, UInt8(ascii: "("), UInt8(ascii: "B")]

  /// Whether the sequence that ends so moves the cursor or erases, and no more.
  private static func keepsColours(_ final: UInt8) -> Bool {
    switch final {
    case UInt8(ascii: "A")...UInt8(ascii: "K"), UInt8(ascii: "X"), UInt8(ascii: "d"): true
    default: false
    }
  }

  /// Takes what a sequence sets; false if that isn't colours alone.
  private mutating func takeColours(_ parameters: Range<Int>) -> Bool {
    let before = (nextInk, nextGround)
    var start = parameters.lowerBound
    while start < parameters.upperBound {
      guard let end = endOfColour(start, limit: parameters.upperBound) else {
        (nextInk, nextGround) = before
        return false
      }
      let first = input[start]
      if first == UInt8(ascii: "3") || first == UInt8(ascii: "9") {
        nextInk = start..<end
      } else {
        nextGround = start..<end
      }
      start = end + 1
    }
    return !parameters.isEmpty
  }

  /// Where a colour ends that begins there: 30–49 or 90–107, of which 38 and 48 have more numbers behind
  /// them; nil if there is none.
  private func endOfColour(_ start: Int, limit: Int) -> Int? {
    let first = end(ofNumber: start, limit)
    switch number(start..<first) {
    case 30...37, 39...47, 49, 90...97, 100...107: return first
    case 38, 48: break
    default: return nil
    }
    guard first < limit else { return nil }
    var last = end(ofNumber: first + 1, limit)
    // A number of the palette, or red, green and blue.
    let more = number(first + 1..<last) == 5 ? 1 : 3
    for _ in 0..<more {
      guard last < limit else { return nil }
      last = end(ofNumber: last + 1, limit)
    }
    return last
  }

  private func end(ofNumber start: Int, _ limit: Int) -> Int {
    var end = start
    while end < limit, input[end] != UInt8(ascii: ";") { end += 1 }
    return end
  }

  /// A number of three digits at most; 0 for anything else, which is no colour either.
  private func number(_ digits: Range<Int>) -> Int {
    guard (1...3).contains(digits.count) else { return 0 }
    var number = 0
    for place in digits {
      let digit = input[place]
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return 0 }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }

  private mutating func pass(_ part: Range<Int>) {
    setColours()
    output.append(contentsOf: input[part])
  }

  private mutating func setColours() {
    guard nextInk != nil || nextGround != nil else { return }
    let (newInk, newGround) = (differing(nextInk, ink), differing(nextGround, ground))
    (ink, ground) = (nextInk ?? ink, nextGround ?? ground)
    (nextInk, nextGround) = (nil, nil)
    guard newInk != nil || newGround != nil else { return }
    output.append(InputToken.escape)
    output.append(UInt8(ascii: "["))
    if let newInk { output.append(contentsOf: input[newInk]) }
    if newInk != nil, newGround != nil { output.append(UInt8(ascii: ";")) }
    if let newGround { output.append(contentsOf: input[newGround]) }
    output.append(UInt8(ascii: "m"))
  }

  /// The colour, if it isn't the one that is set.
  private func differing(_ next: Colour?, _ now: Colour?) -> Colour? {
    guard let next, let now, input[next].elementsEqual(input[now]) else { return next }
    return nil
  }

  private mutating func forget() { (ink, ground) = (nil, nil) }
}
