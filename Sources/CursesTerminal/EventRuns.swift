import Canvas

/// Gathers keys and mouse events into runs, and all events in their order.
struct EventRuns {
  private var events: [TerminalEvent] = []
  private var keys: [Key] = []
  private var mouse: [MouseEvent] = []

  mutating func add(_ key: Key) {
    if !mouse.isEmpty { endRun() }
    keys.append(key)
  }

  mutating func add(_ event: MouseEvent) {
    if !keys.isEmpty { endRun() }
    mouse.append(event)
  }

  /// An event that stands by itself.
  mutating func add(_ event: TerminalEvent) {
    endRun()
    events.append(event)
  }

  /// All events since the last time.
  mutating func finish() -> [TerminalEvent] {
    endRun()
    defer { events = [] }
    return events
  }

  private mutating func endRun() {
    if !keys.isEmpty { events.append(.keys(keys)) }
    if !mouse.isEmpty { events.append(.mouse(mouse)) }
    keys = []
    mouse = []
  }
}
