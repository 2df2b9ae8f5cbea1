import SystemPackage

/// Whether nobody but the user and root can change what stands at a path, as ssh asks of its files:
/// neither the file nor any folder or link on the way to it.
public struct PathTrust: Sendable {
  /// What somebody else may do.
  public enum Fault: Hashable, Sendable {
    /// Others may write this file or folder.
    case writable(String)
    /// This file, folder or link belongs to another user.
    case ofAnother(String)
  }

  /// What lies at one place.
  struct Entry: Hashable {
    enum Kind: Hashable {
      case folder
      case link(to: FilePath)
      case other
    }

    let kind: Kind
    let access: FileAccess
  }

  /// As many as the system itself follows.
  private static let mostLinks = 40

  /// What lies at a place, links not followed; nil if there is nothing.
  private let entry: @Sendable (FilePath) -> Entry?

  init(_ entry: @escaping @Sendable (FilePath) -> Entry?) {
    self.entry = entry
  }

  /// Of the files of this machine.
  public init() {
    self.init(Entry.init)
  }

  /// The first thing on the way that somebody else may change; nil if there is none.
  ///
  /// - Parameter path: an absolute one.
  public func fault(on path: String) -> Fault? {
    var place = FilePath("/")
    if let fault = entry(place).flatMap({ Self.fault($0, place) }) { return fault }
    var rest = Array(FilePath(path).components)[...]
    var links = 0
    while let name = rest.popFirst() {
      guard name.kind == .regular else {
        if name.kind == .parentDirectory { place.removeLastComponent() }
        continue
      }
      place.append(name)
      // What isn't there can't be taken from there.
      guard let entry = entry(place) else { return nil }
      if let fault = Self.fault(entry, place) { return fault }
      guard case .link(let target) = entry.kind else { continue }
      links += 1
      guard links <= Self.mostLinks else { return nil }
      if target.isAbsolute { place = "/" } else { place.removeLastComponent() }
      rest = Array(target.components) + rest
    }
    return nil
  }

  private static func fault(_ entry: Entry, _ place: FilePath) -> Fault? {
    if entry.access.isOfAnother { return .ofAnother(place.string) }
    guard entry.access.isWritableByOthers else { return nil }
    switch entry.kind {
    // Its permissions mean nothing.
    case .link: return nil
    // Nobody may take away what another has put there, as in /tmp.
    case .folder where entry.access.permissions.contains(.saveText): return nil
    case .folder, .other: return .writable(place.string)
    }
  }
}

extension PathTrust.Entry {
  fileprivate init?(_ path: FilePath) {
    guard let status = try? Stat(path, followTargetSymlink: false) else { return nil }
    access = FileAccess(status, canBeMended: true)
    switch status.type {
    case .directory: kind = .folder
    case .symbolicLink:
      guard let target = Platform.target(ofLink: path) else { return nil }
      kind = .link(to: target)
    default: kind = .other
    }
  }
}
