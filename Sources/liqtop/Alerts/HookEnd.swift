/// How a hook ended: what may be known of it elsewhere, since it holds nothing of its words but the program.
enum HookEnd: Equatable, Sendable {
  case exited(Int32)
  case signaled(Int32)
  /// Its time was over, and it was ended with all that it had started.
  case tookTooLong(seconds: Int64)
  case notStarted
  /// Too many were waiting already.
  case leftOut

  var isWell: Bool { self == .exited(0) }

  /// What happened to the program of that name, as the end of a sentence.
  func words(_ program: String) -> String {
    switch self {
    case .exited(let status): "\(program) ended with status \(status)"
    case .signaled(let signal): "\(program) was ended by signal \(signal)"
    case .tookTooLong(let seconds): "\(program) took longer than \(seconds) s and was ended"
    case .notStarted: "\(program) can't be started; see whether it is installed, and in PATH"
    case .leftOut: "\(program) wasn't run, since too many hooks were waiting"
    }
  }
}
