import FoundationEssentials

/// Draws the README's pictures anew: `swift run PictureBook`, in the folder of the package.
@main
struct PictureBook {
  static func main() throws {
    for page in try Pictures().pages {
      let path = "Assets/\(page.name).svg"
      try Data(page.svg.utf8).write(to: URL(filePath: path))
      print(path)
    }
  }
}
