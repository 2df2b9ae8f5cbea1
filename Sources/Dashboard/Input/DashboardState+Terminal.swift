import Canvas

extension DashboardState {
  /// Keeps to characters that every terminal draws in one cell; this one would tear the picture.
  ///
  /// - Parameter fault: what the terminal does.
  mutating func keepToASCII(_ fault: String) {
    capabilities.repertoire = .ascii
    reply = "This terminal \(fault), so liqtop keeps to ASCII."
  }
}

extension Clipboard {
  /// What was done with a text of that title.
  func words(_ title: String) -> String {
    switch self {
    case .tmuxAndTerminal: "Copied \(title) to tmux, and sent it to the terminal's clipboard."
    case .tmux: "Copied \(title) to tmux's buffer."
    case .terminal: "Sent \(title) to the terminal's clipboard."
    case .none: "Nothing copied: liqtop can't reach a clipboard here."
    }
  }
}
