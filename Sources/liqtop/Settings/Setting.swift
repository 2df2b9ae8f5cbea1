import Settings

/// A setting, declared once: what reads it, explains it or prints it knows it from here.
///
/// Values are constrained only where they are used: each kind of setting would else have the runtime
/// look through all conformances of the program before the first frame.
struct Setting<Value: Sendable>: Sendable {
  let key: SettingKey
  /// The value where nothing is said.
  let standard: Value
  private let helpText: @Sendable () -> String
  private let meaningLines: @Sendable () -> [String]
  let example: String?
  let isRemembered: Bool
  let reach: SettingReach

  init(
    _ key: SettingKey, standard: Value, help: @autoclosure @escaping @Sendable () -> String,
    meaning: @autoclosure @escaping @Sendable () -> [String], example: String? = nil,
    isRemembered: Bool = false, reach: SettingReach = .token
  ) {
    self.key = key
    self.standard = standard
    // Put together only where they are read: the first frame doesn't wait for texts of the help.
    helpText = help
    meaningLines = meaning
    self.example = example
    self.isRemembered = isRemembered
    self.reach = reach
  }

  var help: String { helpText() }
  var meaning: [String] { meaningLines() }
}

extension Setting: SettingDeclaration where Value: SettingValue {
  var standardText: String? { standard.text.isEmpty ? nil : standard.text }

  /// What was said, as a value; nil if nothing was.
  ///
  /// - Throws: `ProgramError` with what is allowed, if it is something else.
  func said(in texts: SettingTexts) throws(ProgramError) -> Value? {
    guard let said = texts[key] else { return nil }
    guard let value = Value(said) else {
      let reason = Value.fault(of: said).map { " (\($0))" } ?? ""
      throw said.error(key, "must be \(Value.allowed)\(reason)")
    }
    return value
  }

  func fault(in texts: SettingTexts) -> ProgramError? {
    do throws(ProgramError) {
      _ = try said(in: texts)
      return nil
    } catch {
      return error
    }
  }

  /// What was said, else the standard.
  func value(in texts: SettingTexts) throws(ProgramError) -> Value {
    try said(in: texts) ?? standard
  }
}

/// What there is to know of a setting, whatever its values are.
protocol SettingDeclaration: Sendable {
  var key: SettingKey { get }
  /// The value where nothing is said, as one writes it; nil if there is none.
  var standardText: String? { get }
  /// What it is for, as its option's help says it.
  var help: String { get }
  /// What it is for, in a line or two of the commented file.
  var meaning: [String] { get }
  /// What a setting that has no standard may look like.
  var example: String? { get }
  /// Whether the dashboard remembers it from the last time where nothing is said.
  var isRemembered: Bool { get }
  var reach: SettingReach { get }
  /// Why what was said can't be used; nil if it can, by itself.
  func fault(in texts: SettingTexts) -> ProgramError?
}

/// What a setting can do to the token. One that nobody has thought about is taken for dangerous.
enum SettingReach {
  /// Nothing: whoever may write the file that has it may play with it.
  case none
  /// It may decide where the token is from or goes to: nobody else may write the file.
  case token
  /// It may be a secret itself: nobody else may read the file either, and it is never printed.
  case secret
}

/// What a setting may be, as options, variables and lines of the configuration file give it.
protocol SettingValue: Sendable {
  /// What it may be, in words.
  static var allowed: String { get }
  /// Nil for what it may not be.
  init?(_ said: SettingText)
  /// As one writes it; empty for no value.
  var text: String { get }
  /// Why it may not be that, where more is known than what it may be.
  static func fault(of said: SettingText) -> String?
}

extension SettingValue {
  static func fault(of said: SettingText) -> String? { nil }
}

/// A value that is one text.
protocol SettingWord: SettingValue {
  /// Nil for a text that it may not be.
  init?(_ word: String)
}

extension SettingWord {
  init?(_ said: SettingText) {
    guard said.texts.count == 1 else { return nil }
    self.init(said.texts[0])
  }
}

extension Optional: SettingValue where Wrapped: SettingValue {
  static var allowed: String { Wrapped.allowed }

  init?(_ said: SettingText) {
    guard let value = Wrapped(said) else { return nil }
    self = value
  }

  var text: String { self?.text ?? "" }

  static func fault(of said: SettingText) -> String? { Wrapped.fault(of: said) }
}

extension SettingText {
  /// Why it can't be used, beginning with what it is about.
  func error(_ key: SettingKey, _ words: String) -> ProgramError {
    ProgramError("\(origin.subject(key)) \(words)", status)
  }

  /// What kind of error it is if it is wrong.
  var status: ProgramError.Status { if case .option = origin { .usage } else { .configuration } }
}
