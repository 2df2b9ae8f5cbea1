import SystemPackage

/// Lines on their way to standard output, which never waits for its reader.
struct WatchOutput {
  /// Why nothing can be written any more.
  enum Loss: Error {
    /// Nobody reads on.
    case readerGone
    case failed(ProgramError)
  }

  /// So many bytes wait for a reader at most.
  static let room = 1 << 18
  /// A pipe that says it has room takes so many at once.
  private static let piece = 4_096

  private let file: FileDescriptor
  private var bytes: [UInt8] = []
  private var sent = 0
  /// How many lines there was no room for.
  private(set) var lost = 0
  private var isEnded = false

  init(to file: FileDescriptor = .standardOutput) {
    self.file = file
  }

  /// Whether there is something to write.
  var isBehind: Bool { sent < bytes.count }

  /// Adds a line; without room for it, it is lost. After the last one none is added.
  mutating func add(_ line: String, isLast: Bool = false) {
    guard !isEnded else { return }
    isEnded = isLast
    let line = line.utf8
    guard bytes.count - sent + line.count < Self.room else { return lost += 1 }
    bytes += line
    bytes.append(UInt8(ascii: "\n"))
  }

  /// How many lines were lost, if now there is room to say so; that is then said.
  mutating func takeLost() -> Int? {
    guard lost > 0, !isBehind else { return nil }
    defer { lost = 0 }
    return lost
  }

  /// Writes as much as a file takes that has said that it takes something.
  mutating func writeSome() throws(Loss) {
    let end = min(bytes.count, sent + Self.piece)
    do {
      sent += try bytes[sent..<end].withUnsafeBytes { try file.write($0) }
    } catch Errno.wouldBlock, Errno.resourceTemporarilyUnavailable {
      return
    } catch Errno.brokenPipe {
      throw .readerGone
    } catch {
      throw .failed(ProgramError("standard output can't be written: \(error)", .output))
    }
    if !isBehind { (bytes, sent) = ([], 0) }
  }
}
