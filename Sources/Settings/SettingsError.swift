/// Why a configuration can't be used, as a sentence that names the file and the line.
public struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
  /// What else is wrong, each in a sentence of the same kind.
  public let others: [String]

  init(_ description: String, others: [String] = []) {
    self.description = description
    self.others = others
  }
}
