import Canvas

/// Makes events of the bytes that each reading of the input has brought.
///
/// Escape sequences that are no events here (a modified arrow, a report of focus) and characters with
/// Alt are swallowed: their letters are no commands. A sequence may come in pieces; of one an escape
/// may have become a key before its rest shows that it was none.
struct InputDecoder {
  /// What comes later is no rest of a sequence.
  static let patience = Duration.seconds(1)
  /// The same where more than its escape has come: nobody types that by hand.
  private static let longPatience = Duration.milliseconds(1_500)
  /// The longest answer that was asked for has 33 bytes.
  private static let limit = 40
  private static let escape = [InputToken.escape]
  private static let control = Array("\u{1b}[".utf8)
  /// What the control sequences end with that terminals send.
  private static let finals = Array("ABCDEFGHIMOPQRSZabcdmntuxy^@$~".utf8)
  private static let answer = Array("\u{1b}]11;".utf8)

  /// Sequences that are keys of this terminal alone.
  private let ownKeys: [[UInt8]: Key]
  /// An escape that nothing follows so soon is a key.
  private let escapeDelay: Duration
  private var bytes: ArraySlice<UInt8> = []
  private var runs = EventRuns()
  /// The beginning of a sequence or of a character, and since when it has waited for the rest.
  private var piece: [UInt8] = []
  private var since = Instant.now
  /// When an escape became a key.
  private var escaped: Instant?
  private var paste: Paste?
  /// An answer about the background that comes later is ignored; nil if none is expected.
  private var deadline: Instant?
  /// Until when the cursor's column is an answer; nil if none is expected.
  private var columnDeadline: Instant?

  /// How often the terminal was asked whether it is ready, and hasn't said so yet.
  var readinessQuestions = 0

  init(escapeDelay: Duration = .milliseconds(50), ownKeys: [[UInt8]: Key] = [:]) {
    self.escapeDelay = escapeDelay
    self.ownKeys = ownKeys
  }

  /// When what is kept back becomes keys; nil if it never does.
  var releaseTime: Instant? {
    guard isCut else { return nil }
    // What has followed an escape that became a key is likelier cut than typed.
    if escaped != nil { return since + max(escapeDelay, Self.patience) }
    guard piece == Self.escape else { return nil }
    // An answer on its way may be cut where no key is.
    return since
      + (awaitsBackground(at: since) ? max(escapeDelay, .milliseconds(250)) : escapeDelay)
  }

  /// Whether a sequence or a character has begun and not ended.
  var isCut: Bool { !piece.isEmpty }

  func awaitsBackground(at now: Instant) -> Bool { deadline.map { now <= $0 } ?? false }

  func awaitsColumn(at now: Instant) -> Bool { columnDeadline.map { now <= $0 } ?? false }

  mutating func expectBackground(until deadline: Instant) { self.deadline = deadline }

  mutating func expectColumn(until deadline: Instant) { columnDeadline = deadline }

  /// Gives out what was kept back: nothing has come that makes it the beginning of a sequence.
  mutating func release(at now: Instant) -> [TerminalEvent] {
    guard releaseTime != nil else { return [] }
    if piece == Self.escape {
      runs.add(.escape)
      escaped = now
    } else {
      bytes = piece.dropFirst()
      takeAll(at: now)
      escaped = nil
    }
    piece = []
    return runs.finish()
  }

  mutating func events(in new: ArraySlice<UInt8>, at now: Instant) -> [TerminalEvent] {
    guard !new.isEmpty else { return [] }
    bytes = joined(with: new, at: now)
    if paste?.isLost(at: now) == true { paste = nil }
    takeAll(at: now)
    // Not the least of it is held, which would have its owner copy it before the next reading.
    bytes = []
    return runs.finish()
  }
}

/// Sequences in pieces.
extension InputDecoder {
  /// All that can be taken now: the piece with what has come, if the two belong together.
  private mutating func joined(
    with new: ArraySlice<UInt8>, at now: Instant
  ) -> ArraySlice<UInt8> {
    guard isCut || escaped != nil else { return new }
    let (piece, escaped) = (self.piece, self.escaped)
    self.piece = []
    self.escaped = nil
    if let escaped {
      let typed = Array(piece.dropFirst()) + new
      return joined(with: typed, isOneByOne: new.count == 1, after: escaped, at: now)[...]
    }
    let patience = Self.begins(piece) ? Self.longPatience : Self.patience
    if !piece.isEmpty, now - since <= patience, belongs(new, to: piece) { return piece[...] + new }
    if piece == Self.escape { runs.add(.escape) }
    return new
  }

