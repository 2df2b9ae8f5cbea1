public import Canvas
public import Liquidations
public import Live
import Wording

/// Everything that the screen shows, as one value: `render` is a function of it alone.
public struct DashboardState: Equatable, Sendable {
  /// Where the data come from, as the screen says it.
  public enum Source: Hashable, Sendable {
    /// The host of the API.
    case host(String)
    /// The program's own generated data.
    case demo
    /// No API, for want of a token: what the exchanges' own feeds tell is all there is.
    case feeds
    /// What the archive keeps of a source that isn't fetched, by its name.
    case kept(String)
  }

  /// What is laid over the chart.
  enum Overlay: Hashable, Sendable {
    /// The help, scrolled down by so many rows.
    case help(scroll: Int)
    /// The line in which a date or a range is typed.
    case dateLine(LineEditor)
    /// Whether to refresh though the month hasn't the calls for it.
    case quotaQuestion
  }

  public let source: Source
  public internal(set) var capabilities: Capabilities
  /// The themes that there are to choose from.
  @Shared public internal(set) var themes: [Theme]
  /// The terminal's own background; nil while it isn't known.
  public internal(set) var background: RGB?
  public internal(set) var size: Size
  /// The current moment, to the minute: what is drawn of the API's days changes no more often.
  public internal(set) var now: Timestamp
  /// The moment of the last event that told it, to the second.
  var moment: Timestamp
  /// Whether the exchanges' own feeds are listened to, by this program or by another.
  public let hasFeeds: Bool
  /// What is shown; while paused it stands still and `held` waits.
  @Shared public internal(set) var snapshot: Snapshot {
    didSet { awaitsArchive = false }
  }
  /// Whether what the archive keeps is still being read.
  private(set) var awaitsArchive: Bool
  /// The newest snapshot that came while paused.
  @Shared public internal(set) var held: Snapshot?
  /// What the exchanges' own feeds tell; nil before anything of them is known, and without them. While
  /// paused it stands still and `heldLive` waits.
  @Shared public internal(set) var live: LiveSnapshot?
  /// The newest live snapshot that came while paused.
  @Shared public internal(set) var heldLive: LiveSnapshot?
  /// The daily closes that are kept, where the exchanges' own feeds aren't listened to; nil without any.
  @Shared var keptCloses: DailyCloses?
  public internal(set) var isPaused = false
  /// The alerts that have fired and that nobody has seen, also while paused.
  public internal(set) var alerts = AlertNews()
  /// The slot that isn't over, as the chart sees it; it stands still while paused.
  public internal(set) var running: Slot
  var focus: Focus
  var appearance: Appearance {
    didSet { if appearance.sort != oldValue.sort { orderRows() } }
  }
  /// Whether the mouse is the program's.
  public internal(set) var isMouseOn: Bool
  var overlay: Overlay?
  /// What the last key did, where the picture alone doesn't show it; it goes with the next key, or
  /// with its time.
  var reply: String? {
    get { replyForms.first }
    set { replyForms = newValue.map { [$0] } ?? [] }
  }
  /// The same from its longest form to its shortest, which has room in the smallest pane.
  private(set) var replyForms: [String] = [] {
    didSet { if !replyForms.isEmpty { replySerial += 1 } }
  }
  /// Which of all replies the newest is, so that the end of an older one's time leaves it.
  private(set) var replySerial = 0
  var continuation: Continuation?
  let keyMap: KeyMap
  /// Where in the tape the user looks.
  var tapePlace = TapePlace()
  /// The rows below those that are in memory; nil while nobody has gone there.
  @Shared var olderTape: OlderTape?
  /// The rows of the tape, newest first, and the sums above it; empty where neither is shown. Derived by
  /// `deriveTape()`.
  private(set) var tape: [TapeRow] = []
  private(set) var strip: [LiveWindow] = []
  /// What bars are made of; taken anew by `gather()`.
  @Shared private(set) var data = ShownData.empty
  /// What a BTC cost in each bar, in USD; empty where that isn't shown. Derived by `derivePrices()`.
  var barPrices: [Double?] = []
  /// What feeds told of today; nil without feeds, and where hours or minutes are shown.
  @Shared private(set) var todayFloor: TodayFloor?
  /// Derived from the above by `derive()`.
  @Shared private(set) var bars: Bars
  /// Derived by `summarise()` once an event is over, however many keys it held.
  @Shared private(set) var summary: RangeSummary
  /// The places of the bars in the order of the table's rows; empty in other views.
  private(set) var tableRows: [Int] = []
  /// Derived from the history and the exchanges by `deriveUnusual()`, as is the next.
  @Shared private(set) var unusual: UnusualSlots
  @Shared private(set) var filled: FilledSlots
  /// Whether a bar is so large that the capped scale cuts it off; derived by `derive()`.
  private(set) var hasGiants = false
  private var isSummaryStale = false

