import FoundationEssentials
import Subprocess
import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes `Assets/man` and `Assets/completions` anew: `swift run Manual`, in the folder of the package. With
/// `--check` it writes nothing, says what isn't current, and then exits with 1.
@main
struct Manual {
  /// More than all of a page or a script is, in bytes.
  private static let limit = 4 << 20

  static func main() async throws {
    let isCheck = CommandLine.arguments.contains("--check")
    let files = try await all()
    let stale = files.filter { read($0.key) != $0.value }.map(\.key).sorted()
    let superfluous = try present().subtracting(files.keys).sorted()
    for path in stale { print(isCheck ? "not current: \(path)" : path) }
    for path in superfluous { print("\(isCheck ? "superfluous" : "removed"): \(path)") }
    guard isCheck else { return try write(files, without: superfluous) }
    if !(stale + superfluous).isEmpty { end("run: swift run Manual") }
  }

  private static func write(_ files: [String: String], without others: [String]) throws {
    for (path, text) in files {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(filePath: path))
    }
    for path in others { try FileManager.default.removeItem(atPath: path) }
  }

  private static func end(_ words: String) -> Never {
    print(words)
    exit(1)
  }

  private static func read(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The files that there are.
  private static func present() throws -> Set<String> {
    let folders = ["Assets/man", "Assets/completions"]
    return Set(
      folders.flatMap { folder in
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.map { "\(folder)/\($0)" }
      })
  }
}

// MARK: - What the program says of itself

extension Manual {
  /// Of each file its text, as the built program gives it.
  private static func all() async throws -> [String: String] {
    for product in ["liqtop", "generate-manual"] {
      _ = try await output(of: .name("swift"), "build", "--product", product)
    }
    let folder = try await output(of: .name("swift"), "build", "--show-bin-path")
      .trimmingSuffix(while: \.isNewline)
    var files = try await completions(of: "\(folder)/liqtop")
    for (name, text) in try await pages(by: "\(folder)/generate-manual", of: "\(folder)/liqtop") {
      files["Assets/man/\(name)"] = text
    }
    return files
  }

  private static func completions(of program: String) async throws -> [String: String] {
    var files: [String: String] = [:]
    for (shell, name) in [("bash", "liqtop.bash"), ("zsh", "_liqtop"), ("fish", "liqtop.fish")] {
      files["Assets/completions/\(name)"] = try await output(
        of: .path(FilePath(program)), "--generate-completion-script", shell)
    }
    return files
  }

  private static func pages(
    by generator: String, of program: String
  ) async throws -> [String: String] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "liqtop-manual-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.path(percentEncoded: false)
    _ = try await output(
      of: .path(FilePath(generator)), program, "--multi-page", "--date", ManualPages.date,
      "--output-directory", path)
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    let generated = try names.map { name in
      (name, try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8))
    }
    return ManualPages(Dictionary(uniqueKeysWithValues: generated)).files
  }

  private static func output(
    of program: Executable, _ arguments: String...
  ) async throws -> String {
    let result = try await Subprocess.run(
      program, arguments: Arguments(arguments), output: .string(limit: limit),
      error: .string(limit: limit))
    guard result.terminationStatus == .exited(0) else {
      print(result.standardOutput, result.standardError)
      end("\(program) \(arguments.joined(separator: " ")) failed")
    }
    return result.standardOutput
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
