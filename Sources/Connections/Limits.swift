import NIOCore

/// What connections may take, in time and in memory.
struct Limits: Sendable {
  /// To a connection, its name's resolution included.
  var connect = TimeAmount.seconds(10)
  /// For the answer of the other end to a close frame.
  var close = TimeAmount.seconds(1)
  /// The same where the program ends, and the rest of what refuses a connection.
  var end = TimeAmount.milliseconds(200)
  /// One message, in bytes, in however many fragments.
  var message = 4 << 20
  /// The most fragments of one message.
  var fragments = 4_096
  /// What may wait to be taken, in bytes, before no more is read.
  var waiting = 1 << 20
  /// Of what says why a connection is refused, in bytes.
  var refusal = 4_096
  /// From the start of a request to the end of its answer.
  var answer = TimeAmount.seconds(20)
  /// The size of an answer, in bytes, as sent and unpacked.
  var answerSize = 16 << 20
}
