/// Why something that was asked of an archive by hand can't be done.
public struct ArchiveUpkeepError: Error, Hashable, CustomStringConvertible {
  /// What kind of reason it is: what a program that asked may do about it.
  public enum Kind: Hashable, Sendable {
    /// There is no archive, or none that can be read.
    case unreadable
    /// It may not be written, or can't be made.
    case unwritable
    /// The disk is full, or fails.
    case failing
    /// Another program is at work on it; that passes.
    case busy
  }

  public let kind: Kind
  /// What is wrong with which file, and what to do, with its full stop; in small letters, as it follows a name.
  public let description: String

  /// There is no archive at that path.
  public static func nothing(at path: String) -> ArchiveUpkeepError {
    ArchiveUpkeepError(.noHome, path)
  }

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  init(_ error: ArchiveReadingError) {
    self.init(error.isBusy ? .busy : .unreadable, error.description)
  }

  init(_ trouble: ArchiveError, _ path: String) {
    kind = trouble.kind
    description =
      switch trouble {
      case .readOnly: "the archive \(path) may not be written. Check who owns it."
      case .noFolder: "there can't be an archive at \(path): its folder can't be made."
      case .diskFull: "the disk of \(path) is full; nothing was changed. Free some of it."
      case .other(let words): "the archive \(path) fails (\(words)); nothing was changed."
      default: trouble.readingSentence(path)
      }
  }
}

extension ArchiveError {
  fileprivate var kind: ArchiveUpkeepError.Kind {
    switch self {
    case .readOnly, .noFolder: .unwritable
    case .diskFull, .other: .failing
    case .locked, .lockedByStopped: .busy
    default: .unreadable
    }
  }
}
