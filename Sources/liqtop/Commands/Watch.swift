import ArgumentParser
import Settings

/// Fetches, listens and tells of what happens, without a screen.
struct Watch: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    abstract: "Keep the archive current without a screen, and print a line for each event.",
    usage: "liqtop watch [--format json] [options]",
    discussion: """
      Refreshes on schedule and listens to the exchanges, as a dashboard does, or follows another \
      liqtop that does, so that dashboards start with fresh data. A line tells of each refresh, each \
      new day, each revised value, each feed that is lost or back, each cascade, each alert, and of \
      what is wrong; else it is quiet.

      SIGTERM and Ctrl-C end it with status 0. SIGHUP has it read the configuration, the token and \
      the alerts anew; if they can't be used it says why and goes on with those before. \
      Assets/liqtop-watch.service runs it with systemd. The exit status is 64 or 78 if an option or \
      the configuration is wrong, 74 if standard output can't be written, 141 if nobody reads it.
      """,
    helpNames: [.short, .long])

  @Option(help: "Print sentences, or an object a line.")
  var format = Format.text

  @OptionGroup var options: FetchOptions

  /// Not async: the main thread would end at the first `await`, and the loop is to stay on it.
  func run() throws {
    let environment = Environment.all
    // Whoever is started from here isn't looked after.
    Environment.hide(ServiceNotifier.variables)
    Platform.ignoreBrokenPipes()
    try Limits.check()
    var run = try WatchRun(options.given, environment, isJSON: format == .json)
    let status = try run.run()
    if status != 0 { throw ExitCode(status) }
  }
}
