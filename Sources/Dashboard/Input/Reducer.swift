public import Canvas
public import Liquidations

/// Everything that can happen to the dashboard.
public enum DashboardEvent: Sendable {
  /// Keys, a new size, or the terminal's end.
  case terminal(TerminalEvent)
  /// The refresher published a snapshot.
  case snapshot(Snapshot, now: Timestamp)
  /// The themes that there are to choose from have been read.
  case themes([Theme])
  /// A minute went by.
  case tick(Timestamp)
  /// The time is over in which a motion might have followed the digits of `Effect.count`.
  case countLapsed(serial: Int)
}

/// What the program is to do, besides drawing the new state.
public enum Effect: Hashable, Sendable {
  /// Fetch all eight metrics now.
  case refresh
  /// The same, though it takes more calls than the month has.
  case refreshBeyondQuota
  /// Give the terminal back and stop until the shell continues the program.
  case suspend
  /// Paint every cell anew.
  case redraw
  /// Send `DashboardEvent.countLapsed` of the serial in 400 ms.
  case count(serial: Int)
  /// Take the mouse, or give it back to the terminal.
  case mouse(Bool)
  /// Put the text into the clipboard, through the terminal.
  case copy(String)
  /// End with the exit status.
  case quit(status: Int32)
}

/// Applies an event to the state, and says what is to be done.
public func reduce(_ state: inout DashboardState, _ event: DashboardEvent) -> [Effect] {
  defer { state.summarise() }
  switch event {
  case .terminal(.keys(let keys)):
    return keys.flatMap { state.press($0) }
  case .terminal(.mouse(let events)):
    return events.flatMap { state.point($0) }
  case .terminal(.background(let colour)):
    state.background = colour
    return []
  case .terminal(.resize(let size)):
    state.size = size
    state.derive()
    return []
  case .terminal(.suspend):
    return [.suspend]
  case .terminal(.terminate(let signal)):
    return [.quit(status: 128 + signal)]
  case .terminal(.closed):
    return [.quit(status: 129)]
  case .snapshot(let snapshot, let now):
    state.receive(snapshot, now: now)
    return []
  case .themes(let themes):
    state.themes = themes
    return []
  case .tick(let now):
    state.tick(now)
    return []
  case .countLapsed(let serial):
    state.lapseCount(serial)
    return []
  }
}

extension DashboardState {
  mutating func receive(_ snapshot: Snapshot, now: Timestamp) {
    self.now = now.wholeMinute
    guard !isPaused else {
      held = snapshot
      return
    }
    let changesHistory = snapshot.history != self.snapshot.history
    self.snapshot = snapshot
    if changesHistory { deriveUnusual() }
    moveToday()
  }

  mutating func tick(_ now: Timestamp) {
    self.now = now.wholeMinute
    if !isPaused { moveToday() }
  }

  /// Lets the chart begin a new day when UTC does.
  private mutating func moveToday() {
    guard now.day != today else { return }
    today = now.day
    deriveUnusual()
  }

  mutating func press(_ key: Key) -> [Effect] {
    reply = nil
    if case .dateLine(let editor) = overlay { return pressInDateLine(key, editor) }
    if case .quotaQuestion = overlay { return answerQuotaQuestion(key) }
    if overlay == nil, let effects = pressDigit(key) { return effects }
    guard let action = keyMap.action(for: key) else {
      count = nil
      return []
    }
    if overlay != nil, let effects = pressInHelp(action) { return effects }
    guard let times = takeCount(for: action, by: key) else { return perform(action) }
    let effects = perform(action, times: times)
    // Without a table there are no rows to go by.
    let isIdle = view != .table && (action == .scrollUp || action == .scrollDown)
    if !isIdle { reply = reply ?? action.words(times: times) }
    return effects
  }

