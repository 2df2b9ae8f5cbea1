import Canvas
import CursesTerminal
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Shows what a terminal sends, and does to it what the tests ask for by keys.
@main
struct TerminalProbe {
  @MainActor static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    if arguments.contains("--nonblocking") {
      _ = fcntl(STDOUT_FILENO, F_SETFL, fcntl(STDOUT_FILENO, F_GETFL) | O_NONBLOCK)
    }
    do {
      let terminal = try CursesTerminal(
        isASCII: arguments.contains("--ascii"),
        environment: ProcessInfo.processInfo.environment)
      terminal.askWidth()
      var loop = ProbeLoop(terminal, isDense: arguments.contains("--dense"))
      let status = loop.run()
      terminal.close()
      terminal.close()
      exit(status)
    } catch {
      print(error)
      exit(78)
    }
  }
}

@MainActor
struct ProbeLoop {
  private let terminal: CursesTerminal
  private var picture: ProbePicture
  private var status: Int32?

  init(_ terminal: CursesTerminal, isDense: Bool) {
    self.terminal = terminal
    picture = ProbePicture(capabilities: terminal.capabilities, isDense: isDense)
  }

  /// Until something ends it; the exit status.
  mutating func run() -> Int32 {
    while true {
      terminal.present(picture.frame(terminal.size))
      picture.beginBatch()
      for event in terminal.nextEvents() {
        take(event)
        if let status { return status }
      }
    }
  }

  private mutating func take(_ event: TerminalEvent) {
    picture.take(event)
    switch event {
    case .keys(let keys): for key in keys { act(on: key) }
    case .suspend: suspend()
    case .terminate(let signal): status = 128 + signal
    case .closed: status = 0
    case .paste(let text): picture.say("pasted \(text.filter { $0 != "\n" })")
    case .mouse, .background, .resize, .wideGlyphs, .splitGlyphs: break
    }
  }

  private mutating func suspend() {
    if !terminal.suspend() { picture.say("repainted") }
  }

  private mutating func act(on key: Key) {
    switch key {
    case .character("q"): status = 0
    case .character("e"): complain("held back\n")
    case .character("F"): for line in 0..<200_000 { complain("line \(line)\n") }
    case .character("E"): exit(3)
    case .character("X"): preconditionFailure("asked to trap")
    case .character("A"): abort()
    case .character("O"): overflow(depth: 0)
    case .character("S"): getStuck()
    case .character("m"): terminal.isMouseOn.toggle()
    case .character("b"): terminal.askBackground(within: .seconds(60))
    case .control("z"): suspend()
    case .character("R"): terminal.askWhetherShown()
    case .character("?"): picture.say(terminal.hasShownAll ? "shown" : "not shown yet")
    case .control("l"): terminal.redraw()
    case .character("N"):
      terminal.notify("the title", "the text", by: Set(NotificationForm.allCases))
    case .character("y"): picture.say("copied \(terminal.copy("the text"))")
    default: break
    }
  }

  private mutating func getStuck() {
    picture.say("stuck")
    terminal.present(picture.frame(terminal.size))
    while true { pause() }
  }

  private func complain(_ text: String) {
    _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }

  @discardableResult
  private func overflow(depth: Int) -> Int {
    withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { bytes in
      bytes[depth % 4096] = 1
      return overflow(depth: depth + 1) + Int(bytes[0])
    }
  }
}
