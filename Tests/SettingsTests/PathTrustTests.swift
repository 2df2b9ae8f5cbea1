import SystemPackage
import Testing

@testable import Settings

/// Paths on an imaginary machine, on which 1000 is the user.
@Suite struct PathTrustTests {
  /// A place, who owns it, its mode, and where it leads if it is a link.
  private typealias Place = (path: String, owner: UInt32, mode: UInt16, target: String?)

  private static let home: [Place] = [
    ("/", 0, 0o755, nil), ("/home", 0, 0o755, nil), ("/home/ann", 1000, 0o700, nil),
    ("/home/ann/c.yaml", 1000, 0o644, nil), ("/tmp", 0, 0o1777, nil),
  ]

  private func fault(_ path: String, _ more: Place...) -> PathTrust.Fault? {
    var entries: [FilePath: PathTrust.Entry] = [:]
    for place in Self.home + more {
      let isFolder = !place.path.hasSuffix(".yaml")
      entries[FilePath(place.path)] = PathTrust.Entry(
        kind: place.target.map { .link(to: FilePath($0)) } ?? (isFolder ? .folder : .other),
        access: FileAccess(
          owner: place.owner, permissions: FilePermissions(rawValue: .init(place.mode)),
          user: 1000))
    }
    let places = entries
    return PathTrust { places[$0] }.fault(on: path)
  }

  @Test func theUsersOwnAndRootsAreTrusted() {
    #expect(fault("/home/ann/c.yaml") == nil)
    #expect(fault("/etc/c.yaml", ("/etc", 0, 0o755, nil), ("/etc/c.yaml", 0, 0o444, nil)) == nil)
    #expect(fault("/home/ann/none.yaml") == nil)
  }

  @Test(arguments: [0o666, 0o660, 0o602, 0o777] as [UInt16])
  func aFileThatOthersMayWriteIsNot(mode: UInt16) {
    #expect(
      fault("/home/ann/d.yaml", ("/home/ann/d.yaml", 1000, mode, nil))
        == .writable("/home/ann/d.yaml"))
  }

  @Test func norIsOneInAFolderThatOthersMayWrite() {
    let file = ("/srv/team/c.yaml", 1000, 0o600, nil) as Place
    #expect(
      fault(file.path, ("/srv", 0, 0o755, nil), ("/srv/team", 0, 0o775, nil), file)
        == .writable("/srv/team"))
    // Far above it, too: they would put another folder in the place of the one below.
    #expect(
      fault(file.path, ("/srv", 0, 0o777, nil), ("/srv/team", 0, 0o755, nil), file)
        == .writable("/srv"))
    #expect(fault("/c.yaml", ("/", 0, 0o777, nil), ("/c.yaml", 0, 0o600, nil)) == .writable("/"))
  }

  @Test func anothersIsNotWhateverItsMode() {
    #expect(
      fault("/home/ann/b.yaml", ("/home/ann/b.yaml", 1001, 0o400, nil))
        == .ofAnother("/home/ann/b.yaml"))
    #expect(
      fault(
        "/home/bob/c.yaml", ("/home/bob", 1001, 0o755, nil), ("/home/bob/c.yaml", 1000, 0o600, nil))
        == .ofAnother("/home/bob"))
  }

  @Test func whereOnlyOwnersMayTakeThingsAwayTheOwnerCounts() {
    #expect(fault("/tmp/c.yaml", ("/tmp/c.yaml", 1000, 0o600, nil)) == nil)
    #expect(
      fault("/tmp/c.yaml", ("/tmp/c.yaml", 1001, 0o600, nil)) == .ofAnother("/tmp/c.yaml"))
    #expect(
      fault("/tmp/c.yaml", ("/tmp/c.yaml", 1001, 0o777, "/home/ann/c.yaml"))
        == .ofAnother("/tmp/c.yaml"))
  }

  @Test func linksAreFollowedAndTheirWayIsLookedAt() {
    let link = ("/home/ann/l.yaml", 1000, 0o777, "/srv/c.yaml") as Place
    let target = ("/srv/c.yaml", 0, 0o644, nil) as Place
    #expect(fault(link.path, link, ("/srv", 0, 0o755, nil), target) == nil)
    #expect(fault(link.path, link, ("/srv", 0, 0o757, nil), target) == .writable("/srv"))
    #expect(
      fault("/home/ann/r.yaml", ("/home/ann/r.yaml", 1000, 0o777, "../../tmp/../home/ann/c.yaml"))
        == nil)
    #expect(
      fault(
        "/home/ann/d/c.yaml", ("/home/ann/d", 1000, 0o777, "../bob"),
        ("/home/bob", 1001, 0o755, nil))
        == .ofAnother("/home/bob"))
  }

  @Test func linksInACircleEnd() {
    #expect(
      fault(
        "/tmp/a.yaml", ("/tmp/a.yaml", 1000, 0o777, "b.yaml"),
        ("/tmp/b.yaml", 1000, 0o777, "a.yaml")) == nil)
  }

  @Test func thisMachinesFilesAreLookedAt() {
    #expect(PathTrust().fault(on: "/dev/null") == .writable("/dev/null"))
    #expect(PathTrust().fault(on: "/") == nil)
  }
}
