import Canvas
import Live

/// How the room of the tape is divided: the strip of sums above, a head, rows.
struct TapeLayout {
  /// The sums that there is room for.
  let windows: [StripWindow]
  /// Whether they have a head of their own, or say in words what they are.
  let hasHead: Bool
  let strip: Rect
  let head: Rect
  let rows: Rect

  init(in area: Rect) {
    var area = area
    let (windows, hasHead): ([StripWindow], Bool) =
      switch area.height {
      case 20...: (StripWindow.allCases, true)
      case 13...: ([.minute, .hour, .day], true)
      case 9...: ([.hour, .day], false)
      case 5...: ([.hour], false)
      default: ([], false)
      }
    self.windows = windows
    self.hasHead = hasHead
    strip = area.cutTop(windows.count + (hasHead ? 1 : 0))
    if hasHead { _ = area.cutTop(1) }
    head = area.cutTop(area.height >= 6 ? 1 : 0)
    rows = area
  }
}
