/// What one call brought.
public enum Answer: Equatable, Sendable {
  /// A series, and what to send back to learn whether it has changed; nil if nothing was offered.
  case series(FetchedSeries, Validator?)
  /// Nothing has changed since the answer that the validator came with.
  case unchanged

  /// The series, if it brought one.
  public var fetched: FetchedSeries? {
    if case .series(let fetched, _) = self { fetched } else { nil }
  }
}

/// `ETag` and `Last-Modified` of an answer, sent back verbatim.
public struct Validator: Hashable, Codable, Sendable {
  public var etag: String?
  public var lastModified: String?

  public init(etag: String? = nil, lastModified: String? = nil) {
    self.etag = etag
    self.lastModified = lastModified
  }
}
