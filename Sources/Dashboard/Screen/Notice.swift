import Canvas
import Liquidations
import Live
import Wording

/// One line about what is wrong: what happened, to what, and what becomes of it.
struct Notice {
  /// The same in ever fewer words, for ever narrower panes.
  let forms: [String]
  private let ink: Ink
  private let ellipsis: String

  /// Nil if all is well.
  init?(_ state: DashboardState, drawing: DrawingStyle) {
    let snapshot = state.snapshot
    ellipsis = drawing.signs.ellipsis
    let age = snapshot.oldest.map { Age.words(state.now - $0) }
    if let alert = AlertNotice(state, drawing: drawing) {
      ink = .bad
      forms = alert.forms
    } else if case .halted(let error) = snapshot.schedule {
      ink = .bad
      let key = state.keyMap.key(for: .program(.refresh)).map(drawing.name)
      let text = error.explanation + (key.map { ", then press \($0)" } ?? "")
      forms = Self.forms(
        text, kept: age, short: error.shortDescription + (key.map { "; \($0) tries again" } ?? ""))
    } else if let fault = snapshot.fault, !fault.isWriting {
      ink = .warning
      forms = Self.forms(fault)
    } else if let quota = QuotaNotice(state) {
      ink = .warning
      forms = Self.forms(quota.text, kept: age, short: quota.short)
    } else if let error = snapshot.errors.first {
      ink = .warning
      let who = Self.names(snapshot.errors, sharing: error.reason, of: state.seriesCount)
      forms = Self.forms(error, of: who, kept: age)
    } else if let end = state.dataEndWords {
      ink = .warning
      forms = Self.forms(dataEnd: end, of: state.source)
    } else if let dropped = snapshot.droppedValues.first {
      ink = .warning
      let more = snapshot.droppedValues.total - 1
      forms = [
        "\(dropped.key.name) \(dropped.sentence(signs: drawing.signs))"
          + (more > 0 ? "; so were \(more) more" : "") + ".",
        "\(dropped.key.name) \(dropped.shortSentence)",
      ]
    } else if let fault = snapshot.fault ?? state.live?.fault ?? state.alerts.fault {
      ink = .warning
      forms = Self.forms(fault)
    } else if state.source == .feeds {
      ink = .muted
      forms = [
        "Live only. A token of Newhedge's API adds whole days of all years: liqtop --token-file FILE",
        "Live only; a token adds whole days: liqtop --token-file FILE",
        "Live only; a token adds whole days", "Live only, no token",
      ]
    } else if case .kept(let name) = state.source {
      ink = .muted
      forms = [
        "This is what the archive keeps of \(name); nothing is fetched.",
        "Kept days of \(name); nothing is fetched", "Kept days of \(name)", "Kept days",
      ]
    } else {
      return nil
    }
  }

  func draw(in row: Rect, on frame: inout Frame) {
    guard row.height > 0 else { return }
    let room = row.width - 2
    let form = forms.first { $0.columns <= room }
    let text = form ?? (forms.last ?? "").fitted(room, ellipsis: ellipsis)
    frame.write(text, x: row.x + 1, y: row.y, style: Style(ink))
  }

  private static func forms(_ what: String, kept age: String?, short: String) -> [String] {
    [sentence(what, kept: age), sentence(what, kept: nil), short]
  }

  /// That the data end before they should, or before today where nothing is fetched.
  private static func forms(dataEnd end: String, of source: DashboardState.Source) -> [String] {
    guard case .kept(let name) = source else {
      return [
        "There are no data after \(end), though the last fetch succeeded.",
        "There are no data after \(end).",
      ]
    }
    return [
      "The archive keeps no day of \(name) after \(end); nothing is fetched.",
      "No day of \(name) after \(end)", "No day after \(end)",
    ]
  }

  /// Of an error, advice, after a semicolon, is left out before what has happened is.
  private static func forms(_ error: FetchError, of who: String, kept age: String?) -> [String] {
    let event = error.explanation.split(separator: "; ").first ?? ""
    var forms = forms(who + error.explanation, kept: age, short: who + error.shortDescription)
    forms.insert(sentence(who + event, kept: nil), at: forms.count - 1)
    return forms
  }

  /// The whole; what has happened and what becomes of it, without the folders; what has happened.
  private static func forms(_ fault: StoreFault) -> [String] {
    let first = fault.sentence.split(separator: ". ").first.map { clause($0) } ?? ""
    let short = first.split(separator: " ").map { word in
      word.hasPrefix("/") ? word.split(separator: "/").last ?? word : word
    }.joined(separator: " ")
    let event = short.split(separator: "; ").first.map { clause($0) } ?? ""
    return [fault.sentence, first, short, event]
  }

  private static func clause(_ text: Substring) -> String {
    text.hasSuffix(".") ? String(text) : "\(text)."
  }

  private static func sentence(_ what: String, kept age: String?) -> String {
    let first = what.prefix(1).uppercased() + what.dropFirst()
    guard let age else { return "\(first)." }
    return age == "now"
      ? "\(first). Showing the last data." : "\(first). Showing data from \(age) ago."
  }

  /// Which metrics have the error in common; empty if all of them.
  private static func names(
    _ errors: [FetchError], sharing reason: FetchError.Reason, of count: Int
  ) -> String {
    let keys = errors.filter { $0.reason == reason }.map(\.key)
    if keys.count == count { return "" }
    let shown = keys.prefix(2).map(\.name).joined(by: ", ")
    let others = errors.count - min(2, keys.count)
    return shown + (others > 0 ? " and \(others) more: " : ": ")
  }
}

/// What the notice says when the month's calls are used, and when fetching resumes.
private struct QuotaNotice {
  let text: String
  let short: String

  /// Nil while there are calls left.
  init?(_ state: DashboardState) {
    guard let quota = state.snapshot.quota, let resumes = quota.resumes else { return nil }
    let month = Month(of: state.now).name
    let isCounted = quota.left < state.seriesCount
    let what =
      isCounted
      ? "\(Digits.grouped(quota.spent)) of \(month)'s \(Digits.grouped(quota.limit)) calls are used"
      : "the server says that \(month)'s calls are used up"
    let time = resumes.clock
    text = "\(what); fetching resumes \(resumes.day.monthDay), \(time) UTC"
    short = "quota used up until \(resumes.day.monthDay), \(time)"
  }
}
