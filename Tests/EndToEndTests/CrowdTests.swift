#if os(Linux)
  import FoundationEssentials
  import Glibc
  import Liquidations
  import Newhedge
  import TerminalSupport
  import Testing
  import WorkSupport

  /// The server with more connections than it may have descriptors.
  @Suite(.deadlines) struct CrowdTests {
    /// Connections to a server, each with nothing said yet.
    private final class Crowd {
      private var sockets: [Int32] = []

      init(of count: Int, on port: Int) throws {
        for _ in 0..<count {
          let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0)
          try #require(socket >= 0)
          sockets.append(socket)
          var address = sockaddr_in()
          address.sin_family = sa_family_t(AF_INET)
          address.sin_port = in_port_t(port).bigEndian
          address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
          let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
              connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
          }
          try #require(code == 0)
        }
      }

      deinit { leave() }

      func leave() {
        for socket in sockets { close(socket) }
        sockets = []
      }

      /// What is answered to the first of them, as far as it comes at once.
      func ask(_ request: String) throws -> String {
        let socket = try #require(sockets.first)
        #expect(send(socket, request, request.utf8.count, Int32(MSG_NOSIGNAL)) > 0)
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = recv(socket, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      }
    }

    /// What the thread that accepts connections has done so far.
    private struct Work {
      /// In hundredths of a second.
      let busy: Int
      /// How often it had nothing more to do.
      let sleeps: Int

      init(of pid: Int32) throws {
        let tasks = "/proc/\(pid)/task"
        let thread = try FileManager.default.contentsOfDirectory(atPath: tasks).first {
          Self.text("\(tasks)/\($0)/comm").hasPrefix("NIO-ELT")
        }
        let folder = "\(tasks)/\(try #require(thread))"
        // User and system time: the 12th and 13th after the name.
        let fields = Self.text("\(folder)/stat").split(separator: ") ").last?.split(separator: " ")
        busy = try #require(fields).dropFirst(11).prefix(2).compactMap { Int($0) }.reduce(0, +)
        let line = Self.text("\(folder)/status").split(separator: "\n")
          .first { $0.hasPrefix("voluntary_ctxt_switches:") }
        sleeps = try #require(line.flatMap { Int($0.filter(\.isNumber)) })
      }

      private static func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
      }
    }

    private static func openFiles(_ pid: Int32) -> Int {
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count) ?? 0
    }

    @Test func moreThanItsDescriptorsMakeItWaitNotSpin() async throws {
      try await ServeTests.serving { pane, port, screen in
        let pid = try await pane.pid()
        let path = ServeTests.path + (try ServeTests.suggestedQuery(screen))
        let limited = try Command.run(["prlimit", "--pid", "\(pid)", "--nofile=80"])
        try #require(limited.status == 0, "\(limited.output)")
        let crowd = try Crowd(of: 200, on: port)
        try await pane.session.wait("the last descriptor") { Self.openFiles(pid) >= 80 }

        // One that spins never has nothing more to do, however little the machine gives it.
        let before = try Work(of: pid)
        try await pane.session.wait("ten sleeps", seconds: 60) {
          try Work(of: pid).sleeps >= before.sleeps + 10
        }
        #expect(try Work(of: pid).busy - before.busy <= 20)
        // Those who are in are served meanwhile.
        let answer = try crowd.ask("GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 404 "), "\(answer)")
        #expect(Self.openFiles(pid) >= 80)

        crowd.leave()
        try await ServeTests.expect(200, port, path)
      }
    }
  }
#endif
