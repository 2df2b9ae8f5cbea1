import Dispatch

#if canImport(Glibc)
  import Glibc
#endif

/// The system's word of every write to a file, whoever writes.
enum ArchiveWatch {
  /// Comes after each write, and ends when the file has gone from its place; nil where the system has
  /// no such word.
  static func writes(to path: String) -> AsyncStream<Void>? {
    #if os(Linux)
      let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
      guard descriptor >= 0 else { return nil }
      // A file that is open isn't deleted for long after it has lost its name, which is an attribute.
      let events = UInt32(IN_MODIFY | IN_MOVE_SELF | IN_ATTRIB)
      let watch = inotify_add_watch(descriptor, path, events)
      guard watch >= 0 else {
        close(descriptor)
        return nil
      }
      return stream(of: watch, descriptor, ArchiveFile(path: path))
    #else
      return nil
    #endif
  }

  #if os(Linux)
    private static func stream(
      of watch: Int32, _ descriptor: Int32, _ file: ArchiveFile
    ) -> AsyncStream<Void> {
      let identity = file.identity
      return AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        source.setEventHandler {
          // Others that open the file set its owner anew, which is an event like the loss of its name.
          let isWritten = drain(descriptor)
          if isWritten || (identity != nil && file.identity == identity) {
            return _ = continuation.yield()
          }
          continuation.finish()
          source.cancel()
        }
        source.setCancelHandler { close(descriptor) }
        // The end of a watch is an event too, and the last one.
        continuation.onTermination = { _ in inotify_rm_watch(descriptor, watch) }
        source.resume()
      }
    }

    /// Reads the events that wait; false if one of them is other than a write.
    private static func drain(_ descriptor: Int32) -> Bool {
      var bytes = [UInt8](repeating: 0, count: 4_096)
      var areWrites = true
      while true {
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return areWrites }
        bytes.withUnsafeBytes { bytes in
          var place = 0
          while place + MemoryLayout<inotify_event>.size <= count {
            let event = bytes.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
            if event.mask & UInt32(IN_MODIFY) == 0 { areWrites = false }
            place += MemoryLayout<inotify_event>.size + Int(event.len)
          }
        }
      }
    }
  #endif
}
