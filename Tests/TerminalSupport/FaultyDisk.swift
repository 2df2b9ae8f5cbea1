#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A disk that fails or hangs, for a program that is started with the library in `LD_PRELOAD`; its
/// variables are shown in the source.
public enum FaultyDisk {
  /// The library's path; built anew for the process that asks.
  public static func library() throws -> String { try built.get() }

  private static let built = Result {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/tmp/liqtop-faulty-disk-\(getpid()).so"
    let ended = try Command.run([
      "clang", "-shared", "-fPIC", "-O1", "-o", path, "/\(root)/Tests/FaultyDisk/faulty_disk.c",
    ])
    guard ended.status == 0 else { throw Command.Failure(description: ended.output) }
    atexit { _ = unlink("/tmp/liqtop-faulty-disk-\(getpid()).so") }
    return path
  }
}
