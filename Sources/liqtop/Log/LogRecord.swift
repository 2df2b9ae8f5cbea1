import Canvas
import CursesTerminal
import Liquidations
import Live
import Logging

/// What is worth a line in the log. It is made of values whose texts are known, so that no secret
/// can come in.
enum LogRecord: Equatable {
  /// The program began, with data from that host.
  case began(source: String, configuration: String?)
  case terminal(type: String, Size, Capabilities)
  case fetched(Metric, days: Int, newest: Day?)
  /// Values of a series were dropped: how many of which kind.
  case dropped(Metric, String)
  case failed(FetchError)
  /// No call is made until the user asks.
  case halted
  /// How a feed of an exchange stands now.
  case feed(FeedKey, FeedStanding)
  /// The archive goes on in memory alone, or in a new file.
  case archive(StoreFault)
  /// How the program that an alert had run ended; its words but the first are in no log.
  case hook(alert: String, program: String, HookEnd)
  case failure(ProgramError)
  case ended(status: Int32)

  var level: Logger.Level {
    switch self {
    case .began, .terminal, .ended: .notice
    case .fetched: .info
    case .feed(_, let standing):
      standing.state == .live && standing.reason == nil ? .info : .warning
    case .dropped, .failed, .halted, .archive: .warning
    case .hook(_, _, let end): end.isWell ? .info : .warning
    case .failure: .error
    }
  }
}

// By hand: having them reflected takes longer than drawing a frame.
extension ColourDepth {
  fileprivate var name: String {
    switch self {
    case .none: "none"
    case .eight: "eight"
    case .sixteen: "sixteen"
    case .indexed: "indexed"
    case .direct: "direct"
    }
  }
}

extension Repertoire {
  fileprivate var name: String {
    switch self {
    case .ascii: "ascii"
    case .console: "console"
    case .unicode: "unicode"
    }
  }
}

extension LogRecord: CustomStringConvertible {
  /// One line.
  var description: String {
    switch self {
    case .began(let source, let configuration):
      "liqtop \(version) started, data from \(source), configuration \(configuration ?? "none")"
    case .terminal(let type, let size, let capabilities):
      "terminal \(type), \(size.columns)x\(size.rows), colours \(capabilities.colours.name), "
        + "glyphs \(capabilities.repertoire.name)"
    case .fetched(let metric, let days, let newest):
      "\(metric.name): \(days) days\(newest.map { ", the newest \($0)" } ?? "")"
    case .dropped(let metric, let summary): "\(metric.name): \(summary)"
    case .failed(let error): "\(error)"
    case .halted: "no more calls until the user asks"
    case .feed(let feed, let standing):
      ["\(feed.name): \(standing.state)", standing.reason].compactMap(\.self).joined(
        separator: "; ")
    case .archive(let fault): fault.sentence
    case .hook(let alert, let program, let end): "alert \(alert): \(end.words(program))"
    case .failure(let failure): "\(failure)"
    case .ended(let status): "ended with status \(status)"
    }
  }
}
