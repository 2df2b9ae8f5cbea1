extension Ink {
  /// The names of the inks in theme files, in the order of the cases; asking Swift for them would
  /// take longer at the start than reading a whole file.
  static let names = [
    "ground", "raised", "strong", "text", "muted", "faint", "accent", "good", "warning", "bad",
    "series0", "series1", "series2", "series3", "net",
    "provisional0", "provisional1", "provisional2", "provisional3", "provisionalNet",
  ]
}
