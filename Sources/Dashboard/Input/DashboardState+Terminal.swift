import Canvas

extension DashboardState {
  /// Keeps to characters that every terminal draws in one cell; this one would tear the picture.
  ///
  /// - Parameter fault: what the terminal does.
  mutating func keepToASCII(_ fault: String) {
    capabilities.repertoire = .ascii
    say(
      "This terminal \(fault), so liqtop keeps to ASCII.", "liqtop keeps to ASCII here.",
      "ASCII only, here.")
  }
}

extension DashboardState {
  /// Says what was done with a text of that title.
  mutating func say(_ clipboard: Clipboard, _ title: String) {
    switch clipboard {
    case .tmuxAndTerminal:
      say(
        "Copied \(title) to tmux, and sent it to the terminal's clipboard.",
        "Copied to tmux and the terminal's clipboard.", "Copied to tmux and the terminal.",
        "Copied: tmux, terminal")
    case .tmux:
      say("Copied \(title) to tmux's buffer.", "Copied to tmux's buffer.", "Copied to tmux.")
    case .terminal:
      say(
        "Sent \(title) to the terminal's clipboard.", "Sent to the terminal's clipboard.",
        "Sent to the terminal.")
    case .none:
      say("Nothing copied: liqtop can't reach a clipboard here.", "No clipboard here.")
    }
  }
}
