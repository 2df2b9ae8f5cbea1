import Canvas
import Liquidations
import Wording

/// What a bar is against others, in the panel.
extension DayPanel {
  /// As many rows of the same ranks for each bar of a view; the last says what lacks, or is blank.
  func addComparisons(of day: DayFigures, width: Int, to rows: inout [PanelRow]) {
    if state.appearance.view == .net {
      let left = day.barsLeftOutOfSum
      let name = left == 0 ? "running sum" : "sum without \(left)"
      rows.append(.pair(name, text(day.runningSum, isSigned: true), rank: 10))
    }
    var lack = PanelRow(.blank, rank: 14)
    if state.data.grain.isLive {
      addLiveComparisons(of: day, to: &rows)
    } else if day.isOneSlot, day.isPartial {
      // What isn't over is ranked only so far, and compared with nothing but days up to the same hour.
      rows.append(.pair("rank now", rankText(day.rankSoFar), rank: 20))
      addPace(of: day, to: &rows)
    } else {
      if day.isOneSlot {
        let median = day.timesMedian.map { Ratio.multiple($0, signs: drawing.signs) }
        rows.append(.pair("rank", rankText(day.rank), rank: 20))
        rows.append(.pair("vs median", median, rank: 24))
      } else {
        rows.append(.pair("average \(state.calendar.unit)", text(day.mean), rank: 20))
      }
      let before = comparison(day, width)
      rows.append(before[0])
      if before.count > 1 {
        lack = PanelRow(before[1].content, rank: lack.rank, rankOfReasoned: before[0].rank)
      }
    }
    rows.append(lack)
  }

  func rankText(_ rank: (place: Int, of: Int)?) -> String? {
    rank.map { "#\($0.place) of \($0.of)" }
  }

  /// The bar against the one before.
  private func comparison(_ day: DayFigures, _ width: Int) -> [PanelRow] {
    let (unit, change) =
      day.isOneSlot
      ? (state.calendar.unit, day.timesSlotBefore)
      : (state.bars.unit.name, state.bars.change(state.cursorBar, of: day.exchanges))
    return comparison("vs \(unit) before", change, day.lackBefore, width, rank: 26)
  }

  /// A change, or what lacks for it: beside its name, or where that is too long below it.
  func comparison(
    _ name: String, _ change: Double?, _ lack: @autoclosure () -> String?, _ width: Int, rank: Int
  ) -> [PanelRow] {
    if let change {
      return [.pair(name, Ratio.change(change, signs: drawing.signs), rank: rank)]
    }
    return unknown(name, "can't be said", lack(), width, rank: rank)
  }

  /// A name without a value; and why, where that has no room beside it in a row below.
  func unknown(
    _ name: String, _ what: String, _ lack: String?, _ width: Int, rank: Int
  ) -> [PanelRow] {
    guard let lack else { return [.pair(name, nil, rank: rank)] }
    guard name.columns + 1 + lack.columns > width else {
      let sentence = "\(name) \(what), since \(lack)"
      return [PanelRow(.unknown(name, why: lack, sentence: sentence), rank: rank)]
    }
    let text = lack.fitted(width, ellipsis: drawing.signs.ellipsis)
    return [
      .pair(name, nil, rank: rank),
      PanelRow(.text("", Style(.muted), trailing: text), rank: rank),
    ]
  }
}
