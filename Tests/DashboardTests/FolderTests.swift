import FoundationEssentials
import Testing

/// The arrows between the folders of Dashboard: what is drawn knows what it is drawn from, and
/// never the other way round.
@Suite struct FolderTests {
  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    + "/Sources/Dashboard"

  @Test(arguments: [
    ("Style", mayNotName: ["Input", "Chart", "Screen", "Plain"]),
    ("Figures", mayNotName: ["Chart", "Screen", "Plain"]),
    ("Input", mayNotName: ["Chart", "Screen", "Plain"]),
    ("Chart", mayNotName: ["Screen", "Plain"]),
    ("Screen", mayNotName: ["Plain"]),
  ])
  func noFolderNamesWhatIsBuiltOnIt(folder: String, mayNotName others: [String]) throws {
    for other in others {
      let declared = try Set(Self.sources(other).flatMap { Self.declaredTypes($0.text) })
      #expect(!declared.isEmpty, "\(other) declares nothing")
      for (file, text) in try Self.sources(folder) {
        let named = Self.words(text).intersection(declared)
        #expect(named.isEmpty, "\(folder)/\(file) names \(named.sorted()) of \(other)")
      }
    }
  }

  @Test func onlyRenderStandsBesideTheFolders() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    #expect(
      names.sorted() == ["Chart", "Figures", "Input", "Plain", "Render.swift", "Screen", "Style"])
  }

  /// The files of a folder, without comments and texts.
  private static func sources(_ name: String) throws -> [(file: String, text: String)] {
    let path = "\(folder)/\(name)"
    return try FileManager.default.contentsOfDirectory(atPath: path).map { file in
      let text = String(
        decoding: try Data(contentsOf: URL(filePath: "\(path)/\(file)")), as: UTF8.self)
      return (file, text.replacing(#/ *//.*/#, with: "").replacing(#/"[^"\n]*"/#, with: ""))
    }
  }

  /// The types that a file declares for all to see; those within others are named with them.
  private static func declaredTypes(_ text: String) -> [String] {
    let declaration =
      #/^(?:public |final |indirect )*(?:struct|enum|class|actor|protocol|typealias) (\w+)/#
      .anchorsMatchLineEndings()
    return text.matches(of: declaration).map { String($0.output.1) }
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
  }
}
