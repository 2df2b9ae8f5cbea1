import Testing

@testable import Canvas

@Suite struct CellBytesTests {
  private static let attributes: [Attributes] = [
    [], .bold, .underline, .reverse, [.bold, .underline, .reverse],
  ]

  @Test(arguments: Ink.allCases) func aStyleIsWhatItWasMadeOf(ink: Ink) {
    for ground in Ink.allCases {
      for attributes in Self.attributes {
        let style = Style(ink, on: ground, attributes)
        #expect((style.ink, style.ground) == (ink, ground))
        #expect(style.attributes == attributes)
      }
    }
  }

  @Test func aPartOfAStyleIsSetByItself() {
    var style = Style(.netShort, on: .raised, [.bold, .reverse])
    style.ink = .provisionalNetShort
    #expect(style == Style(.provisionalNetShort, on: .raised, [.bold, .reverse]))
    style.ground = .series3
    #expect(style == Style(.provisionalNetShort, on: .series3, [.bold, .reverse]))
    style.attributes = .underline
    #expect(style == Style(.provisionalNetShort, on: .series3, .underline))
  }

  /// Every glyph that is known to be one column wide is kept, and none else.
  @Test func aCellKeepsItsGlyph() {
    let wrong = (UInt32(0)...0x3_0000).compactMap(Unicode.Scalar.init).filter { glyph in
      Cell(glyph).glyph != (Cell.isOneColumn(glyph) ? glyph : "?")
    }
    #expect(wrong.isEmpty)
    #expect(MemoryLayout<Cell>.size == 4)
  }
}
