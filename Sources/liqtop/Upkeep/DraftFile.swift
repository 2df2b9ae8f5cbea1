import SystemPackage

/// A file in the making, which gets its name once it is whole: nobody ever sees half of it.
struct DraftFile {
  private static let piece = 1 << 16
  private let path: String
  private let draft: String
  private let replaces: Bool
  private let file: FileDescriptor
  private var bytes: [UInt8] = []
  private var fault: Errno?

  /// - Throws: `ProgramError` if something lies there that isn't to be replaced, or no file can be made.
  init(for path: String, replaces: Bool) throws(ProgramError) {
    if let status = try? Stat(path, followTargetSymlink: false) {
      guard replaces else { throw Self.exists(path) }
      guard status.type == .regular else {
        throw ProgramError("\(path) isn't a file; - is standard output.", .cannotCreate)
      }
    }
    self.path = path
    self.replaces = replaces
    draft = "\(path).\(Platform.processID)"
    do {
      file = try FileDescriptor.open(
        draft, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
    } catch {
      throw ProgramError("\(path) can't be made: \(error).", .cannotCreate)
    }
  }

  private static func exists(_ path: String) -> ProgramError {
    ProgramError("there is a \(path) already; --force replaces it.", .cannotCreate)
  }

  /// Begins anew, without what was written.
  mutating func begin() {
    bytes.removeAll(keepingCapacity: true)
    do {
      try file.resize(to: 0)
      try file.seek(offset: 0, from: .start)
    } catch {
      fault = fault ?? (error as? Errno ?? .ioError)
    }
  }

  /// What can't be written is said at the end.
  mutating func write(_ text: String) {
    bytes += text.utf8
    if bytes.count >= Self.piece { flush() }
  }

  private mutating func flush() {
    guard fault == nil else { return bytes.removeAll() }
    do {
      _ = try file.writeAll(bytes)
    } catch {
      fault = error as? Errno ?? .ioError
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Gives the file its name.
  ///
  /// - Throws: `ProgramError` if it couldn't be written, or another has got the name; no file is left then.
  mutating func finish() throws(ProgramError) {
    flush()
    defer { Platform.remove(draft) }
    do {
      try file.close()
    } catch {
      fault = fault ?? (error as? Errno ?? .ioError)
    }
    if let fault { throw ProgramError("\(path) can't be written: \(fault).", .output) }
    if replaces { return Platform.move(draft, to: path) }
    do throws(Errno) {
      try Platform.link(draft, as: path)
    } catch .fileExists {
      throw Self.exists(path)
    } catch {
      // There are file systems in which a file has one name only.
      Platform.move(draft, to: path)
    }
  }

  /// Leaves nothing behind.
  func discard() {
    try? file.close()
    Platform.remove(draft)
  }
}
