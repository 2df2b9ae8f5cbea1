import CLibYAML

/// The events of a YAML text, as libyaml's parser finds them.
final class YAMLEvents {
  struct Event {
    enum Kind: Equatable {
      /// The stream or the document begins.
      case begin
      case text(String)
      case list
      case mapping
      /// What began last ends.
      case finish
      case alias
      /// The stream's end.
      case end
    }

    let kind: Kind
    /// Counted from 1.
    let line: Int
  }

  /// At one place for its whole life, since libyaml keeps pointers to it.
  private let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let isReady: Bool

  init(_ bytes: [UInt8]) {
    input = .allocate(capacity: bytes.count)
    _ = input.initialize(from: bytes)
    parser.initialize(to: yaml_parser_t())
    isReady = yaml_parser_initialize(parser) == 1
    guard isReady else { return }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    if isReady { yaml_parser_delete(parser) }
    parser.deallocate()
    input.deallocate()
  }

  /// The next event; after the last one, `end` for ever.
  ///
  /// - Throws: `YAMLError` if what comes isn't YAML; there is no use in going on then.
  func next() throws(YAMLError) -> Event {
    var event = yaml_event_t()
    guard isReady, yaml_parser_parse(parser, &event) == 1 else { throw error }
    defer { yaml_event_delete(&event) }
    return Event(kind: Self.kind(of: event), line: Int(event.start_mark.line) + 1)
  }

  /// How YAML writes that there is no value.
  private static let nothing: Set = ["~", "null", "Null", "NULL"]

  private static func kind(of event: yaml_event_t) -> Event.Kind {
    switch event.type {
    case YAML_SCALAR_EVENT where event.data.scalar.anchor == nil:
      let scalar = event.data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      return .text(isPlain && nothing.contains(text) ? "" : text)
    case YAML_SEQUENCE_START_EVENT where event.data.sequence_start.anchor == nil: return .list
    case YAML_MAPPING_START_EVENT where event.data.mapping_start.anchor == nil: return .mapping
    case YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT: return .begin
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT, YAML_DOCUMENT_END_EVENT: return .finish
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .end
    default: return .alias
    }
  }

  private var error: YAMLError {
    guard isReady, let problem = parser.pointee.problem else {
      return YAMLError(line: 1, reason: "there is too little memory to read it")
    }
    // libyaml's reader knows the place in bytes only.
    guard parser.pointee.error != YAML_READER_ERROR else {
      let line = 1 + input.prefix(parser.pointee.problem_offset).count { $0 == UInt8(ascii: "\n") }
      return YAMLError(line: line, reason: String(cString: problem))
    }
    return YAMLError(
      line: Int(parser.pointee.problem_mark.line) + 1, reason: String(cString: problem))
  }
}
