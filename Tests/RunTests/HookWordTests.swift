import Newhedge
import Testing

@testable import liqtop

/// What a hook is told, before anything is run.
@Suite struct HookWordTests {
  private let values = HookValues([
    ("title", .text("a \"b\" $(c)\n{text}")),
    ("text", .text("\u{1b}[31mred\u{1b}]0;x\u{07}\0 one")),
    ("day", .missing), ("value", .number(512_345_678.5)), ("late", .flag(false)),
  ])

  @Test(arguments: [
    ("notify-send", "notify-send"), ("{title}", "a \"b\" $(c) {text}"),
    ("at {value}: {text}!", "at 512345678.50: red one!"), ("{day}{late}", "false"),
    ("{}", "{}"), ("{ title }", "{ title }"), ("{titel}", "{titel}"), ("{title", "{title"),
    ("{{text}}", "{red one}"), (#"{"content":"{value}"}"#, #"{"content":"512345678.50"}"#),
    ("{TITLE}", "{TITLE}"), ("", ""),
  ])
  func placeholdersFillWordsAndNothingInThemIsOneAgain(word: String, filled: String) {
    #expect(HookWord(word).filled(values) == filled)
  }

  @Test func theNamesInBracesAreKnownBefore() {
    #expect(Hook(["{a}", "{b} {a}", "{C}", "{d_e"])?.placeholders == ["a", "b"])
  }

  @Test func aProgramIsNeededAndNoZeros() {
    #expect(Hook([]) == nil && Hook([""]) == nil && Hook(["a", "b\0c"]) == nil)
  }

  @Test func variablesAndJSONHaveTheSame() {
    #expect(
      values.variables == [
        "LIQTOP_ALERT_TITLE": "a \"b\" $(c) {text}", "LIQTOP_ALERT_TEXT": "red one",
        "LIQTOP_ALERT_DAY": "", "LIQTOP_ALERT_VALUE": "512345678.50", "LIQTOP_ALERT_LATE": "false",
      ])
    #expect(
      values.json == #"{"schema":"liqtop.alert/1","title":"a \"b\" $(c) {text}","text":"red one","#
        + #""day":null,"value":512345678.50,"late":false}"# + "\n")
  }

  @Test func whatLooksLikeATokenIsWithheld() {
    let values = HookValues([("text", .text("of AbcDefGhiJklMnoPqrStuVwx."))])
    #expect(values.plain("text") == "of (withheld).")
  }

  @Test func theTokenIsInNoVariableOfAnyName() throws {
    let secret = "AbcDefGhiJklMnoPqrStuVwx"
    let environment = HookEnvironment(
      [
        "PATH": "/bin", "NEWHEDGE_API_TOKEN": "x", "NEWHEDGE_API_KEY": "x", "MINE": "=\(secret)&",
        "LIQTOP_TOKEN_FILE": "x", "LIQTOP_TOKEN_COMMAND": "x", "LIQTOP_TOKEN": "x",
        "LIQTOP_ALERT_TEXT": "old", "NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "1",
        "LIQTOP_THEME": "y",
      ], token: try APIToken(secret, from: .program))
    #expect(
      environment.variables(HookValues([("day", .missing)]))
        == ["PATH": "/bin", "LIQTOP_THEME": "y", "LIQTOP_ALERT_DAY": ""])
    #expect(environment.withheld("?t=\(secret)") == "?t=(withheld)")
  }
}