  /// A dashboard at its start, before any data.
  ///
  /// - Parameters:
  ///   - size: of the terminal, in cells.
  ///   - now: the current moment.
  ///   - themes: what there is to choose from, in turn.
  ///   - hasFeeds: whether the exchanges' own feeds are listened to, too.
  ///   - awaitsArchive: whether `snapshot` isn't what the archive keeps, which is being read.
  ///   - preferences: how to look at the data; they go before `range` and `exchanges`.
  public init(
    source: Source, capabilities: Capabilities, size: Size, now: Timestamp,
    theme: Theme = .terminal, themes: [Theme] = Theme.all, range: DateRange = DateRange(.days(90)),
    exchanges: ExchangeSet = .all, isMouseOn: Bool = false, snapshot: Snapshot = Snapshot(),
    keyMap: KeyMap = .standard, hasFeeds: Bool = false, awaitsArchive: Bool = false,
    preferences: Preferences = Preferences()
  ) {
    self.source = source
    self.awaitsArchive = awaitsArchive
    self.hasFeeds = hasFeeds || source == .feeds
    self.capabilities = capabilities
    self.size = size
    self.now = now.wholeMinute
    moment = now
    self.themes = themes
    // Without the API there may be no days yet.
    let range = source == .feeds ? DateRange(.last(24, .hour)) : range
    focus = Focus(exchanges: exchanges.isEmpty ? .all : exchanges, range: range)
    appearance = Appearance(theme: theme)
    self.isMouseOn = isMouseOn
    self.snapshot = snapshot
    let running = Slot(snapshot.history.step, at: now)
    self.running = running
    self.keyMap = keyMap
    let slots = range.slots(in: nil, running: running)
    let unusual = UnusualSlots(in: .empty, exchanges: .all, running: running)
    self.unusual = unusual
    filled = FilledSlots(in: .empty, exchanges: .all)
    bars = Bars(
      of: .empty, slots: slots, within: slots, interval: .fit, exchanges: .all, running: running,
      room: BarRoom(columns: 1, isFine: false), unusual: unusual)
    summary = RangeSummary(of: .empty, slots: slots, exchanges: .all, running: running)
    prefer(preferences)
  }

  /// Replies in forms from the longest to the shortest.
  mutating func say(_ forms: String...) { say(forms) }

  mutating func say(_ forms: [String]) { replyForms = forms }

  /// The longest form of the reply that so many columns have room for.
  func replyForm(within columns: Int) -> String? {
    replyForms.first { $0.columns <= columns }
  }

  /// What the terminal and the theme allow to be drawn.
  var drawing: DrawingStyle { DrawingStyle(capabilities, theme: shownTheme) }

  /// The theme, in the inks that suit the terminal's ground.
  var shownTheme: Theme { appearance.theme.adapted(to: background) }

  /// The exchanges that are shown; at least one.
  public var exchanges: ExchangeSet { focus.exchanges }

  public var range: DateRange { focus.range }

  /// The slot under the cursor; nil follows the newest one.
  public var cursor: Slot? { focus.cursor }

  /// The exchange that is shown alone; nil if there are several.
  public var exchange: Exchange? {
    exchanges.count == 1 ? exchanges.exchanges.first : nil
  }

  /// The slots that are shown.
  public var slots: ClosedRange<Slot> { bars.slots }

  /// The days that hold them.
  public var days: ClosedRange<Day> { slots.lowerBound.day...slots.upperBound.day }

  /// The current UTC day as the chart sees it.
  public var today: Day { running.day }

  /// How what is shown is called and written.
  var calendar: CalendarText {
    CalendarText(running, signs: Signs(capabilities.repertoire))
  }

  /// The place among the bars of the one under the cursor.
  var cursorBar: Int { cursor.map(bars.index) ?? max(0, bars.buckets.count - 1) }

  /// Everything there is, up to the running slot.
  var history: ClosedRange<Slot> {
    DateRange(.all).slots(in: data.reach, running: running)
  }

  /// Whether anything is known of any slot.
  var hasData: Bool { data.history.slots != nil }

  /// The last slot of the API's data, if slots that are over follow it.
  var dataEnd: Slot? {
    let running = Slot(snapshot.history.step, at: running.start)
    return snapshot.history.slots.flatMap { $0.upperBound < running - 1 ? $0.upperBound : nil }
  }

  /// The same in words.
  var dataEndWords: String? {
    dataEnd.map { CalendarText(Slot($0.step, at: now), signs: calendar.signs).plain($0) }
  }

  /// Takes what bars are made of anew; says whether it has changed.
  mutating func gather() -> Bool {
    let before = (data, running)
    data = newData
    todayFloor = data.grain == .days ? live.map { TodayFloor($0, at: moment) } : nil
    running = Slot(data.grain.isLive ? data.grain.step : data.history.step, at: moment)
    if running.step != before.1.step { focus.cursor = cursor?.last(on: running.step) }
    return running != before.1 || data != before.0
  }

