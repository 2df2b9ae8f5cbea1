import Liquidations

/// Why the program can't go on: a sentence for standard error and an exit status.
struct ProgramError: Error, Equatable, CustomStringConvertible {
  /// The exit statuses of `sysexits.h`.
  enum Status: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case unavailable = 69
    case cannotCreate = 73
    case output = 74
    case tooOld = 75
    case refused = 77
    case configuration = 78
  }

  let description: String
  let status: Status
  /// What else is wrong, of the same status; each in a sentence of its own.
  let others: [String]

  init(_ description: String, _ status: Status, others: [String] = []) {
    self.description = description
    self.status = status
    self.others = others
  }

  /// Says the sentences on standard error and exits.
  func endProgram() -> Never {
    for sentence in [description] + others { Console.complain("liqtop: \(sentence.printable)") }
    Platform.end(with: status.rawValue)
  }
}

extension Console {
  /// Says what is the matter with what is kept, whose sentence begins with "The archive".
  static func complain(of fault: StoreFault) {
    let sentence = fault.sentence.printable
    complain("liqtop: \(sentence.prefix(1).lowercased())\(sentence.dropFirst())")
  }
}

/// Runs `body`; an error it throws ends the program with its sentence and that status.
func failing<Result>(
  with status: ProgramError.Status, isolation: isolated (any Actor)? = #isolation,
  _ body: () async throws -> Result
) async throws -> Result {
  do {
    return try await body()
  } catch {
    throw ProgramError("\(error)", status)
  }
}

/// The same for what doesn't wait.
func failing<Result>(with status: ProgramError.Status, _ body: () throws -> Result) throws -> Result
{
  do {
    return try body()
  } catch {
    throw ProgramError("\(error)", status)
  }
}
