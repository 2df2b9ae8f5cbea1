import Alerts
import Canvas
import CursesTerminal
import Dashboard
import Liquidations
import Live
import Newhedge
import Refresh
import Settings

/// One run of the dashboard: its one loop, on the main thread.
///
/// The loop sleeps until a key, a signal, the mailbox or a deadline wakes it, takes all that there is,
/// draws once and sleeps again. All else runs on other threads and posts into the mailbox; on the
/// main actor it would wait for ever.
@MainActor
struct DashboardRun {
  /// So long the first picture waits for the disk.
  private static let patience = Duration.milliseconds(500)

  private let terminal: CursesTerminal
  private let mailbox: Mailbox<Message>
  private let log: ProgramLog
  private let preferencesFile: PreferencesFile
  private let background: Background
  private let beginning: [LogRecord]
  private let alertWays: AlertWays
  private var state: DashboardState
  /// The picture that the user sees.
  private var rendering: Rendering?
  private var timers: Timers
  private var snapshots = SnapshotLog()
  private var feeds = FeedLog()
  private var pictures: PictureCounter?
  /// How the background ended; nil while it runs.
  private var end: Result<Void, ProgramError>?

  /// Takes the terminal, while what is kept is read.
  ///
  /// - Throws: `ProgramError` if the theme can't be read or the terminal can't be used.
  init(
    _ engine: Engine, _ settings: ProgramSettings, _ environment: [String: String],
    _ log: ProgramLog
  ) throws {
    self.log = log
    alertWays = settings.alertWays
    var engine = engine
    engine.alerts = AlertWork(
      settings, of: engine.source, environment, callsUser: settings.alertWays.callsUser, log)
    mailbox = try Mailbox()
    let stores = engine.stores(path: settings.archivePath, keepsNothing: settings.keepsNothing)
    Self.read(stores, settings.policy, mailbox)
    // The archive's thread needs it as soon as the file is open. The first one takes long, since the runtime
    // looks through all conformances; this thread has the time, as it waits for that one.
    if case .api(_, let token) = engine.source { _ = token.fingerprint }
    let themes = ThemeFiles(environment)
    background = Background(
      engine: engine, stores: stores, policy: settings.policy, themes: themes, mailbox: mailbox)
    preferencesFile = PreferencesFile(environment)
    let preferences = settings.over(preferencesFile.load())
    let theme = try settings.theme(in: themes) ?? themes.rememberedTheme(preferences.theme)
    let terminal = try failing(with: .usage) {
      try CursesTerminal(isASCII: settings.isASCII, environment: environment)
    }
    self.terminal = terminal
    let now = WallClock.now()
    let source = DashboardState.Source(engine.source)
    state = DashboardState(
      source: source, capabilities: terminal.capabilities, size: terminal.size,
      now: now, theme: theme, themes: [theme], isMouseOn: settings.isMouseOn,
      keyMap: settings.keyMap, hasFeeds: engine.isLive, awaitsArchive: true,
      preferences: preferences)
    timers = Timers(at: .now, wall: now)
    pictures = PictureCounter(environment)
    beginning = [
      .began(source: source.words, configuration: settings.file?.path),
      .terminal(type: environment["TERM"] ?? "", terminal.size, terminal.capabilities),
    ]
  }

  /// Reads what is kept while the terminal is being taken.
  private static func read(
    _ stores: Engine.Stores, _ policy: RefreshPolicy, _ mailbox: Mailbox<Message>
  ) {
    stores.readKept { kept in
      mailbox.post(.snapshot(Snapshot(kept, policy: policy, at: WallClock.now())))
    }
  }

  /// Runs until the user, a signal or the terminal ends it; the exit status.
  ///
  /// - Throws: `ProgramError` if the data's own end failed.
  mutating func run() throws(ProgramError) -> Int32 {
    let effects = takeKept()
    terminal.askWidth()
    present()
    do throws(ProgramError) {
      try Limits.checkThreads()
    } catch {
      terminal.close()
      throw error
    }
    terminal.isMouseOn = state.isMouseOn
    terminal.askBackground()
    beginning.forEach(log.add)
    let (task, asking) = background.start()
    for effect in effects { _ = perform(effect, asking) }
    let status = loop(asking)
    terminal.close()
    preferencesFile.save(state.preferences)
    task.cancel()
    awaitEnd(within: .seconds(2))
    if case .failure(let error) = end { throw error }
    return status
  }

  /// Takes what is kept into the first picture, if the disk doesn't keep that waiting; else it comes later.
  private mutating func takeKept() -> [Effect] {
    var effects: [Effect] = []
    for case .snapshot(let kept) in mailbox.waitForAll(until: .now + Self.patience) {
      effects += reduce(&state, .snapshot(kept.printable, now: WallClock.now()), hits: Hits())
    }
    return effects
  }

