import Alerts
import Canvas
import CursesTerminal
import Dashboard
import Liquidations
import Live
import Newhedge
import Refresh
import Settings
import Wording

/// One run of the dashboard where nothing is drawn: the same state and the same `reduce`, with sentences in
/// the place of pictures and lines in the place of keys.
@MainActor
struct PlainRun {
  /// The picture that nobody sees: it says how many days are bars, and how far a page goes.
  private static let size = Size(columns: 200, rows: 50)

  private let terminal: LineTerminal
  private let mailbox: Mailbox<Message>
  private let log: ProgramLog
  private let preferencesFile: PreferencesFile
  private let background: Background
  private let alertWays: AlertWays
  private var state: DashboardState
  /// As it was when something was said last.
  private var said: DashboardState
  private var timers: Timers
  private var snapshots = SnapshotLog()
  private var feeds = FeedLog()
  /// What was typed and not taken yet.
  private var typed: [LineTerminal.Event] = []
  /// Nil in a terminal, where whoever types sees what hasn't come yet.
  private var waiting: Waiting?
  /// How the background ended; nil while it runs.
  private var end: Result<Void, ProgramError>?

  /// - Throws: `ProgramError` if the theme can't be read or the process has too few descriptors.
  init(
    _ engine: Engine, _ settings: ProgramSettings, _ environment: [String: String],
    _ log: ProgramLog
  ) throws {
    self.log = log
    alertWays = settings.alertWays
    var engine = engine
    engine.alerts = AlertWork(settings, of: engine.source, environment, callsUser: false, log)
    mailbox = try Mailbox()
    let stores = engine.stores(path: settings.archivePath, keepsNothing: settings.keepsNothing)
    let themes = ThemeFiles(environment)
    background = Background(
      engine: engine, stores: stores, policy: settings.policy, themes: themes, mailbox: mailbox)
    // What is wrong is said even of what isn't drawn.
    _ = try settings.theme(in: themes)
    preferencesFile = PreferencesFile(environment)
    terminal = try failing(with: .unavailable) { try LineTerminal() }
    let isUnicode = TextTerminal(isASCII: settings.isASCII, environment: environment).isUnicode
    let now = WallClock.now()
    let source = DashboardState.Source(engine.source)
    state = DashboardState(
      source: source,
      capabilities: Capabilities(colours: .none, repertoire: isUnicode ? .unicode : .ascii),
      size: Self.size, now: now,
      snapshot: Snapshot(stores.kept(), policy: settings.policy, at: now).printable,
      keyMap: settings.keyMap,
      hasFeeds: engine.isLive, preferences: settings.over(preferencesFile.load()))
    said = state
    timers = Timers(at: .now, wall: now)
    if !Platform.readsFromTerminal {
      waiting = Waiting()
      let isFirst = engine.fetches && state.snapshot.oldest == nil
      waiting?.refresh = isFirst ? AwaitedRefresh(start: now, kind: .scheduled) : nil
    }
    log.add(.began(source: source.words, configuration: settings.file?.path))
  }

  /// Runs until the user, a signal or the end of the input ends it; the exit status.
  ///
  /// - Throws: `ProgramError` if the data's own end failed.
  mutating func run() throws(ProgramError) -> Int32 {
    try Limits.checkThreads()
    say(PlainText.heading(state) + PlainText.everything(state))
    let (task, asking) = background.start()
    let status = loop(asking)
    let unwritten = terminal.finish(within: 1_000)
    // What a script chose in a pipe is nobody's way to look at the data.
    if Platform.printsToTerminal { preferencesFile.save(state.preferences) }
    task.cancel()
    awaitEnd(within: .seconds(2))
    if case .failure(let error) = end { throw error }
    // Says why it can't be written, and ends the program as elsewhere.
    if !unwritten.isEmpty { Console.write(unwritten) }
    return status
  }

  private mutating func loop(_ ask: Asking) -> Int32 {
    while true {
      let wake = [timers.next, waiting?.next].compactMap(\.self).min()
      let events = terminal.nextEvents(
        until: wake, or: mailbox.descriptor, reads: typed.isEmpty)
      for event in events {
        switch event {
        case .line, .end: typed.append(event)
        case .closed: return 0
        case .terminate(let signal): return 128 + signal
        }
      }
      if let status = takeMessages(ask) { return status }
      if case .failure = end { return 0 }
      for event in timers.takeDue(at: .now, wall: WallClock.now()) {
        if let status = reduce(event, ask) { return status }
        record(event)
      }
      tell()
      if let status = takeTyped(ask) { return status }
    }
  }

  /// Takes what was typed, but in a pipe nothing before what was asked for until then has come; the exit
  /// status if that is the end.
  private mutating func takeTyped(_ ask: Asking) -> Int32? {
    while !typed.isEmpty, !waits(ask) {
      guard case .line(let line) = typed.removeFirst() else { return 0 }
      if let status = take(line, ask) { return status }
    }
    return nil
  }

  /// Whether what was asked for is on its way, and not for too long.
  private mutating func waits(_ ask: Asking) -> Bool {
    if let refresh = waiting?.refresh, refresh.isOver(state.held ?? state.snapshot) {
      // Of one that goes on trying nothing else says what it has come to.
      if refresh.kind != .scheduled, state.snapshot.isLoading { say(PlainText.standing(state)) }
      waiting?.refresh = nil
    }
    guard var waiting, end == nil, waiting.refresh != nil || state.isReading else {
      waiting?.end = nil
      return false
    }
    if waiting.asksAgain(at: .now) { ask.refresh.yield(RefreshRequest(at: WallClock.now())) }
    let isOver = waiting.isOver(at: .now)
    self.waiting = waiting
    guard isOver else { return true }
    let seconds = AwaitedRefresh.longest.components.seconds
    say(["Nothing has come for \(seconds) s; it isn't waited for."])
    self.waiting = nil
    return false
  }

