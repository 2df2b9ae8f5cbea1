/// How the user of a terminal is called that no program has taken.
public enum TerminalCall {
  /// What has to be written to the terminal.
  ///
  /// - Parameters:
  ///   - title: a few words. Of it and the text, what steers a terminal is left out.
  ///   - forms: each is written once.
  public static func text(
    _ title: String, _ text: String, by forms: Set<NotificationForm>,
    environment: [String: String]
  ) -> String {
    let note = TerminalNotification(title, text, number: 1, isUnicode: true)
    let route = ClipboardRoute(environment, canBeAsked: true)
    return NotificationForm.allCases.filter(forms.contains).map { form in
      form == .bell ? "\u{07}" : route.passed(note.sequence(form))
    }.joined()
  }
}
