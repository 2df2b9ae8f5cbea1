public import SystemPackage

/// Who may read and write one file or folder besides the user and root.
public struct FileAccess: Hashable, Sendable {
  private static let root: UInt32 = 0

  let owner: UInt32
  let permissions: FilePermissions
  let user: UInt32
  let canBeMended: Bool

  /// - Parameters:
  ///   - user: whose program this is, as a number.
  ///   - canBeMended: whether the permissions could be changed, as nobody can on a file system that
  ///     may only be read.
  public init(
    owner: UInt32, permissions: FilePermissions, user: UInt32, canBeMended: Bool = true
  ) {
    self.owner = owner
    self.permissions = permissions
    self.user = user
    self.canBeMended = canBeMended
  }

  /// Whether it is somebody else's, who may give themselves every permission.
  public var isOfAnother: Bool { owner != Self.root && owner != user }

  /// Whether others have the permission to write it.
  public var isWritableByOthers: Bool {
    !permissions.isDisjoint(with: [.groupWrite, .otherWrite])
  }

  /// Whether others may read it although the user could forbid it.
  ///
  /// What root has made so that nobody may write it, such as the secrets of Docker, Kubernetes and
  /// Nix, is as it is meant to be.
  public var isNeedlesslyReadable: Bool {
    let isReadable = !permissions.isDisjoint(with: [.groupRead, .otherRead])
    let isGiven =
      owner == Self.root
      && permissions.isDisjoint(with: [.ownerWrite, .groupWrite, .otherWrite])
    return isReadable && !isGiven && canBeChangedByUser
  }

  /// Whether the user can change its permissions.
  public var canBeChangedByUser: Bool { owner == user && canBeMended }
}

extension FileAccess {
  init(_ status: Stat, canBeMended: Bool) {
    self.init(
      owner: UInt32(status.userID.rawValue), permissions: status.permissions,
      user: Platform.userID, canBeMended: canBeMended)
  }

  /// Of a file; nil if there is none.
  public init?(path: String) {
    guard let status = try? Stat(path) else { return nil }
    self.init(status, canBeMended: !Platform.isReadOnlyFileSystem(path))
  }
}
