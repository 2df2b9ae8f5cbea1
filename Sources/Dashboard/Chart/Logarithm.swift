// The only file of this target that needs the C library's mathematics.
#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

/// The decimal logarithm of a number above 0.
func decimalLogarithm(_ number: Double) -> Double { log10(number) }
