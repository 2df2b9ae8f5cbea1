import SystemPackage
import Testing

@testable import liqtop

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lines for a reader that reads when it likes.
@Suite struct WatchOutputTests {
  @Test func nothingWaitsForAReaderAndWhatIsLostIsCounted() throws {
    let pipe = try FileDescriptor.pipe()
    defer { try? pipe.readEnd.close() }
    _ = fcntl(pipe.writeEnd.rawValue, F_SETFL, O_NONBLOCK)
    var output = WatchOutput(to: pipe.writeEnd)
    let line = String(repeating: "x", count: 999)
    for _ in 0..<300 { output.add(line) }
    #expect(output.isBehind && output.lost == 300 - (WatchOutput.room - 1) / 1_000)
    for _ in 0..<1_000 { try output.writeSome() }
    #expect(output.isBehind && output.takeLost() == nil)
    var read = 0
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while output.isBehind {
      read += try buffer.withUnsafeMutableBytes { try pipe.readEnd.read(into: $0) }
      for _ in 0..<20 { try output.writeSome() }
    }
    #expect(output.takeLost() == 300 - (WatchOutput.room - 1) / 1_000)
    #expect(output.takeLost() == nil)
    try pipe.writeEnd.close()
    while case let count = try buffer.withUnsafeMutableBytes({ try pipe.readEnd.read(into: $0) }),
      count > 0
    {
      read += count
    }
    #expect(read == (WatchOutput.room - 1) / 1_000 * 1_000)
  }

  /// What came together with the signal is taken after it.
  @Test func nothingFollowsTheLastLine() throws {
    let pipe = try FileDescriptor.pipe()
    var output = WatchOutput(to: pipe.writeEnd)
    output.add("first")
    output.add("last", isLast: true)
    output.add("another")
    try output.writeSome()
    try pipe.writeEnd.close()
    var buffer = [UInt8](repeating: 0, count: 99)
    let count = try buffer.withUnsafeMutableBytes { try pipe.readEnd.read(into: $0) }
    try pipe.readEnd.close()
    #expect(String(decoding: buffer[..<count], as: UTF8.self) == "first\nlast\n")
    #expect(!output.isBehind && output.lost == 0)
  }

  @Test func oneThatReadsNoMoreIsNoticed() throws {
    Platform.ignoreBrokenPipes()
    let pipe = try FileDescriptor.pipe()
    defer { try? pipe.writeEnd.close() }
    #expect(!wait(for: pipe).isOutputLost)
    try pipe.readEnd.close()
    #expect(wait(for: pipe).isOutputLost)
    var output = WatchOutput(to: pipe.writeEnd)
    output.add("line")
    #expect {
      try output.writeSome()
    } throws: { error in
      if case WatchOutput.Loss.readerGone = error { true } else { false }
    }
  }

  private func wait(
    for pipe: (readEnd: FileDescriptor, writeEnd: FileDescriptor)
  ) -> Platform.Readiness {
    Platform.wait(for: -1, or: pipe.writeEnd.rawValue, takes: true, until: .now)
  }

  @Test func aFullDiskIsSaid() throws {
    let full = try FileDescriptor.open("/dev/full", .writeOnly)
    defer { try? full.close() }
    var output = WatchOutput(to: full)
    output.add("line")
    #expect {
      try output.writeSome()
    } throws: { error in
      guard case WatchOutput.Loss.failed(let failure) = error else { return false }
      return failure.status == .output
    }
  }
}
