import Liquidations
import Synchronization
import SystemPackage

/// Tells those who share an archive that it was written to: a small file beside it, at whose end each
/// writes a line after its COMMIT.
///
///     refresh 4711 k3v9 12      topic, process, which archive of the process, which ring of it
///
/// Lines are added, never replaced, so that nobody's ring hides another's; one who finds the file
/// full empties it first. Who listens remembers the last line that it has read: what comes after it
/// is new, and if it is gone, anything may have been missed.
struct Bell {
  /// In bytes.
  static let limit = 4_096

  private(set) var path: String
  /// Process and archive: whose rings aren't heard.
  let ringer: String
  private var rings = 0

  init(path: String, archive: String) {
    self.path = path
    ringer = "\(Platform.processID) \(archive)"
  }

  /// The archive lies elsewhere by now.
  mutating func move(to path: String) { self.path = path }

  /// Tells all others; if the file can't be written, they find out when they look.
  mutating func ring(_ topic: Topic) { _ = write(topic.rawValue) }

  private mutating func write(_ word: String) -> Bool {
    guard let file = open() else { return false }
    defer { try? file.close() }
    if let size = try? Stat(file).size, size >= Self.limit { try? file.resize(to: 0) }
    rings += 1
    let line = Array("\(word) \(ringer) \(rings)\n".utf8)
    // In one piece: others write too.
    return (try? line.withUnsafeBytes { try file.write($0) }) == line.count
  }

  /// The file, made if there is none; nil if something else lies there.
  private func open() -> FileDescriptor? {
    let file = try? FileDescriptor.open(
      path, .writeOnly, options: [.append, .create, .noFollow, .closeOnExec, .nonBlocking],
      permissions: .ownerReadWrite)
    guard let file else { return nil }
    if let status = try? Stat(file), status.type == .regular { return file }
    try? file.close()
    return nil
  }
}

// MARK: - Listening

extension Bell {
  /// Comes with each ring of another, and ends when the file has gone from its place; nil where that
  /// can't be told.
  ///
  /// - Parameter thread: on which it is listened.
  mutating func rings(
    of topic: Topic, on thread: WorkThread
  ) -> (stream: AsyncStream<Void>, listener: AsyncStream<Void>.Continuation)? {
    guard write("listens"), let file = ArchiveFile.identity(of: path), let watch = FileWatch(path)
    else { return nil }
    let heard = HeardRings(Self.lines(path)?.last)
    let (stream, listener) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let descriptor = watch.descriptor
    listener.onTermination = { [weak thread] _ in thread?.ignore(descriptor) }
    thread.listen(to: descriptor) { [path, ringer] in
      guard watch.drain(), ArchiveFile.identity(of: path) == file, let lines = Self.lines(path)
      else {
        listener.finish()
        return false
      }
      if heard.hasNews(lines, of: topic, but: ringer) { listener.yield() }
      return true
    }
    return (stream, listener)
  }

  fileprivate static func lines(_ path: String) -> [Substring]? {
    Platform.text(of: path, limit: 2 * limit)?.split(separator: "\n")
  }
}

/// The last line that a listener has read.
private final class HeardRings: Sendable {
  private let last: Mutex<Substring?>

  init(_ line: Substring?) {
    last = Mutex(line)
  }

  /// Whether another has rung since the last time, as far as the lines tell.
  func hasNews(_ lines: [Substring], of topic: Topic, but ringer: String) -> Bool {
    last.withLock { last in
      defer { last = lines.last }
      guard let known = lines.lastIndex(where: { $0 == last }) else { return true }
      return lines[(known + 1)...].contains { line in
        line.hasPrefix("\(topic.rawValue) ") && !line.hasPrefix("\(topic.rawValue) \(ringer) ")
      }
    }
  }
}
