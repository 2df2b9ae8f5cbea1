public import Liquidations

/// The API's paths and the name of its one parameter, for the client and the server alike.
public enum LiquidationsPath {
  /// What comes before the metric's slug.
  public static let prefix = "/api/v2/metrics/liquidations/"

  /// The query parameter that carries the token.
  public static let tokenParameter = "api_token"

  /// The path of a metric, such as `/api/v2/metrics/liquidations/bitcoin_liquidations_okx_long`.
  public static func path(of metric: Metric) -> String {
    prefix + metric.slug
  }

  /// What stands in the place of the slug, be it a metric or not; nil for any other path.
  public static func slug(in path: String) -> Substring? {
    path.hasPrefix(prefix) ? path.dropFirst(prefix.count) : nil
  }
}