  private var newData: ShownData {
    let grain = grain(of: appearance.interval)
    return grain.isLive
      ? ShownData(
        grain, of: live, in: liveReach(grain.step),
        inBitcoin: appearance.isInBitcoin ? liveSlots(grain.step) : nil, at: moment)
      : ShownData(
        snapshot.history, floorsOf: live,
        prices: appearance.isInBitcoin ? DayPrices(closes, live, today: moment.day) : nil,
        at: moment)
  }

  /// Computes anew what follows from data, range, exchange and size.
  mutating func derive() {
    guard grain(of: appearance.interval) == data.grain else {
      _ = gather()
      deriveUnusual()
      // A place of the other data may have gone.
      if let cursor, !slots.contains(cursor) { focus.cursor = nil }
      return
    }
    let slots = range.slots(in: data.reach, running: running)
    bars = Bars(
      of: data, slots: slots, within: history, interval: shownInterval, exchanges: exchanges,
      running: running, room: barRoom, unusual: unusual)
    orderRows()
    deriveTape()
    derivePrices()
    hasGiants = findsGiants
    isSummaryStale = true
    if let cursor, !slots.contains(cursor) {
      focus.cursor = min(max(cursor, slots.lowerBound), slots.upperBound)
    }
  }

  /// Computes the tape anew, where it is shown.
  mutating func deriveTape() {
    let isView = shownView == .tape
    guard let live, isView || hasTapeBeside else {
      (tape, strip) = ([], [])
      return
    }
    tape = rows(of: live.tape)
    strip = isView ? StripWindow.allCases.map { live.sums.window($0, at: moment) } : []
  }

  /// Computes anew what is unusual, and then all that follows from it.
  mutating func deriveUnusual() {
    unusual = UnusualSlots(in: data.history, exchanges: exchanges, running: running)
    filled = FilledSlots(in: data.history, exchanges: exchanges)
    derive()
  }

  private mutating func orderRows() {
    tableRows = appearance.view == .table ? appearance.sort.rows(bars, exchanges) : []
  }

  /// The view that is drawn: panels that would be too small to read give way to the stack.
  var shownView: ChartView {
    let view = appearance.view
    if view == .tape, !hasFeeds { return .stacked }
    return view == .exchanges && readablePanel == nil ? .stacked : view
  }

  /// The scale as the picture has it: where nothing is cut off, the capped one is the full one.
  var shownScale: ScaleKind {
    appearance.scale == .capped && !hasGiants ? .full : appearance.scale
  }

  private var findsGiants: Bool {
    let charts = shownView == .exchanges ? exchanges.exchanges.map { ExchangeSet($0) } : [exchanges]
    return charts.contains { shown in
      Side.allCases.contains { side in
        let amounts = bars.buckets.map { bucket in
          shownView.parts(of: bucket.amounts, side, shown).reduce(0) { $0 + ($1 ?? 0) }
        }
        return ScaleKind.robustMaximum(amounts) < (amounts.max() ?? 0)
      }
    }
  }

  /// The columns of the plot, or of each of the panels; a table has a row for every bar there is.
  var barRoom: BarRoom {
    if appearance.view == .table {
      // Of a day in minutes nobody reads all rows.
      let fits = !range.span.isOfDays && hasFeeds && shownInterval == .fit
      return BarRoom(columns: fits ? 60 : 1_000_000, isFine: false)
    }
    let panel = appearance.view == .exchanges ? readablePanel : nil
    let columns =
      (panel ?? layout.chart).width - Layout.gutter - axisWidth
    return BarRoom(columns: max(1, columns), isFine: drawing.hasFineBars)
  }

  /// Which part of the screen shows what, as long as nothing is to be noticed.
  var layout: Layout {
    Layout(size, hasTape: hasFeeds && appearance.view != .tape)
  }

  /// Whether the net has its running sum laid over, and the pane the room for its axis.
  var hasSum: Bool { appearance.view == .net && hasAxisRoom && !hasPrice }

  /// The columns right of the plot, where a line has an axis of its own.
  private var axisWidth: Int { hasPrice ? Layout.priceAxis : hasSum ? Layout.sumAxis : 0 }

  var hasAxisRoom: Bool {
    guard size.columns >= 60, size.rows >= 15 else { return false }
    return shownView != .exchanges || readablePanel.map { $0.width >= 40 } ?? false
  }

  /// A panel of the view that has one for each exchange; nil where it would be too small to read.
  private var readablePanel: Rect? {
    PanelGrid.readablePanel(in: layout.chart, count: exchanges.count)
  }

  /// Computes the figures of the range anew if what they follow from has changed.
  mutating func summarise() {
    guard isSummaryStale else { return }
    summary = RangeSummary(
      of: data.history, slots: slots, exchanges: exchanges, running: running)
    isSummaryStale = false
  }
}

extension Timestamp {
  /// The beginning of the minute.
  var wholeMinute: Timestamp {
    Timestamp(seconds: seconds - ((seconds % 60) + 60) % 60)
  }
}
