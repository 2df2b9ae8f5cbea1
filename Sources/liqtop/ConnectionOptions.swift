import ArgumentParser
import Newhedge

/// Where the API is.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The API's base URL. Default: LIQTOP_BASE_URL, else https://newhedge.io.", valueName: "url"))
  var baseURL: String?

  @Flag(help: "Allow http to hosts other than this machine. The token travels in clear.")
  var insecureHTTP = false

  /// The base URL from the option, the environment or the default, in this order.
  func base(_ environment: [String: String]) throws -> BaseURL {
    if let baseURL { return try parsed(baseURL, from: "--base-url") }
    guard let text = environment["LIQTOP_BASE_URL"], !text.isEmpty else { return .newhedge }
    return try parsed(text, from: "LIQTOP_BASE_URL")
  }

  private func parsed(_ text: String, from source: String) throws -> BaseURL {
    do {
      return try BaseURL(text, allowsInsecureHTTP: insecureHTTP)
    } catch {
      throw Failure("\(source): \(error)", .configuration)
    }
  }
}
