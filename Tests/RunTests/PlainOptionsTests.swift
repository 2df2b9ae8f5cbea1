import ArgumentParser
import Settings
import Testing

@testable import liqtop

/// What is read without ArgumentParser is read as that reads it.
@Suite struct PlainOptionsTests {
  private static let plain = [
    "", "--demo", "--theme dark", "--exchange okx bybit --range 90d", "--no-mouse --ascii",
    "--insecure-http --base-url http://10.0.0.1", "--config /tmp/a.yaml --log-level none",
    "--token-file /tmp/token --archive /tmp/a.sqlite --interval 2h --quota 500 --view net",
    "--demo --theme light --no-ascii --exchange all", "--alert-with screen osc777 --view net",
    "--mouse --token-command pass",
  ]

  @Test(arguments: plain) func itSaysTheSame(line: String) throws {
    let arguments = line.split(separator: " ").map(String.init)
    let parsed = try #require(try Liqtop.parseAsRoot(arguments) as? DashboardCommand)
    #expect(PlainOptions.read(arguments) == parsed.options.given)
  }

  @Test(arguments: [
    "serve --demo", "--help", "--version", "--theme", "--theme -x", "--theme=dark", "--the dark",
    "--theme dark light", "--theme dark --theme light", "--keys q", "--alerts a", "--no-theme",
    "--demo --",
    "--demo --archive a", "--token-file a --token-command b", "demo", "-d", "--exchange",
  ]) func theRestIsLeftToArgumentParser(line: String) {
    #expect(PlainOptions.read(line.split(separator: " ").map(String.init)) == nil)
  }
}
