/// A value of many parts that is replaced as a whole: copies share it, and comparing two that are shared
/// looks at no part of it.
///
/// Each key copies and compares the state; with its parts in place that would touch a hundred objects.
@propertyWrapper
public struct Shared<Value: Equatable & Sendable>: Equatable, Sendable {
  private final class Box: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private var box: Box

  public init(wrappedValue: Value) { box = Box(wrappedValue) }

  public var wrappedValue: Value {
    get { box.value }
    set { box = Box(newValue) }
  }

  /// What another property can share.
  public var projectedValue: Shared { self }

  public static func == (left: Shared, right: Shared) -> Bool {
    left.box === right.box || left.box.value == right.box.value
  }
}
