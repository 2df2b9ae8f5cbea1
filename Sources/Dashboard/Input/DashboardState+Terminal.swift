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
    case .tmuxAndTerminal: "\(title) is in tmux's buffer, and sent on to the terminal's clipboard."
    case .tmux: "\(title) is in tmux's buffer."
    case .terminal: "\(title) was sent to the terminal, for its clipboard."
    case .none: "This terminal has no clipboard that liqtop can reach; nothing was copied."
    }
  }
}
