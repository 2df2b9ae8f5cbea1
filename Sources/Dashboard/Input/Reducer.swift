public import Canvas
public import Liquidations
public import Live
import Wording

/// Everything that can happen to the dashboard. What is large is kept apart, so that no key is carried about
/// in its room.
public enum DashboardEvent: Sendable {
  /// Keys, a new size, the terminal's end.
  case terminal(TerminalEvent)
  /// The refresher published a snapshot.
  indirect case snapshot(Snapshot, now: Timestamp)
  /// The exchanges' own feeds told something.
  indirect case live(LiveSnapshot, now: Timestamp)
  /// Older rows of the tape were read, newest first; nil if they can't be.
  case tape(TapePart, [Liquidation]?)
  /// The daily closes that are kept, where the exchanges' own feeds aren't listened to.
  indirect case closes(DailyCloses)
  /// Alerts have fired, or were seen elsewhere.
  indirect case alerts(AlertNews)
  /// The themes that there are to choose from have been read.
  case themes([Theme])
  /// A minute went by.
  case tick(Timestamp)
  /// What `Effect.copy` came to.
  case copied(title: String, Clipboard)
  /// The time of the reply of `Effect.reply` is over.
  case replyLapsed(serial: Int)
}

/// What the program is to do, besides drawing the new state.
public enum Effect: Hashable, Sendable {
  /// Fetch every series now.
  case refresh
  /// The same, though it takes more calls than the month has.
  case refreshBeyondQuota
  /// Read older rows of the tape, and send `DashboardEvent.tape`.
  case readTape(TapePart)
  /// Give the terminal back and stop until the shell continues the program.
  case suspend
  /// Paint every cell anew.
  case redraw
  /// Send `DashboardEvent.replyLapsed` of the serial in 3 s.
  case reply(serial: Int)
  /// Take the mouse, or give it back to the terminal.
  case mouse(Bool)
  /// The user has seen the alerts, here and so everywhere.
  case seeAlerts
  /// Copy the text, and send `DashboardEvent.copied` of its title.
  case copy(String, title: String)
  /// End with the exit status.
  case quit(status: Int32)
}

/// Applies an event to the state, and says what is to be done.
///
/// - Parameter hits: what can be pointed at in the picture that the user saw when it happened.
public func reduce(
  _ state: inout DashboardState, _ event: DashboardEvent, hits: Hits
) -> [Effect] {
  let serial = state.replySerial
  var effects = state.apply(event, hits)
  if let part = state.nextTapePart() { effects.append(.readTape(part)) }
  state.summarise()
  guard state.reply != nil, state.replySerial != serial else { return effects }
  return effects + [.reply(serial: state.replySerial)]
}

extension DashboardState {
  fileprivate mutating func apply(_ event: DashboardEvent, _ hits: Hits) -> [Effect] {
    switch event {
    case .terminal(.keys(let keys)):
      return keys.flatMap { press($0) }
    case .terminal(.mouse(let events)):
      return events.flatMap { point($0, hits) }
    case .terminal(.paste(let text)):
      paste(text)
      return []
    case .terminal(.wideGlyphs):
      keepToASCII("draws block characters two cells wide")
      return []
    case .terminal(.splitGlyphs):
      keepToASCII("doesn't read UTF-8")
      return []
    case .terminal(.background(let colour)):
      background = colour
      return []
    case .terminal(.resize(let size)):
      self.size = size
      derive()
      return []
    case .terminal(.suspend):
      return [.suspend]
    case .terminal(.terminate(let signal)):
      return [.quit(status: 128 + signal)]
    case .terminal(.closed):
      return [.quit(status: 129)]
    case .snapshot(let snapshot, let now):
      receive(snapshot, now: now)
      return []
    case .live(let live, let now):
      receive(live, now: now)
      return []
    case .alerts(let alerts):
      self.alerts = alerts
      return []
    case .tape(let part, let found):
      receive(part, found)
      return []
    case .closes(let closes):
      keptCloses = closes
      if !isPaused { show(changed: gather()) }
      return []
    case .themes(let themes):
      self.themes = themes
      return []
    case .tick(let now):
      tick(now)
      return []
    case .copied(let title, let clipboard):
      say(clipboard, title)
      return []
    case .replyLapsed(let serial):
      if serial == replySerial { reply = nil }
      return []
    }
  }

  mutating func receive(_ snapshot: Snapshot, now: Timestamp) {
    setNow(now)
    guard !isPaused else {
      held = snapshot
      return
    }
    self.snapshot = snapshot
    if gather() { deriveUnusual() }
  }

