import Alerts

/// Whatever is read as an alert's condition is written as one that is read as the same; whatever isn't is
/// explained, with a place in it.
@Sendable func checkAlert(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  do {
    let condition = try Condition(text)
    precondition((1...4).contains(condition.clauses.count))
    for clause in condition.clauses {
      if case .number(let number) = clause.limit { precondition(abs(number) <= 1e12) }
    }
    guard let again = try? Condition(condition.description) else {
      preconditionFailure("\(condition) isn't read")
    }
    precondition(again == condition)
  } catch {
    precondition((1...text.count + 1).contains(error.column))
    precondition(!error.reason.isEmpty && error.reason.utf8.count < 400)
    precondition(error.reason.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f })
  }
}
