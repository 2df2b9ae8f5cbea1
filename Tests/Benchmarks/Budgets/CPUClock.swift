#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The CPU time of the calling thread, in nanoseconds.
///
/// The library's own CPU metrics come in ticks of 10 ms on Linux: too coarse for a frame.
enum CPUClock {
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
