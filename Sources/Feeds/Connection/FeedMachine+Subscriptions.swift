import Liquidations

extension FeedMachine {
  /// Asks for all that the contracts known so far demand, beyond what was asked for.
  mutating func subscribe(
    _ index: Int, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    for batch in dialect.batches {
      let wanted = batch.filter { !links[index].requested.contains($0.name) }
      request(wanted, index, at: now, &effects)
    }
  }

  private mutating func request(
    _ topics: [Topic], _ index: Int, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    guard !topics.isEmpty else { return }
    links[index].requested.formUnion(topics.map(\.name))
    links[index].queue.append(topics)
    sendWaiting(index, at: now, &effects)
  }

  /// Sends what waits, as much as may be sent by now.
  mutating func sendWaiting(
    _ index: Int, at now: FeedMoment, _ effects: inout [FeedEffect]
  ) {
    while let message = links[index].nextMessage(at: now.elapsed) {
      let text = dialect.subscription(message.topics, id: message.number)
      effects.append(.send(links[index].id, text))
    }
  }

  /// Takes an answer to what was asked for.
  mutating func take(
    _ reply: Reading.Reply, on id: ConnectionID, _ message: [UInt8], at now: FeedMoment,
    _ effects: inout [FeedEffect]
  ) {
    guard let index = index(id) else { return }
    switch reply {
    case .accepted(let number): links[index].pending[number] = nil
    case .acceptedTopic(let name): _ = links[index].remove(name)
    case .refused(let number, let words):
      guard isOfRequest(number, index) else {
        odd.add([.unknownMessage], in: message)
        return
      }
      let numbers = number.map { [$0] } ?? links[index].pending.keys.sorted()
      for number in numbers { refuse(number, words, on: id, at: now, &effects) }
    }
    noteAcknowledgement(self.index(id), at: now)
  }

  private func isOfRequest(_ number: Int?, _ index: Int) -> Bool {
    guard let number else { return !links[index].pending.isEmpty }
    return (Link.firstRequest..<links[index].nextRequest).contains(number)
  }

  /// Asks for what was refused together one by one; what was asked for alone is missing.
  private mutating func refuse(
    _ number: Int, _ words: String, on id: ConnectionID, at now: FeedMoment,
    _ effects: inout [FeedEffect]
  ) {
    guard let index = index(id), let request = links[index].pending.removeValue(forKey: number)
    else {
      return
    }
    if request.topics.count > 1 {
      for topic in request.topics { self.request([topic], index, at: now, &effects) }
    } else if request.topics.contains(where: \.isRequired) {
      effects.append(.close(id))
      fail(id, .refused(.words(of: words)), at: now)
    } else {
      links[index].missing.formUnion(request.topics.map(\.name))
    }
  }

  /// Only once everything is answered is it known what is heard from here on.
  private mutating func noteAcknowledgement(_ index: Int?, at now: FeedMoment) {
    guard let index, links[index].acknowledged == nil, links[index].hasAllAnswers else { return }
    links[index].acknowledged = now.elapsed
  }

  /// Goes on without what isn't answered in time; where it is required, the connection is given up before.
  mutating func giveUpOptional(_ index: Int, at now: FeedMoment) {
    for (number, request) in links[index].pending
    where request.sent + Link.acknowledgementLimit <= now.elapsed {
      links[index].pending[number] = nil
      links[index].missing.formUnion(request.topics.map(\.name))
      noteAcknowledgement(index, at: now)
    }
  }
}
