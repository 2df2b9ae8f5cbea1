import Canvas
import FoundationEssentials
import Settings

/// The themes there are: the user's own, each in a file of its name, then the program's.
struct ThemeFiles: Sendable {
  private static let ending = ".theme"

  /// The folder of the user's own themes; nil if there is no home to hold it.
  let folder: String?

  /// - Parameter environment: gives `XDG_CONFIG_HOME`, which must be an absolute path, or `HOME`.
  init(_ environment: [String: String]) {
    folder = UserFolders(environment).configuration.map { "\($0)/themes" }
  }

  /// The theme of that name; the user's own goes before the program's.
  ///
  /// - Throws: `ProgramError` if there is none, or its file can't be read.
  func theme(named name: String) throws(ProgramError) -> Theme {
    if let path = path(of: name), let bytes = try contents(of: path) {
      do {
        return try Theme(name: name, parsing: bytes)
      } catch {
        throw ProgramError("the theme \(path), \(error)", .configuration)
      }
    }
    if let theme = Theme.builtIn(name) { return theme }
    throw ProgramError("there is no theme \"\(name)\"; \(choice)", .configuration)
  }

  /// The program's themes, or the user's own of the same names, and then the user's others. Files
  /// that are no themes are left out; `theme(named:)` says why.
  var all: [Theme] {
    let own = names.compactMap { try? theme(named: $0) }
    let builtIn = Theme.all.map { theme in own.first { $0.name == theme.name } ?? theme }
    return builtIn + own.filter { !Theme.names.contains($0.name) }
  }

  /// The names of the user's own themes, in alphabetical order.
  var names: [String] {
    guard let folder, let files = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return [] }
    return files.filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }
      .map { String($0.dropLast(Self.ending.count)) }.sorted()
  }

  /// Where the user's own theme of that name would be; nil for a name that would lead elsewhere.
  private func path(of name: String) -> String? {
    guard let folder, !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else { return nil }
    return "\(folder)/\(name)\(Self.ending)"
  }

  /// Nil if there is no such file.
  private func contents(of path: String) throws(ProgramError) -> [UInt8]? {
    do {
      return try SmallFile.bytes(of: path)
    } catch {
      let words =
        switch error {
        case .tooLong: "is longer than 64 KiB, too long for a theme"
        case .notAFile: "isn't a file"
        case .unreadable: "can't be read"
        }
      throw ProgramError("the theme \(path) \(words)", .configuration)
    }
  }

  private var choice: String {
    let themes = "the themes are \(Theme.names.joined(separator: ", "))"
    guard let folder else { return themes }
    let own = names
    return own.isEmpty
      ? "\(themes), and your own in \(folder), where there is none yet"
      : "\(themes), and in \(folder) \(own.joined(separator: ", "))"
  }
}
