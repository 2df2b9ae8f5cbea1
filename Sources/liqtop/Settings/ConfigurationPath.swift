import SystemPackage

/// Where people put the configuration, though it isn't looked for there.
enum ConfigurationPath {
  private static let otherNames = [
    "config.yml", "config.YAML", "config.yaml.txt", "config.toml", "config.json", "config",
    "liqtop.yaml", "liqtop.yml",
  ]

  /// The file that was perhaps meant to be the one that is missing; nil if none is near.
  static func alike(_ path: String) -> String? {
    let file = FilePath(path)
    let own = file.stem.map { ["\($0).yaml", "\($0).yml"] } ?? []
    let places = (own + otherNames).map { file.removingLastComponent().appending($0).string }
    return places.first { $0 != path && (try? Stat($0))?.type == .regular }
  }
}
