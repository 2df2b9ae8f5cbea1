import Settings
import Subprocess
import Synchronization
import SystemPackage

/// A program that is run when an alert fires, as a rule's `run` lists it; no shell is between.
struct Hook: Equatable, Sendable {
  /// How long it may take, and after that, how long to end by itself.
  static let limit = Duration.seconds(10)
  private static let grace = Duration.seconds(2)

  /// As the configuration has them.
  let words: [String]
  private let filling: [HookWord]
  private let limit: Duration

  /// - Parameters:
  ///   - words: the program, by its path or to be found in `PATH`, and its arguments.
  ///   - limit: how long it may take.
  /// - Returns: nil without a program, or with a zero in a word, which no program can be given.
  init?(_ words: [String], limit: Duration = Hook.limit) {
    guard words.first?.isEmpty == false, !words.contains(where: { $0.utf8.contains(0) }) else {
      return nil
    }
    self.words = words
    self.limit = limit
    filling = words.map { HookWord($0) }
  }

  /// The program's name, without its arguments: they may hold secrets.
  var name: String { words[0] }

  /// The names in braces, each once, in their order.
  var placeholders: [String] {
    filling.flatMap(\.placeholders).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Runs the program in the user's home, with the values in its words, its environment and its input. What
  /// it puts out is lost. When it has ended or its time is over, what it has started ends too, but for what
  /// it has detached.
  func run(_ values: HookValues, in environment: HookEnvironment) async -> HookEnd {
    await withTaskGroup(of: HookEnd?.self) { group in
      group.addTask { await started(values, environment) }
      group.addTask { await overdue() }
      var end: HookEnd?
      for await first in group where end == nil && first != nil {
        end = first
        group.cancelAll()
      }
      return end ?? .notStarted
    }
  }

  /// That its time is over; nil if it ended before.
  private func overdue() async -> HookEnd? {
    guard (try? await Task.sleep(for: limit)) != nil else { return nil }
    return .tookTooLong(seconds: limit.components.seconds)
  }

  private func started(_ values: HookValues, _ environment: HookEnvironment) async -> HookEnd {
    // In the pipe before anybody reads: who closes its input, or never reads, holds up nobody.
    guard let input = Platform.pipe(holding: Array(environment.withheld(values.json).utf8)) else {
      return .notStarted
    }
    let group = Mutex<Int32?>(nil)
    defer { group.withLock { $0 }.map(Platform.endGroup) }
    let arguments = filling.map { environment.withheld($0.filled(values)) }
    do {
      let end = try await Subprocess.run(
        executable(environment), arguments: Subprocess.Arguments(Array(arguments.dropFirst())),
        environment: .custom(environment.variables(values).keyed),
        workingDirectory: environment.home.flatMap(Self.folder), platformOptions: Self.options,
        input: .fileDescriptor(input, closeAfterSpawningProcess: true), output: .discarded,
        error: .discarded
      ) { execution in
        group.withLock { $0 = execution.processIdentifier.value }
      }
      return HookEnd(end.terminationStatus)
    } catch {
      return .notStarted
    }
  }

  /// A `~/` before the program is the user's home, which no shell puts in its place.
  private func executable(_ environment: HookEnvironment) -> Executable {
    guard name.contains("/") else { return .name(name) }
    guard name.hasPrefix("~/"), let home = environment.home else { return .path(FilePath(name)) }
    return .path(FilePath(home + name.dropFirst()))
  }

  private static func folder(_ path: String) -> FilePath? {
    (try? Stat(path))?.type == .directory ? FilePath(path) : nil
  }

  private static var options: PlatformOptions {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace),
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1)),
    ]
    return options
  }
}

extension HookEnd {
  fileprivate init(_ status: TerminationStatus) {
    switch status {
    case .exited(let code): self = .exited(code)
    case .signaled(let signal): self = .signaled(signal)
    }
  }
}

extension [String: String] {
  /// As the library takes variables.
  fileprivate var keyed: [Subprocess.Environment.Key: String] {
    reduce(into: [:]) { $0[Subprocess.Environment.Key(stringLiteral: $1.key)] = $1.value }
  }
}
