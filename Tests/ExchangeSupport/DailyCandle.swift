/// What one BTC cost on a UTC day, as the exchanges of a test have it: its close is 90,000 and the last two
/// digits of the day's number, at OKX ten more.
struct DailyCandle {
  /// Days since 1970.
  let day: Int

  private static let length = 86_400_000

  private var start: Int { day * Self.length }
  private var close: Int { 90_000 + day % 100 }

  var ofBinance: String {
    #"[\#(start),"1","2","3","\#(close).0","6",\#(start + Self.length - 1),"8",9,"10","11","0"]"#
  }

  var ofOKX: String { #"["\#(start)","1","2","3","\#(close + 10)","6","7","8","1"]"# }

  /// Those that a path asks for, oldest first: a thousand of Binance, three hundred of OKX.
  static func all(_ path: String) -> [DailyCandle] {
    let query = path.split(separator: "?").last ?? ""
    func number(_ name: String) -> Int? {
      query.split(separator: "&").first { $0.hasPrefix("\(name)=") }
        .flatMap { Int($0.dropFirst(name.count + 1)) }
    }
    let end = (number("after") ?? (number("endTime") ?? 0) + 1) / length
    let first = number("startTime").map { $0 / length } ?? end - 300
    return (max(first, end - 1_000)..<max(first, end)).map { DailyCandle(day: $0) }
  }
}