  /// Says lines, whoever wrote what is in them: nothing steers the terminal, but for the tabs of a table.
  private func say(_ lines: [String]) {
    terminal.say(
      lines.map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false)
          .map { String($0).shown() }.joined(separator: "\t")
      })
  }

  /// Says what has changed.
  private mutating func tell() {
    say(PlainText.changes(state, since: said))
    said = state
  }

  /// Does what a typed line asks for; the exit status if that is the end.
  private mutating func take(
    _ line: String, _ ask: Asking
  ) -> Int32? {
    switch PlainInput(line, state) {
    case .everything: say(PlainText.everything(state))
    case .help: say(PlainText.help(state))
    case .refused(let sentence): say([sentence])
    case .keys(let keys):
      if let status = reduce(.terminal(.keys(keys)), ask) { return status }
      tell()
      // A date that isn't one was said to be none; the next line is keys again.
      if state.isTyping { return reduce(.terminal(.keys([.escape])), ask) }
    }
    return nil
  }

  private mutating func reduce(
    _ event: DashboardEvent, _ ask: Asking
  ) -> Int32? {
    for effect in Dashboard.reduce(&state, event, hits: Hits()) {
      if let status = perform(effect, ask) { return status }
    }
    return nil
  }

  /// Does what an event asks for; the exit status if that is the end.
  private mutating func perform(
    _ effect: Effect, _ ask: Asking
  ) -> Int32? {
    switch effect {
    case .refresh: refresh(.requested, ask)
    case .refreshBeyondQuota: refresh(.beyondQuota, ask)
    case .readTape(let part): ask.tape.yield(part)
    case .seeAlerts: ask.see.yield()
    case .reply(let serial): timers.beginReply(serial: serial, at: .now)
    case .redraw: say(PlainText.everything(state))
    case .copy(let text, _): say(text.split(separator: "\n").map(String.init))
    case .suspend: say(["The terminal's own Ctrl-Z suspends it."])
    // There is none.
    case .mouse: break
    case .quit(let status): return status
    }
    return nil
  }

  private mutating func refresh(_ kind: AwaitedRefresh.Kind, _ ask: Asking) {
    let now = WallClock.now()
    let isPutOff = waiting?.begin(kind, after: state.held ?? state.snapshot, at: now) == true
    guard !isPutOff else { return }
    ask.refresh.yield(RefreshRequest(at: now, isBeyondQuota: kind == .beyondQuota))
  }

  /// Takes what the background has posted; what no timer holds back is applied at once.
  private mutating func takeMessages(_ ask: Asking) -> Int32? {
    var events: [DashboardEvent] = []
    for message in mailbox.takeAll() {
      switch message {
      case .snapshot(let snapshot): timers.receive(snapshot.printable)
      case .live(let live): timers.receive(live.printable)
      case .tape(let part, let found): events.append(.tape(part, found))
      case .closes(let closes): events.append(.closes(closes))
      case .alerts(let alerts):
        if alertWays.contains(.screen) { events.append(.alerts(AlertNews(alerts))) }
      // Nothing is sent that steers a terminal; others call.
      case .themes, .called: break
      case .ended(let end): self.end = end
      }
    }
    for event in events {
      if let status = reduce(event, ask) { return status }
    }
    return nil
  }

  private mutating func record(_ event: DashboardEvent) {
    switch event {
    case .snapshot(let snapshot, _): snapshots.records(snapshot).forEach(log.add)
    case .live(let live, _): feeds.records(live).forEach(log.add)
    case .terminal, .tape, .closes, .themes, .tick, .replyLapsed, .copied, .alerts: break
    }
  }

  /// Waits for the background's end, so that the lease is given back; not for long.
  private mutating func awaitEnd(within patience: Duration) {
    let deadline = Instant.now + patience
    while end == nil, Instant.now < deadline, !background.isHeldUp {
      let pause = min(deadline, .now + .milliseconds(50))
      _ = terminal.nextEvents(until: pause, or: mailbox.descriptor)
      for case .ended(let end) in mailbox.takeAll() { self.end = end }
    }
  }
}

/// For what of that which was asked for the next line waits.
private struct Waiting {
  /// Nil if none is awaited.
  var refresh: AwaitedRefresh? {
    didSet { if refresh == nil { requests = [] } }
  }
  /// When it has taken too long; nil while nothing is waited for.
  var end: Instant?
  /// When the refresh is asked for once more.
  private var requests: [Instant] = []

  /// When there is something to do.
  var next: Instant? { [end, requests.first].compactMap(\.self).min() }

  /// - Returns: whether the request is to be made later: an answer of this very second couldn't be told from
  ///   the next one.
  mutating func begin(
    _ kind: AwaitedRefresh.Kind, after snapshot: Snapshot, at now: Timestamp
  ) -> Bool {
    let isPutOff = kind == .requested && snapshot.newest.map { $0 >= now } ?? false
    let delay = isPutOff ? Duration.seconds(1) : .zero
    refresh = AwaitedRefresh(start: now + delay, kind: kind)
    guard kind == .requested else { return false }
    let first = Instant.now + delay
    requests = (isPutOff ? [first] : []) + [first + AwaitedRefresh.secondRequest]
    return isPutOff
  }

  /// Whether the time of a request has come, once.
  mutating func asksAgain(at now: Instant) -> Bool {
    guard let first = requests.first, first <= now else { return false }
    requests.removeFirst()
    return true
  }

  /// Whether it has taken too long, from the first time that this is asked.
  mutating func isOver(at now: Instant) -> Bool {
    let end = end ?? now + AwaitedRefresh.longest
    self.end = end
    return end <= now
  }
}
