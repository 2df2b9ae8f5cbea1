import SystemPackage
import Testing
import WorkSupport

@testable import Settings

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files and pipes that hold a secret.
@Suite struct SecretFileTests {
  private let files = ScratchFolder()

  private func sentence(_ path: String, limit: Duration = .seconds(30)) -> String {
    do {
      return "no error but \(try SecretFile(path, limit: limit).text())"
    } catch {
      return "\(error)"
    }
  }

  @Test func itsTextIsRead() throws {
    #expect(try SecretFile(files.write("a", Array("secret\n".utf8))).text() == "secret\n")
  }

  @Test(arguments: [
    [0xef, 0xbb, 0xbf, 0x61, 0xc3, 0xa9, 0x0d, 0x0a],
    [0xff, 0xfe, 0x61, 0x00, 0xe9, 0x00, 0x0d, 0x00, 0x0a, 0x00],
    [0xfe, 0xff, 0x00, 0x61, 0x00, 0xe9, 0x00, 0x0d, 0x00, 0x0a],
  ])
  func whatWindowsWritesIsTheSameText(bytes: [UInt8]) throws {
    #expect(try SecretFile(files.write("a", bytes)).text() == "aé\r\n")
  }

  @Test func whatIsNoSecretIsRefused() throws {
    #expect(
      sentence("/nowhere/x")
        == "the token can't be read from the file /nowhere/x: there is no such file")
    #expect(sentence("/") == "the token can't be read from the file /: it is a directory")
    let socket = try files.socket("s")
    #expect(sentence(socket) == "the token can't be read from the file \(socket): it is a socket")
    #expect(SecretFile(socket).isThereAtOnce)
    #expect(
      sentence("/dev/zero") == "the file /dev/zero is longer than 4096 bytes, too long for a token")
    let long = try files.write("long", [UInt8](repeating: 0x61, count: 4_097))
    #expect(sentence(long) == "the file \(long) is longer than 4096 bytes, too long for a token")
  }

  /// On a thread of its own: it waits for the reader, which needs one of the pool's.
  @Test(.deadlines) func aPipeIsReadToItsEndHoweverSlowItIs() async throws {
    let path = try files.pipe("p")
    let reader = Task { try SecretFile(path).text() }
    let writer = open(path, O_WRONLY)
    for piece in ["sec", "ret"] { #expect(write(writer, piece, 3) == 3) }
    close(writer)
    #expect(try await reader.value == "secret")
  }

  @Test func aPipeIsNotWaitedForForEver() throws {
    let path = try files.pipe("p")
    let words = "the token can't be read from the file \(path): nothing came within"
    #expect(sentence(path, limit: .zero) == "\(words) 0 s")
    // One who opens it and says nothing isn't either.
    let writer = open(path, O_RDWR)
    defer { close(writer) }
    #expect(sentence(path, limit: .milliseconds(50)) == "\(words) 0 s")
    #expect(write(writer, "half", 4) == 4)
    #expect(sentence(path, limit: .milliseconds(50)) == "\(words) 0 s")
  }

  @Test func onlyAPipeOrATerminalHasToBeWaitedFor() throws {
    #expect(SecretFile(try files.write("a", [])).isThereAtOnce)
    #expect(SecretFile("/nowhere").isThereAtOnce && SecretFile("/").isThereAtOnce)
    #expect(!SecretFile(try files.pipe("p")).isThereAtOnce)
    #expect(!SecretFile("/dev/tty").isThereAtOnce)
  }

  // MARK: - Who may read and write it

  private func check(
    owner: UInt32, _ mode: UInt16, user: UInt32 = 1000, canBeMended: Bool = true
  ) -> String? {
    let access = FileAccess(
      owner: owner, permissions: FilePermissions(rawValue: .init(mode)), user: user,
      canBeMended: canBeMended)
    do {
      try SecretFile("/a b").check(access)
      return nil
    } catch {
      return "\(error)".replacing("the file /a b holds the API token and ", with: "")
    }
  }

  @Test func theUsersOwnIsForTheUserAlone() {
    #expect(check(owner: 1000, 0o600) == nil && check(owner: 1000, 0o400) == nil)
    for mode in [0o640, 0o604, 0o444, 0o620, 0o602] as [UInt16] {
      #expect(check(owner: 1000, mode) == "is open to others; run: chmod 600 '/a b'")
    }
    #expect(check(owner: 0, 0o644, user: 0) == "is open to others; run: chmod 600 '/a b'")
  }

  @Test func whatOnlyRootCanHaveMadeIsAsItIs() {
    for mode in [0o444, 0o440, 0o644, 0o640, 0o400] as [UInt16] {
      #expect(check(owner: 0, mode) == nil)
    }
    // In a container the user is root, too.
    #expect(check(owner: 0, 0o444, user: 0) == nil && check(owner: 0, 0o440, user: 0) == nil)
    #expect(check(owner: 1000, 0o444, canBeMended: false) == nil)
  }

  @Test func whatOthersMayWriteIsRefusedWithAnotherWay() {
    let way =
      "; use a file of your own or, if this is intended, --token-command 'cat '\\''/a b'\\'''"
    #expect(check(owner: 0, 0o666) == "may be changed by others" + way)
    for mode in [0o400, 0o600, 0o644] as [UInt16] {
      #expect(check(owner: 1001, mode) == "belongs to another user" + way)
      #expect(check(owner: 1001, mode, user: 0) == "belongs to another user" + way)
    }
  }
}

