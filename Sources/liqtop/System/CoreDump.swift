#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the system writes down of a process that crashes: its memory, and so the token.
enum CoreDump {
  /// Has none written of this process, nor of those it starts.
  static func forbid() {
    var limit = rlimit()
    getrlimit(resource, &limit)
    limit.rlim_cur = 0
    setrlimit(resource, &limit)
  }

  #if canImport(Glibc)
    private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_CORE.rawValue) }
  #else
    private static var resource: Int32 { RLIMIT_CORE }
  #endif
}
