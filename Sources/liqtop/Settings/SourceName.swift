import Archive
import Newhedge
import Settings

/// Which source of the archive is shown: a base URL, or the name of an import.
struct SourceName: SettingWord {
  static let allowed = "a base URL, or \(name)"
  /// What the name of an import may be.
  static let name = "a name of at most 40 letters, digits, -, . and _"
  let text: String

  /// Nil for what is neither a name nor a URL.
  init?(_ word: String) {
    if Self.isName(word) {
      text = word
    } else if let url = try? BaseURL(word, allowsInsecureHTTP: true) {
      text = "\(url)"
    } else {
      return nil
    }
  }

  /// Whether days can be imported under it: it can't be mistaken for a base URL, an option, or where the
  /// exchanges are reached.
  static func isName(_ word: String) -> Bool {
    let characters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    return (1...40).contains(word.utf8.count) && word.allSatisfy(characters.contains)
      && word.first != "-" && word != SeriesArchive.exchanges
  }
}
