import CNcurses
import Canvas

/// What ncurses reads: a key it knows by a code, or a character.
enum Reading: Equatable {
  case code(Int32)
  case character(UInt32)
}

/// Makes events of what each draining of the input has brought.
///
/// Escape sequences that ncurses doesn't know and that are no events here (a modified arrow, a
/// report of focus, the marks of a paste and what is between them) are swallowed: their letters are
/// no commands. Mouse reports and the answer about the background may come in pieces.
struct InputDecoder {
  typealias Instant = ContinuousClock.Instant

  static let escape = Reading.character(0x1b)
  private static let bell = Reading.character(0x07)
  private static let backslash = Reading.character(0x5c)

  private var now = Instant.now
  private var readings: ArraySlice<Reading> = []
  private var runs = EventRuns()
  private var pieces = SequencePieces()
  /// An answer about the background that comes later is ignored; nil if none is expected.
  private var deadline: Instant?

  /// How often the terminal was asked whether it is ready, and hasn't said so yet.
  var readinessQuestions = 0

  var holdsEscape: Bool { pieces.isLoneEscape }

  func awaitsBackground(at now: Instant) -> Bool {
    deadline.map { now <= $0 } ?? false
  }

  mutating func expectBackground(until deadline: Instant) {
    self.deadline = deadline
  }

  /// Gives out the escape that was kept back: nothing has come that makes it the beginning of
  /// an answer.
  mutating func releaseEscape(at now: Instant) -> [TerminalEvent] {
    guard holdsEscape else { return [] }
    addEscape(at: now)
    return runs.finish()
  }

  mutating func events(in new: [Reading], at now: Instant) -> [TerminalEvent] {
    // A new size may come amidst a sequence.
    let new = new.filter { $0 != .code(KEY_RESIZE) }
    guard !new.isEmpty else { return [] }
    self.now = now
    let isHeld = holdsEscape
    if let joined = pieces.joined(with: new, at: now) {
      readings = joined[...]
    } else {
      if isHeld { runs.add(.escape) }
      readings = new[...]
    }
    while !readings.isEmpty { takeSequence() }
    return runs.finish()
  }

  private mutating func takeSequence() {
    let sequence = readings
    let isWhole = takeReading(readings.removeFirst())
    guard !isWhole else { return }
    pieces.keep(sequence, at: now)
    readings = []
  }

  private mutating func addEscape(at now: Instant) {
    runs.add(.escape)
    pieces.escapeWasKey(at: now)
  }
}

/// What takes something from the readings says whether that was whole, or ended with them too early.
extension InputDecoder {
  private mutating func takeReading(_ reading: Reading) -> Bool {
    switch reading {
    case Self.escape: return takeEscape()
    case .code(let code):
      if let key = Key(code: code) { runs.add(key) }
    case .character(let value):
      if let key = Key(character: value) { runs.add(key) }
    }
    return true
  }

  private mutating func takeEscape() -> Bool {
    guard let next = readings.first else {
      if awaitsBackground(at: now) { return false }
      addEscape(at: now)
      return true
    }
    guard case .character(let introducer) = next else {
      runs.add(.escape)
      return true
    }
    switch Unicode.Scalar(introducer) {
    case "[": return takeControlSequence()
    case "O": readings = readings.dropFirst(2)
    case "]": return takeCommand()
    case "P", "_", "^", "X": return takeString() != nil
    default: runs.add(.escape)
    }
    return true
  }

  /// `ESC [`, parameters and intermediates, one final byte.
  private mutating func takeControlSequence() -> Bool {
    readings.removeFirst()
    let parameters = takeParameters()
    guard let next = readings.first else { return false }
    guard case .character(let final) = next, (0x40...0x7e).contains(final) else { return true }
    readings.removeFirst()
    switch (parameters, Unicode.Scalar(final)) {
    case ("200", "~"): return takePaste()
    case ("", "M"): return takeOldReport()
    case (_, "M"):
      if let event = MouseEvent(report: parameters) { runs.add(event) }
    case ("0", "n"): readinessQuestions = max(0, readinessQuestions - 1)
    default: break
    }
    return true
  }

  private mutating func takeParameters() -> String {
    var parameters = String.UnicodeScalarView()
    while case .character(let value)? = readings.first, let scalar = Unicode.Scalar(value),
      (0x20...0x3f).contains(value)
    {
      readings.removeFirst()
      parameters.append(scalar)
    }
    return String(parameters)
  }

  /// A terminal that doesn't know the newer form sends three characters after `ESC [ M`.
  private mutating func takeOldReport() -> Bool {
    guard readings.count >= 3 else { return false }
    let values = readings.prefix(3).compactMap { reading -> Int? in
      guard case .character(let value) = reading else { return nil }
      return Int(value) - 0x20
    }
    readings = readings.dropFirst(3)
    guard values.count == 3 else { return true }
    if let event = MouseEvent(button: values[0], column: values[1], row: values[2]) {
      runs.add(event)
    }
    return true
  }

  private mutating func takeCommand() -> Bool {
    guard let text = takeString() else { return false }
    guard text.hasPrefix("11;"), deadline != nil, let colour = RGB(answer: text.dropFirst(3)) else {
      return true
    }
    if awaitsBackground(at: now) { runs.add(colour) }
    deadline = nil
    return true
  }

  /// The text of a string for a terminal, which ends with BEL or `ESC \`; empty if something else
  /// breaks it off; nil if it has no end yet.
  private mutating func takeString() -> String? {
    readings.removeFirst()
    var text = String.UnicodeScalarView()
    while let reading = readings.first, reading != Self.escape {
      readings.removeFirst()
      if reading == Self.bell { return String(text) }
      if case .character(let value) = reading, let scalar = Unicode.Scalar(value) {
        text.append(scalar)
      }
    }
    guard readings.count >= 2 else { return nil }
    guard readings.starts(with: [Self.escape, Self.backslash]) else { return "" }
    readings = readings.dropFirst(2)
    return String(text)
  }

  private mutating func takePaste() -> Bool {
    let end = "\u{1b}[201~".unicodeScalars.map { Reading.character($0.value) }
    while !readings.isEmpty, !readings.starts(with: end) { readings.removeFirst() }
    readings = readings.dropFirst(end.count)
    return true
  }
}
