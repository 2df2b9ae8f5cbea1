extension CaseIterable where Self: Equatable {
  /// The case after this one, the first after the last.
  var next: Self {
    let all = Array(Self.allCases)
    let here = all.firstIndex(of: self) ?? 0
    return all[(here + 1) % all.count]
  }
}

extension Array where Element: Equatable {
  /// The element after this one, the first after the last or after a stranger.
  func after(_ element: Element) -> Element {
    let here = firstIndex(of: element) ?? count - 1
    return self[(here + 1) % count]
  }
}