  /// Takes what comes, and shows it; the exit status.
  private mutating func loop(_ ask: Asking) -> Int32 {
    while true {
      let events = nextEvents()
      for event in events {
        for effect in reduce(&state, event, hits: rendering?.hits ?? Hits()) {
          if let status = perform(effect, ask) { return status }
        }
      }
      if case .failure = end { return 0 }
      guard !events.isEmpty else { continue }
      present()
      for event in events { record(event) }
      giveBackMemory(after: events)
    }
  }

  /// Once a minute, what a storm or a refresh has left behind.
  private func giveBackMemory(after events: [DashboardEvent]) {
    let isMinute = events.contains { if case .tick = $0 { true } else { false } }
    if isMinute { ProcessMemory.giveBack() }
  }

  private mutating func record(_ event: DashboardEvent) {
    switch event {
    case .snapshot(let snapshot, _): snapshots.records(snapshot).forEach(log.add)
    case .live(let live, _): feeds.records(live).forEach(log.add)
    case .terminal, .tape, .closes, .themes, .tick, .replyLapsed, .copied, .alerts: break
    }
  }

  /// Sleeps until there is something, and takes all of it.
  private mutating func nextEvents() -> [DashboardEvent] {
    var events = terminal.nextEvents(until: timers.next, or: mailbox.descriptor)
      .map(DashboardEvent.terminal)
    for message in mailbox.takeAll() {
      switch message {
      case .snapshot(let snapshot): timers.receive(snapshot.printable)
      case .live(let live): timers.receive(live.printable)
      case .tape(let part, let found): events.append(.tape(part, found))
      case .closes(let closes): events.append(.closes(closes))
      case .themes(let themes): events.append(.themes(themes))
      case .alerts(let alerts):
        if alertWays.contains(.screen) { events.append(.alerts(AlertNews(alerts))) }
      case .called(let firing):
        terminal.notify(firing.title.printable, firing.text.printable, by: alertWays.forms)
      case .ended(let end): self.end = end
      }
    }
    if terminal.hasShownAll { pictures?.end() }
    events += timers.takeDue(at: .now, wall: WallClock.now())
    return events
  }

  /// Does what an event asks for; the exit status if that is the end.
  private mutating func perform(
    _ effect: Effect, _ ask: Asking
  ) -> Int32? {
    switch effect {
    case .refresh: ask.refresh.yield(RefreshRequest(at: WallClock.now()))
    case .refreshBeyondQuota:
      ask.refresh.yield(RefreshRequest(at: WallClock.now(), isBeyondQuota: true))
    case .seeAlerts: ask.see.yield()
    case .reply(let serial): timers.beginReply(serial: serial, at: .now)
    case .readTape(let part): ask.tape.yield(part)
    case .redraw:
      terminal.redraw()
      terminal.askBackground()
    case .mouse(let isOn): terminal.isMouseOn = isOn
    case .copy(let text, let title):
      for effect in reduce(&state, .copied(title: title, terminal.copy(text)), hits: Hits()) {
        if case .reply(let serial) = effect { timers.beginReply(serial: serial, at: .now) }
      }
    case .suspend: terminal.suspend()
    case .quit(let status): return status
    }
    return nil
  }

  private mutating func present() {
    pictures?.begin()
    let next = render(state, after: rendering)
    terminal.present(next.frame)
    rendering = next
    if pictures != nil { terminal.askWhetherShown() }
  }

  /// Waits for the background's end, so that the lease is given back; not for long: nobody waits to
  /// quit, least of all for a disk, and a process that is gone holds no lease.
  private mutating func awaitEnd(within patience: Duration) {
    let deadline = Instant.now + patience
    while end == nil, Instant.now < deadline, !background.isHeldUp {
      let pause = min(deadline, .now + .milliseconds(50))
      _ = terminal.nextEvents(until: pause, or: mailbox.descriptor)
      for case .ended(let end) in mailbox.takeAll() { self.end = end }
    }
  }
}

// Without what looks like a token: a path may hold what was mistaken for one.
extension Snapshot {
  var printable: Snapshot {
    var snapshot = self
    snapshot.fault = fault?.printable
    return snapshot
  }
}

extension LiveSnapshot {
  var printable: LiveSnapshot {
    var snapshot = self
    snapshot.fault = fault?.printable
    return snapshot
  }
}

extension StoreFault {
  fileprivate var printable: StoreFault { StoreFault(sentence.printable, isWriting: isWriting) }
}

extension DashboardState.Source {
  init(_ source: Engine.Source) {
    switch source {
    case .api(let base, _): self = .host(base.host.printable)
    case .demo: self = .demo
    case .feeds: self = .feeds
    case .kept(let name): self = .kept(name.printable)
    }
  }

  /// The source in words.
  var words: String {
    switch self {
    case .host(let host): host
    case .demo: "the demo"
    case .feeds: "the exchanges' feeds"
    case .kept(let name): "what is kept of \(name)"
    }
  }
}

extension ThemeFiles {
  /// The theme of the last time, if it is still there.
  fileprivate func rememberedTheme(_ name: String?) -> Theme {
    (try? name.map(theme(named:))) ?? .terminal
  }
}
