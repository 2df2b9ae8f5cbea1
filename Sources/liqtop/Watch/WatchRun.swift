import CursesTerminal
import Liquidations
import Newhedge
import Settings
import SystemPackage
import UnixSignals
import Wording

/// One run of `liqtop watch`: its one loop, on the main thread.
///
/// The loop sleeps until the mailbox, its reader or a deadline wakes it, and writes only what is taken
/// without waiting: so a signal is heeded whatever the reader does.
struct WatchRun {
  private typealias Instant = ContinuousClock.Instant

  /// So long a reader gets to take what is left at the end, and what runs beside the loop to end.
  private static let lastWrites = Duration.seconds(1)
  private static let lastWork = Duration.seconds(10)

  private let given: [SettingKey: [String]]
  private let environment: [String: String]
  private let isJSON: Bool
  private let signs: Signs
  private let mailbox: Mailbox<WatchMessage>
  private let work: WatchWork
  private let manager: ServiceNotifier
  private var log: ProgramLog
  private var configuration: WatchConfiguration
  /// What is to hold as soon as what runs has ended.
  private var next: WatchConfiguration?
  private var task: Task<Void, Never>?
  private var output = WatchOutput()
  private var watched = Watched(since: WallClock.now())
  private var snapshots = SnapshotLog()
  private var feeds = FeedLog()
  private var isReady = false
  private var isReading = false
  /// Whether the configuration changed again while it was being read.
  private var isReadingStale = false
  private var status: String?
  private var aliveDue: Instant?
  /// How the run ends, once that is known.
  private var end: Result<Int32, ProgramError>?

  /// - Throws: `ProgramError` if the configuration can't be used.
  init(
    _ given: [SettingKey: [String]], _ environment: [String: String], isJSON: Bool
  ) throws {
    self.given = given
    self.environment = environment
    self.isJSON = isJSON
    mailbox = try Mailbox()
    work = WatchWork(mailbox: mailbox)
    manager = ServiceNotifier(environment, processID: Platform.processID)
    // Before anything that takes long, so that a reload or an end isn't missed.
    try work.takeSignals()
    configuration = try runBlocking(on: NetworkLoop.executor) {
      try await WatchConfiguration.read(given, environment)
    }
    let settings = configuration.settings
    log = ProgramLog(settings.logLevel, UserFolders(environment))
    let terminal = TextTerminal(isASCII: settings.isASCII, environment: environment)
    signs = terminal.isUnicode ? .unicode : .ascii
    aliveDue = manager.aliveInterval.map { .now + $0 }
  }

  /// Runs until a signal, its reader or the data's own end ends it; the exit status.
  ///
  /// - Throws: `ProgramError` if standard output or the data's own end failed.
  mutating func run() throws(ProgramError) -> Int32 {
    begin(with: .began(configuration.source))
    while end == nil { turn() }
    manager.send(.stopping)
    close()
    let status = try end?.get() ?? 0
    log.add(.ended(status: status))
    return status
  }

  private mutating func begin(with event: WatchEvent) {
    log.add(
      .began(source: configuration.source.name, configuration: configuration.settings.file?.path))
    tell(event)
    task = work.run(configuration)
  }

  /// Sleeps until there is something, and does all of it.
  private mutating func turn() {
    let found = Platform.wait(
      for: mailbox.descriptor, or: FileDescriptor.standardOutput.rawValue, takes: output.isBehind,
      until: aliveDue)
    if found.isOutputLost { return end = .success(Console.brokenPipe) }
    if found.takesOutput { write() }
    if found.hasInput { for message in mailbox.takeAll() { take(message) } }
    askWhetherAlive()
    tellStatus()
  }

  private mutating func take(_ message: WatchMessage) {
    let now = WallClock.now()
    switch message {
    case .snapshot(let snapshot):
      snapshots.records(snapshot).forEach { log.add($0) }
      watched.events(snapshot, at: now).forEach { tell($0) }
      beReady()
    case .live(let live):
      feeds.records(live).forEach { log.add($0) }
      watched.events(live, at: now).forEach { tell($0) }
      beReady()
    case .fired(let firing): watched.events(firing).forEach { tell($0) }
    case .alerts(let alerts): watched.events(alerts).forEach { tell($0) }
    case .signal(let signal): take(signal)
    case .configuration(let result): take(result)
    case .alive: manager.send(.alive)
    case .ended(let end): take(end)
    }
  }
}

