import ArgumentParser
import Dashboard
import Liquidations

/// What to look at first; what isn't said is as it was left.
struct ViewOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The range to begin with: 7d, 30d, 90d, 180d, 1y, ytd, all, or any number of days.",
      valueName: "range"))
  var range: RangeChoice?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Begin with these exchanges: all, binance, bybit, okx, deribit."))
  var exchange: [ExchangeChoice] = []

  @Option(help: "Begin with this view: \(Preferences.views.joined(separator: ", ")).")
  var view: ViewChoice?

  /// The preferences, with what was said put over them.
  func over(_ preferences: Preferences) -> Preferences {
    var preferences = preferences
    preferences.range = range?.name ?? preferences.range
    preferences.view = view?.slug ?? preferences.view
    if !exchange.isEmpty { preferences.exchanges = exchange.flatMap(\.slugs) }
    return preferences
  }
}

/// A range by its name.
struct RangeChoice: ExpressibleByArgument {
  let name: String

  init?(argument: String) {
    guard let span = Span(name: argument) else { return nil }
    name = span.name
  }
}

/// One exchange, or all of them, by its slug.
struct ExchangeChoice: ExpressibleByArgument {
  let slugs: [String]

  init?(argument: String) {
    let all = Exchange.allCases.map(\.slug)
    let slug = argument.lowercased()
    guard slug == "all" || all.contains(slug) else { return nil }
    slugs = slug == "all" ? all : [slug]
  }

  static var allValueStrings: [String] { ["all"] + Exchange.allCases.map(\.slug) }
}

/// A view by its word.
struct ViewChoice: ExpressibleByArgument {
  let slug: String

  init?(argument: String) {
    guard Preferences.views.contains(argument.lowercased()) else { return nil }
    slug = argument.lowercased()
  }

  static var allValueStrings: [String] { Preferences.views }
}
