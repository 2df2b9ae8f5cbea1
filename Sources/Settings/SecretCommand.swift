import Subprocess
import SystemPackage

/// A program that prints a secret, such as `pass show newhedge`; no shell is between.
public struct SecretCommand: Sendable {
  /// More than a secret and its line end can need, and enough of what it complains of.
  private static let outputLimit = 4_096
  private static let errorLimit = 65_536

  private typealias End = ExecutionResult<Void, StringOutput<UTF8>, StringOutput<UTF8>>

  private let words: [String]
  private let limit: Duration

  /// - Parameters:
  ///   - words: the program, by its path or to be found in `PATH`, and its arguments.
  ///   - limit: how long it may take.
  /// - Returns: nil without words.
  public init?(_ words: [String], limit: Duration = .seconds(30)) {
    guard words.first?.isEmpty == false else { return nil }
    self.words = words
    self.limit = limit
  }

  /// The program's name, without its arguments: they may hold secrets.
  public var name: String { words[0] }

  /// Runs the program with this one's environment and terminal; when it ends or its time is over,
  /// what it has started ends too, but for what it has detached.
  ///
  /// - Returns: what it wrote to its standard output.
  /// - Throws: `SettingsError` with what it complained of, never with what it put out.
  public func output() async throws(SettingsError) -> String {
    let end: End?
    defer { Foreground.takeBack() }
    do {
      end = try await inTime()
    } catch let error as SubprocessError where error.code == .outputLimitExceeded {
      throw settingsError("wrote more than a token can be")
    } catch let error as SubprocessError
      where error.code == .executableNotFound || error.code == .spawnFailed
    {
      throw unstartable
    } catch {
      throw settingsError("can't be run")
    }
    guard let end else {
      throw settingsError("took longer than \(limit.components.seconds) s and was stopped")
    }
    guard end.terminationStatus == .exited(0) else {
      let words = Self.words(end.standardError, without: end.standardOutput)
      throw settingsError("\(Self.words(end.terminationStatus))\(words.map { ": \($0)" } ?? "")")
    }
    return end.standardOutput
  }

  /// Why the program can't be started, found out without starting it; nil if it can.
  ///
  /// - Parameter path: the folders to look in for a program that is named without one, with colons
  ///   between.
  public func fault(path: String?) -> SettingsError? {
    let places =
      name.contains("/")
      ? [name] : (path ?? "/usr/bin:/bin").split(separator: ":").map { "\($0)/\(name)" }
    return places.contains(where: Platform.isProgram) ? nil : unstartable
  }

  private var unstartable: SettingsError {
    settingsError("can't be started; is it installed, and in PATH?")
  }

  private func settingsError(_ what: String) -> SettingsError {
    SettingsError("the token command \(name) \(what)")
  }

  /// The command's end; nil if its time was over before.
  private func inTime() async throws -> End? {
    try await withThrowingTaskGroup(of: End?.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await run() }
      group.addTask {
        try await Task.sleep(for: limit)
        return nil
      }
      return try await group.next() ?? nil
    }
  }

  private func run() async throws -> End {
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
    ]
    let end = try await Subprocess.run(
      name.contains("/") ? .path(FilePath(name)) : .name(name),
      arguments: Arguments(Array(words.dropFirst())), platformOptions: options,
      input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
      output: .string(limit: Self.outputLimit), error: .string(limit: Self.errorLimit)
    ) { execution in
      Foreground.lend(to: execution.processIdentifier.value)
    }
    Foreground.end(end.processIdentifier.value)
    return end
  }

  private static func words(_ status: TerminationStatus) -> String {
    switch status {
    case .exited(let code): "ended with status \(code)"
    case .signaled(let signal): "was ended by signal \(signal)"
    }
  }

  /// What the command complained of, as one line, without what it put out; nil if nothing.
  private static func words(_ error: String, without output: String) -> String? {
    var text = error
    let secret = output.split(whereSeparator: \.isWhitespace).filter { $0.count >= 8 }
    for word in secret {
      text = text.split(separator: word, omittingEmptySubsequences: false)
        .joined(separator: "(withheld)")
    }
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.isEmpty ? nil : String(line.prefix(400))
  }
}
