import Liquidations

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The machine's wall clock.
enum WallClock {
  @Sendable static func now() -> Timestamp {
    Timestamp(seconds: Int64(time(nil)))
  }
}
