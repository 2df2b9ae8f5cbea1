import FoundationEssentials
import Settings

extension SettingsFile {
  /// Refuses a file that may have to do with the token and that others can change: they would
  /// choose where the token goes.
  ///
  /// - Throws: `ProgramError` with what to do about it.
  func checkTrust(_ trust: PathTrust = PathTrust()) throws(ProgramError) {
    let dangerous = SettingTable.all.filter {
      $0.reach != .none && has($0.key) && !saysNothingNew(of: $0)
    }
    guard let first = dangerous.first?.key else { return }
    let whole = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    if let fault = trust.fault(on: whole) {
      throw ProgramError(
        "the file \(path) has \(first.name), and \(words(fault, whole))", .configuration)
    }
    guard let secret = dangerous.first(where: { $0.reach == .secret })?.key,
      FileAccess(path: path)?.isNeedlesslyReadable == true
    else { return }
    throw ProgramError(
      "the file \(path) has \(secret.name) and is open to others; run: chmod 600 "
        + ShellWords.quoted(path: path),
      .configuration)
  }

  /// Whether the file has what holds without it, as the commented one has.
  private func saysNothingNew(of setting: any SettingDeclaration) -> Bool {
    guard let standard = setting.standardText else { return false }
    return texts(of: setting.key) == [standard]
  }

  private func words(_ fault: PathTrust.Fault, _ whole: String) -> String {
    switch fault {
    case .writable(let place):
      let what = place == whole ? "others may change it" : "others may change \(place)"
      return "\(what); run: chmod go-w \(ShellWords.quoted(path: place))"
    case .ofAnother(let place):
      let what = place == whole ? "it" : place
      return "\(what) belongs to another user; use a file of your own, with --config"
    }
  }
}
