import Canvas

/// How a terminal is had to call its user, who may be looking elsewhere.
public enum NotificationForm: Hashable, Sendable, CaseIterable {
  /// The bell, which every terminal has.
  case bell
  /// A text: iTerm2, WezTerm, ghostty, kitty, foot.
  case osc9
  /// A title and a text: rxvt-unicode, foot, ghostty, WezTerm.
  case osc777
  /// The same as kitty has it.
  case osc99
}

extension CursesTerminal {
  /// Has the terminal notify its user, between two frames. While the terminal is given back it does nothing.
  ///
  /// Terminals that might show a control sequence as text get the bell alone. tmux passes the sequences on
  /// only where its `allow-passthrough` is on, and nobody is told whether it did.
  ///
  /// - Parameters:
  ///   - title: a few words. Of it and the text, what steers a terminal is left out, and what is too long.
  ///   - forms: each is sent once.
  public func notify(_ title: String, _ text: String, by forms: Set<NotificationForm>) {
    guard state == .open else { return }
    let note = TerminalNotification(
      title, text, number: Self.nextNotification(), isUnicode: capabilities.isUnicode)
    for form in NotificationForm.allCases where forms.contains(form) {
      guard form != .bell else {
        send("\u{07}")
        continue
      }
      if clipboard.canBeAsked { send(clipboard.passed(note.sequence(form))) }
    }
  }

  /// One for each notification: kitty puts one in the place of another of the same number.
  private static var notificationCount = 0

  private static func nextNotification() -> Int {
    notificationCount += 1
    return notificationCount
  }
}

/// A notification as control sequences.
struct TerminalNotification {
  private static let longestTitle = 100
  private static let longestText = 400

  let title: String
  let text: String
  let number: Int

  init(_ title: String, _ text: String, number: Int, isUnicode: Bool) {
    self.number = number
    self.title = Self.harmless(title, isUnicode, Self.longestTitle)
    self.text = Self.harmless(text, isUnicode, Self.longestText)
  }

  /// What asks for it; nothing for the bell, which has no words.
  ///
  /// All end with a bell: GNU screen takes the other end for that of what it passes on.
  func sequence(_ form: NotificationForm) -> String {
    switch form {
    case .bell: ""
    case .osc9: "\u{1b}]9;\(spoken)\u{07}"
    case .osc777: "\u{1b}]777;notify;\(Self.withoutSigns(title));\(text)\u{07}"
    case .osc99: kittySequence
    }
  }

  /// In one text. ConEmu and Windows Terminal take one that begins with a number for another command.
  private var spoken: String {
    let isNumber = title.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? true
    return (isNumber ? "liqtop: " : "") + "\(title): \(text)"
  }

  /// The text after the title, as one notification.
  private var kittySequence: String {
    [("d=0:p=title", title), ("d=1:p=body", text)].map { metadata, payload in
      "\u{1b}]99;i=liqtop-\(number):e=1:\(metadata);\(Base64.text(of: payload))\u{07}"
    }.joined()
  }

  /// A semicolon would end the title.
  private static func withoutSigns(_ text: String) -> String {
    String(text.map { $0 == ";" ? "," : $0 })
  }

  private static func harmless(_ text: String, _ isUnicode: Bool, _ limit: Int) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: kept.append(" ")
      default: kept.append(isUnicode || scalar.isASCII ? scalar : "?")
      }
    }
    return String(kept)
  }
}