  mutating func receive(_ live: LiveSnapshot, now: Timestamp) {
    setNow(now)
    guard !isPaused else {
      heldLive = live
      return
    }
    let last = self.live
    self.live = live
    followTape(from: last)
    show(changed: gather())
  }

  mutating func tick(_ now: Timestamp) {
    setNow(now)
    guard !isPaused else { return }
    show(changed: gather())
  }

  /// Derives what follows from the data if they have changed, else what changes all the time.
  private mutating func show(changed isChanged: Bool) {
    if isChanged { return deriveUnusual() }
    deriveTape()
    derivePrices()
  }

  private mutating func setNow(_ now: Timestamp) {
    self.now = now.wholeMinute
    moment = now
  }

  mutating func press(_ key: Key) -> [Effect] {
    reply = nil
    if case .dateLine(let editor) = overlay { return pressInDateLine(key, editor) }
    if case .quotaQuestion = overlay { return answerQuotaQuestion(key) }
    guard let action = keyMap.action(for: key) else { return [] }
    if overlay != nil, let effects = pressInHelp(action) { return effects }
    return perform(action)
  }

  /// What an action does while the help is open; nil if the same as ever.
  private mutating func pressInHelp(_ action: Action) -> [Effect]? {
    guard case .help(let scroll) = overlay else { return nil }
    let page = max(1, HelpText(self).rows(size) - 1)
    switch action {
    case .motion(.row(let direction)): scrollHelp(to: scroll + (direction == .up ? -1 : 1))
    case .motion(.page(let direction)): scrollHelp(to: scroll + direction.sign * page)
    case .edge(.first): scrollHelp(to: 0)
    case .edge(.last): scrollHelp(to: .max)
    case .program(let action): return pressInHelp(action)
    case .exchange, .motion, .range, .picture: break
    }
    return []
  }

  private mutating func pressInHelp(_ action: ProgramAction) -> [Effect]? {
    switch action {
    case .help, .dismiss:
      overlay = nil
      return []
    case .quit, .suspend, .redraw, .refresh: return nil
    case .pause, .mouse, .copy: return []
    }
  }

  mutating func scrollHelp(to row: Int) {
    let last = HelpText(self).lastScroll(size)
    overlay = .help(scroll: min(max(0, row), last))
  }

  mutating func perform(_ action: Action) -> [Effect] {
    if !action.goesOn { continuation = nil }
    switch action {
    case .exchange(let action): choose(action)
    case .motion(let motion): move(motion)
    case .edge(let edge): go(to: edge)
    case .range(let action): choose(action)
    case .picture(let action): change(action)
    case .program(let action): return perform(action)
    }
    return []
  }

  private mutating func perform(_ action: ProgramAction) -> [Effect] {
    switch action {
    case .refresh: return refresh()
    case .pause: pause()
    case .mouse: return [toggleMouse()]
    case .copy where shownView == .tape: return copyTape()
    case .copy: return appearance.view == .table ? copyTable() : copyDay()
    case .redraw: return [.redraw]
    case .help: overlay = .help(scroll: 0)
    case .dismiss: return seeAlerts()
    case .suspend: return [.suspend]
    case .quit: return [.quit(status: 0)]
    }
    return []
  }

  private mutating func toggleMouse() -> Effect {
    isMouseOn.toggle()
    if isMouseOn {
      say("liqtop uses the mouse: wheel and clicks.", "The mouse is used.")
    } else {
      say("The mouse is left to the terminal.", "The mouse isn't used.")
    }
    return .mouse(isMouseOn)
  }

  private mutating func copyDay() -> [Effect] {
    guard let day = DayText(self) else {
      say("There is no \(calendar.unit) to copy yet.", "Nothing to copy yet.")
      return []
    }
    return [.copy(day.text, title: day.title)]
  }

  private mutating func copyTable() -> [Effect] {
    guard let table = TableText(self) else {
      say("There is no \(calendar.unit) to copy yet.", "Nothing to copy yet.")
      return []
    }
    return [.copy(table.text, title: table.title)]
  }

  private mutating func copyTape() -> [Effect] {
    guard let tape = TapeText(self) else {
      sayThatTheTapeIsEmpty()
      return []
    }
    return [.copy(tape.text, title: tape.title)]
  }

  private mutating func pause() {
    isPaused.toggle()
    guard !isPaused else { return }
    if let held { snapshot = held }
    let last = live
    if let heldLive { live = heldLive }
    followTape(from: last)
    (held, heldLive) = (nil, nil)
    _ = gather()
    deriveUnusual()
  }
}

extension Action {
  /// Whether it goes on from where it has come to when it comes again.
  fileprivate var goesOn: Bool {
    switch self {
    case .motion(.largest), .motion(.zoom): true
    default: false
    }
  }
}
