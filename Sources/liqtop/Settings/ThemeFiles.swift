import Canvas
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The themes there are: the user's own, each in a file of its name, then the program's.
struct ThemeFiles: Sendable {
  private static let ending = ".theme"
  /// More than a theme can need; a mistaken file isn't taken for one.
  private static let limit = 65_536

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
    if let path = path(of: name) {
      let bytes = try contents(of: path)
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

  /// The file of a user's own theme, if there is one.
  private func path(of name: String) -> String? {
    guard let folder, !name.isEmpty, !name.hasPrefix("."), !name.contains("/") else { return nil }
    let path = "\(folder)/\(name)\(Self.ending)"
    // Not asked of Foundation, which the first frame would have to wait for.
    return access(path, F_OK) == 0 ? path : nil
  }

  private func contents(of path: String) throws(ProgramError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ProgramError("the theme \(path) can't be read", .configuration)
    }
    guard data.count <= Self.limit else {
      throw ProgramError("the theme \(path) is longer than 64 KiB, so it isn't one", .configuration)
    }
    return Array(data)
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
