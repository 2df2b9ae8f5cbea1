import Canvas
import FoundationEssentials
import Testing

@testable import PictureBook

@Suite struct PictureBookTests {
  /// `swift run PictureBook` draws them anew.
  @Test func theReadmesPicturesAreWhatTheDashboardDraws() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    for page in try Pictures().pages {
      let path = "/\(folder)/Assets/\(page.name).svg"
      let recorded = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
      #expect(page.svg == recorded, "\(page.name).svg is not what the dashboard draws now")
      #expect(page.svg.utf8.count < 150_000)
    }
  }

  @Test func blocksAreRectanglesAndTextIsFittedToItsCells() {
    var frame = Frame(size: Size(columns: 4, rows: 2), theme: .dark)
    frame[0, 0] = Cell("▄", Style(.series0))
    frame[0, 1] = Cell("█", Style(.series0))
    frame.write("a<", x: 1, y: 0, style: Style(.text, on: .ground, .bold))
    frame[3, 1] = Cell("▲", Style(.strong))
    let svg = SVG(frame).description
    #expect(svg.contains("<path fill=\"#ffaf00\" d=\"M12 22h10v30h-10z\"/>"), "\(svg)")
    #expect(
      svg.contains(
        "<text x=\"22\" y=\"27\" textLength=\"20\" font-weight=\"bold\" fill=\"#d0d0d0\">a&lt;</text>"
      ), "\(svg)")
    #expect(
      svg.contains("<text x=\"47\" y=\"47\" text-anchor=\"middle\" fill=\"#ffffff\">▲</text>"))
  }

  @Test func aBlockLiesOverItsGround() throws {
    var frame = Frame(size: Size(columns: 2, rows: 1), theme: .dark)
    frame[0, 0] = Cell("█", Style(.series0))
    frame[1, 0] = Cell("▂", Style(.series0, on: .series1))
    let svg = SVG(frame).description
    let ground = try #require(svg.firstRange(of: "<path fill=\"#8787ff\" d=\"M22 12h10v20h-10z\""))
    let ink = try #require(svg.firstRange(of: "M22 27h10v5h-10z"))
    #expect(ground.lowerBound < ink.lowerBound)
  }

  @Test func whatIsReversedHasItsInkBehind() {
    var frame = Frame(size: Size(columns: 1, rows: 1), theme: .dark)
    frame[0, 0] = Cell("x", Style(.text, on: .ground, .reverse))
    let svg = SVG(frame).description
    #expect(svg.contains("<path fill=\"#d0d0d0\" d=\"M12 12h10v20h-10z\"/>"))
    #expect(svg.contains("fill=\"#121212\">x</text>"))
  }
}
