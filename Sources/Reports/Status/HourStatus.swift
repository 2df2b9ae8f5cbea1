public import Liquidations
public import Live
import Wording

/// What the exchanges' own feeds told of the last hour: at least so much was closed by force.
public struct HourStatus: Sendable {
  public let exchanges: ExchangeSet
  /// Nil where none of them was heard at all.
  public let tallies: Tallies?
  /// How much of the hour was covered, over the exchanges, 0…1.
  public let coveredShare: Double
  private let row: LiveRow

  /// The time of which minutes are needed: as the strip above the tape counts, from the first whole
  /// minute on, to the end of the second that holds `now`.
  public static func time(at now: Timestamp) -> Range<Timestamp> {
    let end = now + .seconds(1)
    let first = Slot(.minute, at: end + .seconds(59 - 3_600))
    return first.start..<end
  }

  /// Nil if nothing was ever heard.
  ///
  /// - Parameter record: of the minutes of that time.
  public init?(of record: LiveRecord, exchanges: ExchangeSet, at now: Timestamp) {
    guard record.start != nil else { return nil }
    var row = LiveRow(Self.time(at: now))
    for sum in record.sums where row.time.contains(sum.slot.start) {
      row.add(sum.tallies, of: sum.exchange)
    }
    for exchange in Exchange.allCases {
      row.cover(exchange, record.coverage[exchange].seconds(in: row.time))
    }
    self.exchanges = exchanges
    self.row = row
    tallies = row.tallies(of: exchanges)
    coveredShare = row.coveredShare(of: exchanges, told: record.told, at: now)
  }

  /// `live ≥1.20M/1h`, with the part that was covered if that isn't all: `live ≥1.20M/1h 41 % covered`;
  /// `live ·/1h` where nobody was heard.
  func words(_ layout: TextLayout) -> String {
    guard tallies != nil, coveredShare < 1 else { return "live \(amount(nil, layout))/1h" }
    return "live \(amount(nil, layout))/1h \(CoveredPart.words(coveredShare)) covered"
  }

  /// Of a side, or of both together; a floor.
  func amount(_ side: Side?, _ layout: TextLayout) -> String {
    let tally = side.map { row.tally($0, of: exchanges) } ?? tallies?.both
    guard let usd = tally?.usd else { return layout.missing }
    return layout.signs.atLeast + USD.compact(usd, signs: layout.signs)
  }

  /// For programs: numbers are numbers, and what is missing is null.
  var json: String {
    let sides = Side.allCases.map {
      "\"\($0.name)\":\(ReportField.usd(row.tally($0, of: exchanges)?.signed($0)).json)"
    }
    return "{\"seconds\":3600,\(sides.joined(separator: ",")),"
      + "\"orders\":\(ReportField.count(tallies?.both.count).json),\"floor\":true,"
      + "\"covered_share\":\(Ratio.exact(coveredShare))}"
  }
}
