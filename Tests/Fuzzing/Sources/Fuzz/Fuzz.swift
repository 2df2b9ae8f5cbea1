#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is checked: `LIQTOP_FUZZ`, since the arguments are libFuzzer's.
private let check: @Sendable ([UInt8]) -> Void =
  switch getenv("LIQTOP_FUZZ").map({ String(cString: $0) }) {
  case "payload": checkPayload
  case "packed": checkPacked
  case "frame": checkFrame
  case "configuration": checkConfiguration
  case "date": checkDate
  case "feed": checkFeed
  case "alert": checkAlert
  default:
    fatalError("LIQTOP_FUZZ must be payload, packed, frame, configuration, date, feed or alert")
  }

/// Called by libFuzzer, whose main this program has, with ever new bytes.
@_cdecl("LLVMFuzzerTestOneInput")
func checkOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  check(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
