import Testing
import WorkSupport

@testable import liqtop

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a service manager is told, by a socket such as it has.
@Suite struct ServiceNotifierTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
  }

  @Test func aManagerIsToldOfEachChange() throws {
    let socket = try ManagerSocket(Array("\(folder.path)/notify".utf8))
    let notifier = ServiceNotifier(["NOTIFY_SOCKET": "\(folder.path)/notify"], processID: 1)
    notifier.send(.ready)
    notifier.send(.status("8 of 8\nREADY=1"))
    notifier.send(.reloading(microseconds: 12))
    notifier.send(.alive)
    notifier.send(.stopping)
    #expect(
      socket.received == [
        "READY=1", "STATUS=8 of 8<U+000A>READY=1", "RELOADING=1\nMONOTONIC_USEC=12", "WATCHDOG=1",
        "STOPPING=1",
      ])
    #expect(notifier.aliveInterval == nil)
  }

  #if os(Linux)
    @Test func aSocketMayLieInNoFolder() throws {
      let name = "liqtop-test-\(getpid())"
      let socket = try ManagerSocket([0] + name.utf8)
      ServiceNotifier(["NOTIFY_SOCKET": "@\(name)"], processID: 1).send(.ready)
      #expect(socket.received == ["READY=1"])
    }
  #endif

  @Test(arguments: [
    [:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "relative"], ["NOTIFY_SOCKET": "vsock:2:1"],
    ["NOTIFY_SOCKET": "/no/such/socket"],
    ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 200)],
  ])
  func withoutAManagerNobodyIsTold(environment: [String: String]) {
    #expect(!ServiceNotifier(environment, processID: 1).send(.ready))
  }

  @Test(
    arguments: [
      ("30000000", nil, 15_000), ("30000000", "7", 15_000), ("30000000", "8", nil), ("0", nil, nil),
      ("-5", nil, nil), ("soon", nil, nil), ("99999999999999999999", nil, nil), ("1", nil, 1),
    ] as [(String, String?, Int?)])
  func itIsToldAsOftenAsItAsks(limit: String, process: String?, milliseconds: Int?) {
    var environment = ["NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": limit]
    environment["WATCHDOG_PID"] = process
    let notifier = ServiceNotifier(environment, processID: 7)
    #expect(notifier.aliveInterval == milliseconds.map { .milliseconds($0) })
  }
}

/// The socket of a manager.
private final class ManagerSocket {
  private let file: Int32

  /// - Parameter address: a path, or a zero and a name.
  init(_ address: [UInt8]) throws {
    file = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: address) }
    let room = MemoryLayout.size(ofValue: name.sun_path)
    let length = socklen_t(MemoryLayout<sockaddr_un>.size - room + address.count)
    let bound = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(file, $0, length) }
    }
    try #require(bound == 0)
  }

  deinit {
    close(file)
  }

  /// All that has come.
  var received: [String] {
    var texts: [String] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while case let count = recv(file, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count > 0 {
      texts.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
    return texts
  }
}
