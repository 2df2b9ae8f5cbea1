#if canImport(Glibc)
  import FoundationEssentials
  public import Glibc

  extension posix_spawn_file_actions_t {
    /// Leaves the child nothing but its standard files: a pipe or a socket of another test that lived
    /// on in it could not be closed by that test.
    public mutating func closeInherited() {
      for file in (STDERR_FILENO + 1)...(Self.highest + 256) {
        posix_spawn_file_actions_addclose(&self, file)
      }
    }

    /// The highest file that is open; others may open some more until the child begins.
    private static var highest: Int32 {
      let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
      guard let names else { return 4_096 }
      return names.compactMap { Int32($0) }.max() ?? STDERR_FILENO
    }
  }
#endif
