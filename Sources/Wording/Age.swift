/// How long ago, or how soon, in few columns.
public enum Age {
  /// `now` below a minute, `1 min`, `3 h`, `2 d`.
  public static func words(_ duration: Duration) -> String {
    let (number, unit) = parts(duration)
    return number == 0 ? "now" : "\(number) \(unit == "m" ? "min" : unit)"
  }

  /// `now` below a minute, `1m`, `3h`, `2d`.
  public static func short(_ duration: Duration) -> String {
    let (number, unit) = parts(duration)
    return number == 0 ? "now" : "\(number)\(unit)"
  }

  private static func parts(_ duration: Duration) -> (Int64, String) {
    let minutes = max(0, duration.components.seconds) / 60
    if minutes < 100 { return (minutes, "m") }
    if minutes < 48 * 60 { return (minutes / 60, "h") }
    return (minutes / (24 * 60), "d")
  }
}
