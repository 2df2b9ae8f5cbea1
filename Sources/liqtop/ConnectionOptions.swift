import ArgumentParser

/// Where the API is.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The API's base URL. Default: LIQTOP_BASE_URL, else https://newhedge.io.", valueName: "url"))
  var baseURL: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Allow http to hosts other than this machine. The token travels in clear.")
  var insecureHTTP: Bool?
}
