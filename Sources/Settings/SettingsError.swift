/// Why a configuration can't be used, as a sentence that names the file and the line.
public struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
