import Alerts
import Liquidations
import Testing
import WorkSupport

@testable import liqtop

/// The rules of the configuration file: what they may be, and how all that is wrong is said at once.
@Suite(.longWork) struct AlertSettingTests {
  private let home: UserHome

  init() throws {
    home = try UserHome()
  }

  private func settings(_ text: String) throws -> ProgramSettings {
    try home.settings(["--config", home.writePrivately("c.yaml", text)])
  }

  /// What is wrong, a sentence a line, without the file.
  private func faults(_ text: String) throws -> [String] {
    let file = try home.writePrivately("c.yaml", text)
    guard let error = home.error(["--config", file]) else { return [] }
    #expect(error.status == .configuration)
    return ([error.description] + error.others).map { sentence in
      #expect(sentence.hasPrefix("\(file), "))
      return String(sentence.dropFirst(file.count + 2))
    }
  }

  @Test func eachKeyOfARuleIsRead() throws {
    let rules = try settings(
      """
      alerts:
        - name: big-day
          when: long > 500M
          exchange: all
          run: [notify-send, "{title}", "{text}"]
        - name: p99
          when: total > p99 of 365d
          on: close
          late: 36h
        - {name: okx_fall, when: live.1m.total > 20M, exchange: OKX, rearm: 0.8, every: 30s}
      """
    ).alerts
    #expect(rules.map(\.name) == ["big-day", "p99", "okx_fall"])
    #expect(
      rules[0]
        == AlertRule(
          "big-day", try Condition("long > 500M"), run: ["notify-send", "{title}", "{text}"]))
    #expect(rules[1].on == .close && rules[1].late == .seconds(36 * 3_600))
    #expect((rules[2].exchange, rules[2].rearm, rules[2].every) == (.okx, 0.8, .seconds(30)))
  }

  @Test(arguments: ["", "alerts:", "alerts: []", "theme: dark"])
  func withoutAnyThereAreNone(text: String) throws {
    #expect(try settings(text).alerts.isEmpty)
  }

  @Test func theExamplesOfTheStandardFileAreRight() throws {
    let text = "alerts:\n" + AlertSetting.examples.map { "  - \($0)\n" }.joined()
    #expect(try settings(text).alerts.map(\.name) == ["big-day", "p99", "cascade", "blind"])
  }

  @Test func everythingThatIsWrongIsSaidAtOnceWithItsLine() throws {
    let faults = try faults(
      """
      alerts:
        - name: big day
          when: longs > 500M
          exchange: mtgox
        - when: long > 5Q
          rearm: 0.5
          evry: 5m
        - name: fine
          when: age > 3h
          on: close
          run: notify-send
      """)
    #expect(
      faults.map { $0.split(separator: "; ")[0].prefix(90) }
        == [
          "line 2: alerts: name must be of letters, digits, - and _, and of at most 40",
          "line 3: alerts: when, column 1: there is no value longs",
          "line 4: alerts: exchange must be one of all, binance, bybit, okx, deribit",
          "line 7: alerts: there is no evry", "line 5: alerts: a rule has no name",
          "line 5: alerts: when, column 8: 5Q is no amount",
          "line 10: alerts: on is for rules about days, and this one isn't",
          "line 11: alerts: run must be a list, a program and its arguments, as in [notify-send, \"{tit",
        ].map { $0.prefix(90) })
  }

  @Test(arguments: [
    ("{when: age > 3h}", "a rule has no name; write name: big-day"),
    ("{name: a}", "a rule has no condition; write when: long > 500M"),
    ("{name: a, when: }", "a rule has no condition; write when: long > 500M"),
    ("{name: , when: age > 3h}", "a rule has no name; write name: big-day"),
    ("{name: [a, b], when: age > 3h}", "name must be one text"),
    (
      "{name: a, when: age > 3h, exchange: [okx, bybit]}",
      "exchange must be one of all, binance, bybit, okx, deribit"
    ),
    ("{name: a, when: age > 3h, every: [1m, 2m]}", "every must be a time up to 7d, such as 10m"),
    ("{name: a, when: long > 1M, on: open}", "on must be running or close"),
    ("{name: a, when: long < 1M}", "when, long < 1M holds every morning, when the day has just"),
    ("{name: a, when: age > 3h, rearm: 2}", "rearm must be a part of the limit, above 0 and up"),
    ("{name: a, when: age > 3h, rearm: 0}", "rearm must be a part of the limit, above 0 and up"),
    ("{name: a, when: long > 1M, rearm: 0.5}", "rearm is for rules about now, and this one isn't"),
    ("{name: a, when: age > 3h, every: 8d}", "every must be a time up to 7d, such as 10m"),
    ("{name: a, when: age > 3h, late: 24h}", "late is for rules about days, and this one isn't"),
    ("{name: a, when: long > 1M, late: 5m}", "late must be a time from 1h to 30d, such as 24h"),
    ("{name: a, when: long > 1M, run: []}", "run must be a list, a program and its arguments"),
    ("{name: a, when: long > 1M, run: [say, '{titel}']}", "run: there is no {titel}; did you mean"),
    ("{name: a, when: long > 1M, run: ['{text}', b]}", "run: the program's name can't have a name"),
    (
      "{name: a, when: long > 1M, run: [sh, -c, 'echo {text} >> log']}",
      "run: a shell would run what {text} holds; write \"$LIQTOP_ALERT_TEXT\" in its place"
    ),
    (
      "{name: a, when: long > 1M, run: [env, A=b, /bin/bash, -lc, '{title}']}",
      "run: a shell would run what {title} holds; write \"$LIQTOP_ALERT_TITLE\" in its place"
    ),
  ])
  func whatIsWrongWithARuleIsSaidWithWhatWouldBeRight(rule: String, sentence: String) throws {
    let faults = try faults("alerts:\n  - \(rule)\n")
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix("line 2: alerts: \(sentence)") == true, "\(faults)")
  }

  @Test(arguments: [
    "{name: a, when: long > 1M, run: [sh, -c, 'echo \"$LIQTOP_ALERT_TEXT\"', '{text}']}",
    "{name: a, when: long > 1M, run: [sh, script, '{text}']}",
    "{name: a, when: long < 1M, on: close}", "{name: a, when: net < 1M}",
  ])
  func whatIsRightIsTaken(rule: String) throws {
    #expect(try settings("alerts:\n  - \(rule)\n").alerts.map(\.name) == ["a"])
  }

  @Test func twoRulesOfOneNameAreRefused() throws {
    let faults = try faults(
      "alerts:\n- {name: a, when: age > 3h}\n- {name: a, when: age > 4h}\n")
    #expect(
      faults == ["line 3: alerts: there is a rule a already; give this one another name"])
  }

  @Test(arguments: [
    (
      "alerts: yes",
      "line 1: alerts must be a list; begin each of its entries with \"- \" on a line of its own"
    ),
    ("alerts:\n  - a", "line 2: each entry of alerts must be a list of names and values"),
    ("alerts:\n  - name: {a: b}", "line 2: name must be a text or a list of texts"),
    ("alerts:\n  - {name: a, name: b}", "line 2: the key name is given twice"),
  ])
  func whatIsNoListOfRulesIsRefused(text: String, sentence: String) throws {
    #expect(try faults(text) == [sentence])
  }

  @Test func theConfigurationReportsEachRule() throws {
    let file = try home.writePrivately(
      "c.yaml", "alerts:\n- {name: a, when: age>180m}\n- {name: b, when: long>1000K, on: close}\n")
    let lines = try home.report(["--config", file]).lines.filter { $0.key.hasPrefix("alerts.") }
    #expect(
      lines.map { "\($0.key) \($0.value) \($0.origin)" } == [
        "alerts.a age > 3h of all \(file):2", "alerts.b long > 1M of all on close \(file):3",
      ])
  }

  @Test(arguments: [
    (["screen"], "screen"), (["bell", "osc"], "bell osc"), (["none"], "none"),
    (["osc777,screen"], "screen osc777"),
  ])
  func theWaysToTellAreSaid(given: [String], text: String) throws {
    let ways = try home.settings(["--alert-with"] + given).alertWays
    #expect(ways.text == text)
    #expect(home.error(["--alert-with", "none", "bell"])?.status == .usage)
  }
}
