import Settings

/// What is wrong with what a rule runs, before anything is.
enum HookFaults {
  private static let shells = ["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish"]

  /// In a clause each.
  static func faults(of words: [String]) -> [String] {
    guard Hook(words) != nil else { return ["no program can be given a zero byte"] }
    return programFaults(words) + unknown(words) + scriptFaults(words)
  }

  /// What fires isn't to choose what is run.
  private static func programFaults(_ words: [String]) -> [String] {
    HookWord(words[0]).placeholders.isEmpty
      ? [] : ["the program's name can't have a name in braces"]
  }

  private static func unknown(_ words: [String]) -> [String] {
    let names = HookValues.names
    let unknown = words.flatMap { HookWord($0).placeholders }.filter { !names.contains($0) }
    return unknown.map { name in
      let near = name.nearest(among: names).map { "; did you mean {\($0)}? There" } ?? "; there"
      return "there is no {\(name.prefix(40))}\(near) are "
        + names.map { "{\($0)}" }.joined(separator: ", ")
    }
  }

  /// A shell would run what is in the place of a placeholder.
  private static func scriptFaults(_ words: [String]) -> [String] {
    guard let script = script(of: words), let name = HookWord(script).placeholders.first else {
      return []
    }
    let variable = HookValues.variablePrefix + name.uppercased()
    return ["a shell would run what {\(name)} holds; write \"$\(variable)\" in its place"]
  }

  /// The script that a shell among the words is given with `-c`.
  private static func script(of words: [String]) -> String? {
    guard let shell = words.firstIndex(where: { shells.contains(lastPart($0)) }) else { return nil }
    let rest = words[(shell + 1)...]
    let option = rest.firstIndex { word in
      word.hasPrefix("-") && !word.hasPrefix("--") && word.contains("c")
    }
    return option.flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
  }

  private static func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }
}