/// Small files that are read whole.
@Suite struct SmallFileTests {
  private let files = ScratchFolder()

  @Test func itsBytesAreRead() throws {
    #expect(try SmallFile.bytes(of: files.write("a", [1, 2])) == [1, 2])
    #expect(try SmallFile.bytes(of: files.write("b", [0xef, 0xbb, 0xbf, 1])) == [1])
    #expect(try SmallFile.bytes(of: "/nowhere/x") == nil)
    #expect(try SmallFile.bytes(of: files.write("c", [])) == [])
  }

  /// Each would be waited for, or has no end.
  @Test func whatIsNoFileIsNotRead() throws {
    for path in [try files.pipe("p"), try files.socket("s"), "/", "/dev/zero", "/dev/ptmx"] {
      #expect(throws: SmallFileError.notAFile) { try SmallFile.bytes(of: path) }
    }
  }

  @Test func nothingIsAnEmptyFileWhateverItsName() throws {
    let link = files.path("null")
    #expect(symlink("/dev/null", link) == 0)
    for path in ["/dev/null", link] {
      #expect(try SmallFile.bytes(of: path) == [] && SmallFile.isNothing(path))
    }
    #expect(!SmallFile.isNothing("/dev/zero") && !SmallFile.isNothing("/nowhere"))
  }
}

/// A folder for a test's files.
final class ScratchFolder: Sendable {
  private let folder: String

  init() {
    var name = Array("/tmp/liqtop-files-XXXXXX\0".utf8CString.dropLast())
    _ = mkdtemp(&name)
    folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in ["a", "b", "c", "long", "p", "s", "null"] { unlink(path(name)) }
    rmdir(folder)
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Writes a file for its owner alone, and returns its path.
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = try FileDescriptor.open(
      path(name), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
    try file.closeAfter { _ = try file.writeAll(bytes) }
    return path(name)
  }

  func socket(_ name: String) throws -> String {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path(name).utf8) }
    #if canImport(Glibc)
      let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = Darwin.socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    defer { close(descriptor) }
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if code != 0 { throw Errno(rawValue: errno) }
    return path(name)
  }

  func pipe(_ name: String) throws -> String {
    if mkfifo(path(name), 0o600) != 0 { throw Errno(rawValue: errno) }
    return path(name)
  }
}
