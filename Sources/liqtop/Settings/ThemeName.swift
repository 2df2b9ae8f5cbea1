/// The name of a theme, of the program's or of the user's own.
struct ThemeName: SettingValue {
  static let allowed = "the name of a theme"

  let name: String

  init(argument: String) {
    name = argument
  }

  var text: String { name }
}
