import Canvas

/// What of a picture the cursor doesn't move, kept from picture to picture: as long as nothing else has
/// changed, only what the cursor moves is drawn, over this.
final class StillPicture: Sendable {
  /// All that it follows from.
  let source: DashboardState
  let frame: Frame
  let hits: Hits
  let bars: [DrawnBars]
  let notice: Notice?
  /// The rows of the panel that the cursor doesn't change.
  let panelRows: [PanelRow]

  init(
    _ source: DashboardState, _ rendering: Rendering, notice: Notice?, panelRows: [PanelRow]
  ) {
    self.source = source
    (frame, hits, bars) = (rendering.frame, rendering.hits, rendering.drawn)
    self.notice = notice
    self.panelRows = panelRows
  }
}

extension DashboardState {
  /// The same with the cursor nowhere, and without what only the next key asks for.
  var withoutCursor: DashboardState {
    var state = self
    state.focus.cursor = nil
    state.continuation = nil
    return state
  }
}
