import Testing

@testable import Manual

/// The manual's pages are made of those that ArgumentParser's generator writes.
@Suite struct ManualPagesTests {
  private static func page(_ title: String, _ name: String, _ more: String = "") -> String {
    """
    .Dt \(title) 1
    .Os
    .Sh NAME
    .Nm \(name)
    .Nd "Does it all."
    .Sh SYNOPSIS
    .Nm
    .Op Fl -source Ar url
    .Sh DESCRIPTION
    Says what it does. It says more of it, so much that there is no room for all of it in one line.

    It ends. 'Quoted' it ends.
    .Bl -tag -width 6n
    .It Fl -source Ar url
    A source.
    .Pp
    .It Fl -yes
    Says yes.
    .It Fl -no-yes
    Says yes.
    .It Fl -no-header
    Leaves it out.
    .El
    .Sh "EXIT STATUS"
    .Ex -std\(more)
    """
  }

  private let pages = ManualPages([
    "liqtop.1": page(
      "LIQTOP", "liqtop",
      "\n.Sh \"SEE ALSO\"\n.Xr liqtop.help 1 ,\n.Xr liqtop.liqtop 1 ,\n.Xr liqtop.print 1"),
    "liqtop.liqtop.1": page("LIQTOP.LIQTOP", "\"liqtop liqtop\""),
    "liqtop.help.1": page("LIQTOP.HELP", "\"liqtop help\""),
    "liqtop.archive.info.1": page("LIQTOP.ARCHIVE.INFO", "\"liqtop archive info\""),
  ]).files

  @Test func pagesAreNamedAsOthersAre() {
    #expect(pages.keys.sorted() == ["liqtop-archive-info.1", "liqtop.1"])
    #expect(pages["liqtop-archive-info.1"]?.hasPrefix(".Dt LIQTOP-ARCHIVE-INFO 1\n") == true)
    #expect(pages["liqtop-archive-info.1"]?.hasSuffix(".Sh \"SEE ALSO\"\n.Xr liqtop 1\n") == true)
  }

  @Test func theProgramsOwnPageIsTheDashboards() {
    let page = pages["liqtop.1"] ?? ""
    #expect(page.hasPrefix(".Dt LIQTOP 1\n") && page.contains("\n.Nm liqtop\n"))
    #expect(page.hasSuffix(".Sh \"SEE ALSO\"\n.Xr liqtop-print 1\n"))
  }

  @Test func eachSentenceHasLinesOfItsOwnAndNoneIsLong() {
    for page in pages.values {
      let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.dropLast().allSatisfy { !$0.isEmpty && $0.utf8.count <= 80 })
      #expect(page.contains("\nSays what it does.\nIt says more of it, so much"))
      #expect(
        page.contains("\n.Pp\nIt ends.\n\\&'Quoted' it ends.\n")
          && page.contains("\nA source.\n.It Fl -yes\n"))
      #expect(page.contains("\n.Nd \"Does it all\"\n"))
    }
  }

  @Test func anOptionThatTakesAnotherBackIsSaidToBeItsOpposite() {
    for page in pages.values {
      #expect(page.contains("\n.It Fl -no-yes\nThe opposite of\n.Fl -yes .\n.It Fl -no-header\n"))
      #expect(page.contains("\n.It Fl -no-header\nLeaves it out.\n"))
    }
  }

  @Test func whatAllHaveInCommonIsThereOnce() {
    for page in pages.values {
      let heads = page.split(separator: "\n").filter { $0.hasPrefix(".Sh ") }
      #expect(
        heads == [
          ".Sh NAME", ".Sh SYNOPSIS", ".Sh DESCRIPTION", ".Sh ENVIRONMENT", ".Sh FILES",
          ".Sh \"EXIT STATUS\"", ".Sh \"SEE ALSO\"",
        ])
      #expect(!page.contains(".Ex -std"))
    }
  }
}
