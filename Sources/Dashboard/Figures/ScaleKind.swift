/// How the axis of the chart is made.
enum ScaleKind: CaseIterable, Hashable, Sendable {
  /// Robustly capped: a few giant bars are cut off and say so.
  case capped
  /// Up to the largest bar.
  case full
  /// A row for each part of a power of ten.
  case logarithmic

  /// The word on the screen.
  var name: String {
    switch self {
    case .capped: "capped"
    case .full: "full"
    case .logarithmic: "log"
    }
  }
}
