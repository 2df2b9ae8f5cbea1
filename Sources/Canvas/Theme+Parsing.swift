extension Theme {
  /// The theme that a file describes, as `Assets/themes/*.theme` do.
  ///
  /// Inks that it doesn't name, and stand-ins among the sixteen colours that it leaves out, are
  /// those of its `base`, else of `terminal`.
  ///
  /// - Parameter bytes: the file's content, UTF-8.
  /// - Throws: `ThemeError`, for the first line that can't be read.
  public init(name: String, parsing bytes: [UInt8]) throws(ThemeError) {
    let file = try ThemeFile(bytes)
    let base = file.base.flatMap { Theme.builtIn($0) } ?? .terminal
    self.init(
      name: name, usesPatterns: file.usesPatterns ?? base.usesPatterns,
      paints: Ink.allCases.map { ink in
        let inherited = base.paint(of: ink)
        return file.entry(for: ink)?.paint(over: inherited) ?? inherited
      })
  }
}
