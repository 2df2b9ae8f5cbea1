import ArgumentParser

/// The dashboard, which is what the program does unless told otherwise.
struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "liqtop",
    abstract: "Daily Bitcoin liquidations in the terminal: longs up, shorts down, by exchange.",
    usage: """
      liqtop [--demo] [options]
      liqtop serve --demo [options]
      liqtop config [--default] [options]
      liqtop check [--offline] [options]
      """,
    discussion: """
      liqtop fetches the Newhedge API's eight liquidation series once an hour and draws them as \
      stacked bars. It needs an API token: put it in a file and name it with --token-file, or in \
      the environment variable NEWHEDGE_API_TOKEN (else NEWHEDGE_API_KEY). Without one, \
      liqtop --demo shows generated data. Press ? in the dashboard for its keys.

      liqtop serve --demo serves generated data to other programs; liqtop serve --help says how. \
      liqtop config shows how liqtop is configured; liqtop config --help says by what. \
      liqtop check tells why something doesn't work.
      """,
    version: version,
    helpNames: [.short, .long])

  @OptionGroup var options: DashboardOptions

  func run() async throws {
    try await DashboardRun(options.given).run()
  }
}
