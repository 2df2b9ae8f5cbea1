import Canvas

extension CaseIterable where Self: Equatable {
  /// The case after this one, the first after the last.
  var next: Self {
    let all = Array(Self.allCases)
    let here = all.firstIndex(of: self) ?? 0
    return all[(here + 1) % all.count]
  }
}

extension Theme {
  /// The theme after this one, the first after the last.
  var next: Theme {
    let here = Theme.all.firstIndex(of: self) ?? 0
    return Theme.all[(here + 1) % Theme.all.count]
  }
}
