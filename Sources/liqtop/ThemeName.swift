import ArgumentParser
import Canvas

/// The name of a theme, of the program's or of the user's own.
struct ThemeName: SettingValue {
  static let allowed = "the name of a theme"
  static let allValueStrings = Theme.names

  let name: String

  init(argument: String) {
    name = argument
  }

  var text: String { name }
}