// MARK: - The end, and the configuration

extension WatchRun {
  private mutating func take(_ signal: UnixSignal) {
    guard end == nil else { return }
    guard signal == .sighup else {
      tell(.ended)
      return end = .success(0)
    }
    manager.send(.reloading(microseconds: Platform.monotonicMicroseconds))
    if isReading { isReadingStale = true } else { read() }
  }

  private mutating func read() {
    (isReading, isReadingStale) = (true, false)
    work.read(given, environment)
  }

  private mutating func take(_ result: Result<WatchConfiguration, ProgramError>) {
    guard !isReadingStale else { return read() }
    isReading = false
    switch result {
    case .success(let new):
      // An editor may write it anew; and without it another API and the exchanges would be called.
      if let path = configuration.settings.file?.path, new.settings.file == nil {
        return keepOld(ProgramError("there is no file \(path) any more", .configuration))
      }
      next = new
      task?.cancel()
    case .failure(let error): keepOld(error)
    }
  }

  private mutating func keepOld(_ error: ProgramError) {
    log.add(.failure(error))
    tell(.notReloaded(error))
    manager.send(.ready)
  }

  /// What ran has ended: to go on with another configuration, or by itself.
  private mutating func take(_ end: Result<Void, ProgramError>) {
    task = nil
    // It was asked to end, and nothing begins any more.
    guard self.end == nil else { return }
    guard let next else {
      self.end = end.map { 0 }
      if case .failure(let error) = end { log.add(.failure(error)) }
      return
    }
    // What was told of another source says nothing of this one.
    if next.source != configuration.source { watched = Watched(since: WallClock.now()) }
    (configuration, self.next) = (next, nil)
    log = ProgramLog(next.settings.logLevel, UserFolders(environment))
    isReady = false
    begin(with: .reloaded(next.source))
  }

  /// Lets what runs end, so that the leases are given back and the archive is closed, and writes what is
  /// left.
  private mutating func close() {
    task?.cancel()
    let (soon, deadline) = (Instant.now + Self.lastWrites, Instant.now + Self.lastWork)
    while task != nil, Instant.now < deadline {
      _ = Platform.wait(for: mailbox.descriptor, or: -1, takes: false, until: deadline)
      for message in mailbox.takeAll() {
        switch message {
        case .ended: task = nil
        // Whoever asks again doesn't want to wait; but timeout(1) sends each signal twice.
        case .signal(let signal) where signal != .sighup && Instant.now > soon: return writeRest()
        default: break
        }
      }
    }
    writeRest()
  }
}

// MARK: - What is told

extension WatchRun {
  private mutating func tell(_ event: WatchEvent) {
    let now = WallClock.now()
    if let lines = output.takeLost() { add(.lost(lines: lines), at: now) }
    add(event, at: now)
  }

  private mutating func add(_ event: WatchEvent, at now: Timestamp) {
    output.add(
      isJSON
        ? event.json(at: now) : "\(now.isoSecond) \(event.text(signs: signs).printable)",
      isLast: event == .ended)
  }

  private mutating func write() {
    do throws(WatchOutput.Loss) {
      try output.writeSome()
    } catch {
      switch error {
      case .readerGone: end = .success(Console.brokenPipe)
      case .failed(let failure): end = .failure(failure)
      }
    }
  }

  private mutating func writeRest() {
    let deadline = Instant.now + Self.lastWrites
    let file = FileDescriptor.standardOutput.rawValue
    while output.isBehind, Instant.now < deadline {
      let found = Platform.wait(for: -1, or: file, takes: true, until: deadline)
      guard found.takesOutput, !found.isOutputLost, (try? output.writeSome()) != nil else { return }
    }
  }

  private mutating func beReady() {
    guard !isReady else { return }
    isReady = true
    manager.send(.ready)
  }

  private mutating func tellStatus() {
    guard let new = watched.status, new != status else { return }
    status = new
    manager.send(.status(new))
  }

  private mutating func askWhetherAlive() {
    guard let due = aliveDue, let interval = manager.aliveInterval, Instant.now >= due else {
      return
    }
    aliveDue = .now + interval
    work.askWhetherAlive()
  }
}
