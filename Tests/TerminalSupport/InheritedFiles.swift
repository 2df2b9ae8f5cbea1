#if canImport(Glibc)
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
      guard let folder = opendir("/proc/self/fd") else { return 4_096 }
      defer { closedir(folder) }
      var highest = STDERR_FILENO
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        highest = max(highest, Int32(name) ?? 0)
      }
      return highest
    }
  }
#endif
