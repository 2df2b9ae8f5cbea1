/// How the axis of the chart is made; its raw value is the word for it in files and on the screen.
public enum ScaleKind: String, CaseIterable, Hashable, Sendable {
  /// Robustly capped: a few giant bars are cut off and say so.
  case capped
  /// Up to the largest bar.
  case full
  /// A row for each part of a power of ten.
  case logarithmic = "log"
}
