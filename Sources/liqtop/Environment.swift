import FoundationEssentials

/// The environment variables of the process.
enum Environment {
  static var all: [String: String] { ProcessInfo.processInfo.environment }
}
