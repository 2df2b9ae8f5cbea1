import FoundationEssentials
import Liquidations
import NIOSSL
import Synchronization
import SystemPackage

/// Whose word is taken for the certificate of a server.
struct Authorities: Hashable, Sendable {
  /// Who named them; nil for the system's own.
  private let origin: String?
  /// Files of certificates, and folders of such files.
  private let places: [String]

  /// The system's.
  init() {
    origin = nil
    places = []
  }

  /// What the setting names, else what the environment does, else the system's.
  init(_ environment: [String: String], file: String?) {
    if let file {
      (origin, places) = ("ca_file", [file])
      return
    }
    let said = ["SSL_CERT_FILE", "SSL_CERT_DIR"].compactMap { name in
      environment[name].flatMap { $0.isEmpty ? nil : (name: name, text: $0) }
    }
    origin = said.isEmpty ? nil : said.map(\.name).joined(separator: " and ")
    places = said.flatMap { variable in
      variable.name == "SSL_CERT_FILE"
        ? [variable.text] : variable.text.split(separator: ":").map(String.init)
    }
  }

  /// For the library; nil leaves it to look for the system's.
  ///
  /// All connections share them: each of the library's contexts would keep two megabytes of its own.
  var roots: NIOSSLTrustRoots? {
    origin.map { _ in .certificates(Self.read.certificates(in: places)) }
  }

  private static let read = ReadCertificates()

  /// Why no certificate can be trusted; nil if one can.
  var fault: TLSFault? {
    guard origin != nil else { return Self.systemPlace == nil ? .noAuthorities : nil }
    return Self.read.certificates(in: places).isEmpty
      ? .unreadableAuthorities(places.joined(separator: ", ")) : nil
  }

  /// Which they are, and who named them.
  var words: String {
    if let origin { return "authorities of \(places.joined(separator: ", ")), from \(origin)" }
    return Self.systemPlace.map { "authorities of \($0)" }
      ?? "no authorities are installed (package ca-certificates)"
  }

  /// Where the library finds the system's.
  private static var systemPlace: String? {
    let files = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"]
    let folder = "/etc/ssl/certs"
    return files.first { type(of: $0) == .regular }
      ?? (certificates(in: folder).isEmpty ? nil : folder)
  }

  /// What of a file or a folder's files can be read as certificates.
  fileprivate static func certificates(in place: String) -> [NIOSSLCertificate] {
    switch type(of: place) {
    case .regular: (try? NIOSSLCertificate.fromPEMFile(place)) ?? []
    case .directory:
      ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).sorted()
        .map { "\(place)/\($0)" }.filter { type(of: $0) == .regular }
        .flatMap { (try? NIOSSLCertificate.fromPEMFile($0)) ?? [] }
    default: []
    }
  }

  /// A pipe would hold up whoever reads it.
  private static func type(of path: String) -> FileType? { (try? Stat(path))?.type }
}

/// The certificates that were read last, for all connections that trust the same authorities.
private final class ReadCertificates: Sendable {
  private struct Last {
    var places: [String] = []
    var certificates: [NIOSSLCertificate] = []
  }

  private let last = Mutex(Last())

  /// Of files, and of folders of such files.
  func certificates(in places: [String]) -> [NIOSSLCertificate] {
    last.withLock { last in
      if last.places != places || last.certificates.isEmpty {
        last = Last(places: places, certificates: places.flatMap(Authorities.certificates))
      }
      return last.certificates
    }
  }
}
