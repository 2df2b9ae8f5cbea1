#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The path of an executable of this package, built beside the running tests.
public func builtProduct(_ name: String) -> String {
  let tests = CommandLine.arguments[0]
  var resolved = [CChar](repeating: 0, count: Int(PATH_MAX))
  #if canImport(Glibc)
    let length = readlink("/proc/self/exe", &resolved, resolved.count - 1)
    let bytes = resolved.prefix(max(0, length)).map { UInt8(bitPattern: $0) }
    let path = length > 0 ? String(decoding: bytes, as: UTF8.self) : tests
  #else
    let path = tests
  #endif
  let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  return (folder + [Substring(name)]).joined(separator: "/")
}
