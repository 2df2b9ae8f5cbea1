import ArgumentParser

/// What to look at first; what isn't said is as it was left.
struct ViewOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The range to begin with: 7d, 30d, 90d, 180d, 1y, ytd, all, or any number of days.",
      valueName: "range"))
  var range: RangeChoice?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Begin with these exchanges."))
  var exchange: [ExchangeChoice] = []

  @Option(help: "Begin with this view.")
  var view: ViewChoice?
}
