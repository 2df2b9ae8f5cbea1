import Testing

@testable import liqtop

@Suite struct ProcessMemoryTests {
  #if os(Linux)
    @Test func onceTheTokenIsReadNobodyElseMayLookIntoTheMemory() async throws {
      let home = try UserHome()
      let file = try home.writePrivately("token", UserHome.token)
      #expect(try await home.token(["--token-file", file]) == UserHome.token)
      #expect(ProcessMemory.isHidden)
    }
  #endif
}
