import ArgumentParser
import Canvas

/// The colours to draw with.
enum ThemeName: String, CaseIterable, ExpressibleByArgument {
  case terminal, dark, light

  var theme: Theme {
    switch self {
    case .terminal: .terminal
    case .dark: .dark
    case .light: .light
    }
  }
}