  /// What follows an escape that became a key belongs to it if together they are what is known here;
  /// else a person has typed it.
  private mutating func joined(
    with typed: [UInt8], isOneByOne: Bool, after escaped: Instant, at now: Instant
  ) -> [UInt8] {
    let whole = Self.escape + typed
    // Several bytes at a time aren't typed by hand.
    let patience = !isOneByOne && Self.begins(whole) ? Self.longPatience : Self.patience
    guard now - escaped <= patience else { return typed }
    let found = InputToken.first(in: whole[...], ownKeys: ownKeys)
    switch found?.token {
    case .nothing?:
      let isSequence =
        !isOneByOne && whole.starts(with: Self.control)
        && Self.finals.contains(whole[(found?.length ?? 1) - 1])
      return isSequence ? whole : typed
    case .key(.escape)?: return typed
    case .command?: return whole.starts(with: Self.answer) ? whole : typed
    case _?: return whole
    case nil:
      if whole.count == 2, Self.begins(whole) {
        piece = whole
        // From here on counts what comes after this.
        self.escaped = now
        since = now
        return []
      }
      let isCut = whole.count > 2 && typed[0] == UInt8(ascii: "[") && typed[1] != typed[0]
      return isCut || whole.starts(with: Self.answer) ? whole : typed
    }
  }

  private func belongs(_ new: ArraySlice<UInt8>, to piece: [UInt8]) -> Bool {
    let whole = piece + new
    guard Self.isKept(whole) else { return false }
    // A key that no sequence ends with was pressed after one that was cut short.
    guard piece.starts(with: Self.control),
      let (token, length) = InputToken.first(in: whole[...], ownKeys: ownKeys), token == .nothing
    else { return true }
    return Self.finals.contains(whole[length - 1])
  }

  /// Whether it is the beginning of a key's sequence or a report's, and more than its escape.
  private static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.count > 1 && bytes[0] == InputToken.escape && "[O".utf8.contains(bytes[1])
  }

  /// Whether the beginning of a sequence is worth waiting for its rest: of strings only the answer
  /// about the background is.
  private static func isKept(_ bytes: [UInt8]) -> Bool {
    guard bytes.first == InputToken.escape, bytes.count > 1, "]P_^X".utf8.contains(bytes[1]) else {
      return true
    }
    return bytes.starts(with: answer) || answer.starts(with: bytes)
  }
}

/// What has come, taken one by one.
extension InputDecoder {
  private mutating func takeAll(at now: Instant) {
    while !bytes.isEmpty {
      if paste != nil {
        guard let text = paste?.take(from: &bytes, at: now) else { return }
        paste = nil
        runs.add(TerminalEvent.paste(text))
      } else if let (token, length) = InputToken.first(in: bytes, ownKeys: ownKeys) {
        bytes = bytes.dropFirst(length)
        take(token, at: now)
      } else {
        keep(Array(bytes), at: now)
        bytes = []
      }
    }
  }

  private mutating func keep(_ rest: [UInt8], at now: Instant) {
    guard rest.count <= Self.limit, Self.isKept(rest) else { return }
    piece = rest
    since = now
  }

  private mutating func take(_ token: InputToken, at now: Instant) {
    switch token {
    case .nothing: break
    case .key(let key): runs.add(key)
    case .mouse(let event): runs.add(event)
    case .pasteBegins(let end): paste = Paste(until: end, at: now)
    case .ready: readinessQuestions = max(0, readinessQuestions - 1)
    case .column(let number): takeColumn(number)
    case .command(let text): takeCommand(text, at: now)
    }
  }

  private mutating func takeColumn(_ number: Int) {
    guard columnDeadline != nil else { return }
    columnDeadline = nil
    if let fault = ColumnQuestion.fault(column: number) { runs.add(fault) }
  }

  private mutating func takeCommand(_ text: String, at now: Instant) {
    guard text.hasPrefix("11;"), deadline != nil, let colour = RGB(answer: text.dropFirst(3)) else {
      return
    }
    if awaitsBackground(at: now) { runs.add(TerminalEvent.background(colour)) }
    deadline = nil
  }
}
