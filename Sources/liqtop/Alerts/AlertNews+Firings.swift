import Alerts
import CursesTerminal
import Dashboard
import Liquidations
import Newhedge
import Refresh

// As the screen has what the archive tells, whoever may have written it.
extension AlertNews {
  init(_ snapshot: AlertSnapshot) {
    let alerts = snapshot.unseen.map { kept in
      Alert(
        name: kept.firing.rule.printable, title: kept.firing.title.printable,
        text: kept.firing.text.printable, moment: kept.firing.moment)
    }
    self.init(
      unseen: alerts,
      fault: snapshot.fault.map { StoreFault($0.sentence.printable, isWriting: $0.isWriting) })
  }
}

extension AlertWays {
  /// Those by which a terminal calls its user.
  var forms: Set<NotificationForm> {
    let forms: [(Way, NotificationForm)] = [
      (.bell, .bell), (.osc9, .osc9), (.osc777, .osc777), (.osc99, .osc99),
    ]
    return Set(forms.filter { contains($0.0) }.map(\.1))
  }

  var callsUser: Bool { !forms.isEmpty }
}

extension AlertWork {
  /// The alerts of the settings; nil if there are none, and where the data are no news: in the demo, and of
  /// what is only kept.
  init?(
    _ settings: ProgramSettings, of source: Engine.Source, _ environment: [String: String],
    callsUser: Bool, _ log: ProgramLog
  ) {
    switch source {
    case .demo, .kept: return nil
    case .api, .feeds: break
    }
    guard !settings.alerts.isEmpty else { return nil }
    rules = settings.alerts
    hasTerminal = callsUser
    staleAfter = settings.policy.interval * 2
    let token = if case .api(_, let token) = source { token } else { APIToken?.none }
    self.environment = HookEnvironment(environment, token: token)
    report = { call, end in
      log.add(.hook(alert: call.alert, program: call.hook.name, end))
    }
  }
}
