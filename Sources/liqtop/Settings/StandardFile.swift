import Settings

/// A commented configuration file that says what is the case without it.
enum StandardFile {
  static var text: String {
    let head = """
      # The configuration of liqtop, ~/.config/liqtop/config.yaml.
      #
      # An option on the command line goes before a variable such as LIQTOP_THEME, that before a
      # line in this file; a value that is empty counts as not set. "liqtop config" prints what
      # holds, and where it comes from.
      """
    return ([head] + SettingTable.all.map { lines($0).joined(separator: "\n") })
      .joined(separator: "\n\n")
  }

  private static func lines(_ setting: any SettingDeclaration) -> [String] {
    let comment = setting.meaning.map { "# \($0)" }
    if let keys = setting as? KeySetting { return comment + keys.lines }
    if let alerts = setting as? AlertSetting { return comment + alerts.lines }
    let value = setting.standardText ?? setting.example ?? ""
    let remark =
      setting.isRemembered
      ? ["# If it isn't set, the dashboard starts with what it showed last."] : []
    // What is said here would go before what the dashboard remembers.
    let isComment = setting.standardText == nil || setting.isRemembered
    return comment + remark + ["\(isComment ? "#" : "")\(setting.key.name): \(value)"]
  }
}