  /// What an action does while the help is open; nil if the same as ever.
  private mutating func pressInHelp(_ action: Action) -> [Effect]? {
    guard case .help(let scroll) = overlay else { return nil }
    let page = max(1, size.rows - 4)
    switch action {
    case .help, .dismiss: overlay = nil
    case .scrollUp: scrollHelp(to: scroll - 1)
    case .scrollDown: scrollHelp(to: scroll + 1)
    case .pageBack: scrollHelp(to: scroll - page)
    case .pageForward: scrollHelp(to: scroll + page)
    case .firstDay: scrollHelp(to: 0)
    case .lastDay: scrollHelp(to: .max)
    case .quit, .suspend, .redraw, .refresh: return nil
    default: break
    }
    return []
  }

  mutating func scrollHelp(to row: Int) {
    overlay = .help(
      scroll: min(max(0, row), Help(keyMap, drawing: drawing).lastScroll(size)))
  }

  /// - Parameter times: how often; of actions that are motions.
  mutating func perform(_ action: Action, times: Int = 1) -> [Effect] {
    switch action {
    case .nextExchange, .previousExchange, .allExchanges, .exchange, .toggle: choose(action)
    case .zoomIn, .zoomOut: zoom(action, times: times)
    case .goToDate: overlay = .dateLine(LineEditor())
    case .view, .interval, .scale, .flip, .trend, .theme: change(action)
    case .nextUnusual, .previousUnusual: jump(action, times: times)
    case .copy: return copyDay()
    case .range, .shorterRange, .longerRange, .shortestRange, .wholeRange:
      stretch(action, times: times)
    case .firstDay where view == .table: stepRow(by: -bars.buckets.count)
    case .lastDay where view == .table: stepRow(by: bars.buckets.count)
    case .previousBar, .nextBar, .firstDay, .lastDay, .pageBack, .pageForward:
      move(action, times: times)
    case .pause: pause()
    case .help: overlay = .help(scroll: 0)
    case .scrollUp: stepRow(by: -times)
    case .scrollDown: stepRow(by: times)
    case .dismiss: break
    case .mouse: return [toggleMouse()]
    case .refresh: return refresh()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return [.quit(status: 0)]
    }
    return []
  }

  /// Goes on to the next of what there is to choose from.
  private mutating func change(_ action: Action) {
    switch action {
    case .interval:
      interval = interval.next
      derive()
      reply = barSentence
    case .view:
      view = view.next
      derive()
      reply =
        shownView == view ? "View: \(view.name)." : "Panels need a larger pane; stacked instead."
    case .trend:
      hasTrend.toggle()
      reply = hasTrend ? "The mean of seven bars is laid over." : "No mean is laid over."
    case .scale where view == .table:
      order(by: sortColumns.after(sort.column), isDescending: sort.isDescending)
      reply = "Ordered by \(sort.column.name)."
    case .scale:
      scale = scale.next
      reply = "Scale: \(scale.name)."
    case .theme:
      theme = themes.after(theme)
      reply = "Theme: \(theme.name)."
    case .flip where view == .table:
      order(by: sort.column, isDescending: !sort.isDescending)
      reply = sort.direction
    default:
      isFlipped.toggle()
      reply = isFlipped ? "Shorts above, longs below." : "Longs above, shorts below."
    }
  }

  private mutating func toggleMouse() -> Effect {
    isMouseOn.toggle()
    reply = isMouseOn ? "The mouse is liqtop's: wheel and clicks." : "The mouse is the terminal's."
    return .mouse(isMouseOn)
  }

  private mutating func copyDay() -> [Effect] {
    guard let day = DayText(self) else {
      reply = "There is no day to copy yet."
      return []
    }
    reply = "Copied \(day.title) to the clipboard."
    return [.copy(day.text)]
  }

  private mutating func pause() {
    isPaused.toggle()
    guard !isPaused else { return }
    if let held { snapshot = held }
    held = nil
    today = now.day
    deriveUnusual()
  }
}
