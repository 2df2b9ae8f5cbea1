extension Theme {
  /// The terminal's own ground and text, with colours that can be seen on dark and on light.
  public static let terminal = embedded("terminal", PackageResources.terminal_theme)
  /// Light on a near-black ground.
  public static let dark = embedded("dark", PackageResources.dark_theme)
  /// Dark on white.
  public static let light = embedded("light", PackageResources.light_theme)
  /// High contrast, on black.
  public static let contrast = embedded("contrast", PackageResources.contrast_theme)
  /// For every kind of colour blindness, on the terminal's own ground.
  public static let safe = embedded("safe", PackageResources.safe_theme)
  /// No colours, greys included.
  public static let mono = embedded("mono", PackageResources.mono_theme)

  /// The themes that come with the program.
  public static let all = [terminal, dark, light, contrast, safe, mono]

  /// Their names; reading these reads no theme.
  public static let names = ["terminal", "dark", "light", "contrast", "safe", "mono"]

  /// The theme of that name that comes with the program.
  public static func builtIn(_ name: some StringProtocol) -> Theme? {
    switch name {
    case "terminal": .terminal
    case "dark": .dark
    case "light": .light
    case "contrast": .contrast
    case "safe": .safe
    case "mono": .mono
    default: nil
    }
  }

  /// Tests read each of the files; one that couldn't be read would leave the terminal as it is.
  private static func embedded(_ name: String, _ bytes: [UInt8]) -> Theme {
    let file = try? ThemeFile(bytes)
    return Theme(
      name: name, usesPatterns: file?.usesPatterns ?? false,
      paints: Ink.allCases.map { file?.entry(for: $0)?.paint(over: .standard) ?? .standard })
  }
}

extension Theme {
  /// The default theme for a background that is known: the inks of `dark` or `light`, on the
  /// terminal's own ground and with its own text. Any other theme, and an unknown one, as it is.
  public func adapted(to background: RGB?) -> Theme {
    guard let background, self == .terminal else { return self }
    return background.isLight ? Self.terminalOnLight : Self.terminalOnDark
  }

  private static let terminalOnDark = terminal(withInksOf: dark)
  private static let terminalOnLight = terminal(withInksOf: light)

  private static func terminal(withInksOf theme: Theme) -> Theme {
    let own: [Ink] = [.ground, .raised, .strong, .text]
    return Theme(
      name: terminal.name, usesPatterns: false,
      paints: Ink.allCases.map { own.contains($0) ? .standard : theme.paint(of: $0) })
  }
}
