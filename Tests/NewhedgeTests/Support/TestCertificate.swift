import FoundationEssentials
import NIOSSL

/// Certificates for `api.example`, `localhost` and this machine's own addresses, made once with
/// openssl; the key guards nothing.
enum TestCertificate: String, Sendable, CaseIterable {
  /// Valid to 2120, signed by the authority.
  case good
  /// Valid to 2021 only.
  case expired
  /// Valid from 2110 on.
  case future
  /// For `elsewhere.example`.
  case ofAnotherHost

  /// What a server needs to show it.
  ///
  /// - Parameter change: of the configuration, before it is used.
  func context(_ change: (inout TLSConfiguration) -> Void = { _ in }) throws -> NIOSSLContext {
    let certificate = try NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem)
    let key = try NIOSSLPrivateKey(bytes: Array(Self.key.utf8), format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: [.certificate(certificate)], privateKey: .privateKey(key))
    change(&configuration)
    return try NIOSSLContext(configuration: configuration)
  }

  /// Runs `body` with the path of a file, alone in its folder, that holds the authority's
  /// certificate.
  static func withAuthority<Outcome>(
    _ body: (_ path: String) async throws -> Outcome
  ) async throws -> Outcome {
    let folder = "\(FileManager.default.temporaryDirectory.path)/liqtop-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data((authority + "\n").utf8).write(to: URL(filePath: "\(folder)/authority.pem"))
    return try await body("\(folder)/authority.pem")
  }

  private var pem: String {
    switch self {
    case .good: Self.goodPEM
    case .expired: Self.expiredPEM
    case .future: Self.futurePEM
    case .ofAnotherHost: Self.ofAnotherHostPEM
    }
  }

  static let authority = """
    -----BEGIN CERTIFICATE-----
    MIIBYTCCAQegAwIBAgIBEDAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxsaXF0b3At
    dGVzdHMwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBcxFTATBgNV
    BAMMDGxpcXRvcC10ZXN0czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPjhqwQC
    b8ALfRIJ4Z2yyOkPf0Mlwh8s/lCmzN45DjpkTATjikikjGb2qCvXyymJnVJ5pzX5
    wWNDohHQ+axIR0KjQjBAMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIE
    MB0GA1UdDgQWBBQ2LIDogKoz/qD4ryDf99ALK9GwQTAKBggqhkjOPQQDAgNIADBF
    AiAAkPmCdjJxV4oam2jxFoHEo+VOdDfonK97KFRgM3BYTgIhAOaAo7LRxLwtyPi5
    Nunl5cHaTNuoCaMRpkcJ4zTUzu+9
    -----END CERTIFICATE-----
    """

  private static let goodPEM = """
    -----BEGIN CERTIFICATE-----
    MIIBlDCCATqgAwIBAgIBETAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxsaXF0b3At
    dGVzdHMwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMA8xDTALBgNV
    BAMMBGdvb2QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARgvJAqZxva5EG9ayTI
    YDWSlPJua1NgC6oqvlhKQjK6Jg6SYbO/tLNPdxoj8ex7NM9OyUfKRkpz4JSIhR23
    /LZ0o30wezA5BgNVHREEMjAwggthcGkuZXhhbXBsZYIJbG9jYWxob3N0hwR/AAAB
    hxAAAAAAAAAAAAAAAAAAAAABMB0GA1UdDgQWBBSXlSXLPlnDymt8neZGpjzekFMm
    mTAfBgNVHSMEGDAWgBQ2LIDogKoz/qD4ryDf99ALK9GwQTAKBggqhkjOPQQDAgNI
    ADBFAiA3BVC0h6SiVzSgTW2PloxbYogOXdTgrpcmEGqfw/nLDgIhAIWexPF+cxE3
    XTGl5rzay6maGLKCFd9KUBq+fEwJwrje
    -----END CERTIFICATE-----
    """

  private static let expiredPEM = """
    -----BEGIN CERTIFICATE-----
    MIIBhDCCASmgAwIBAgIBEjAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxsaXF0b3At
    dGVzdHMwHhcNMjAwMTAxMDAwMDAwWhcNMjEwMTAxMDAwMDAwWjASMRAwDgYDVQQD
    DAdleHBpcmVkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYLyQKmcb2uRBvWsk
    yGA1kpTybmtTYAuqKr5YSkIyuiYOkmGzv7SzT3caI/HsezTPTslHykZKc+CUiIUd
    t/y2dKNrMGkwJwYDVR0RBCAwHoILYXBpLmV4YW1wbGWCCWxvY2FsaG9zdIcEfwAA
    ATAdBgNVHQ4EFgQUl5Ulyz5Zw8prfJ3mRqY83pBTJpkwHwYDVR0jBBgwFoAUNiyA
    6ICqM/6g+K8g3/fQCyvRsEEwCgYIKoZIzj0EAwIDSQAwRgIhAJioIx944k7JgJCA
    xO2RTdCn8hNsY2HrnEkh7WizkZxcAiEA/54lhXXYsYBtLP9tcg42rwSEd44H11HT
    QvgOA/CMUqA=
    -----END CERTIFICATE-----
    """

  private static let futurePEM = """
    -----BEGIN CERTIFICATE-----
    MIIBhjCCASygAwIBAgIBEzAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxsaXF0b3At
    dGVzdHMwIhgPMjExMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowETEPMA0G
    A1UEAwwGZnV0dXJlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYLyQKmcb2uRB
    vWskyGA1kpTybmtTYAuqKr5YSkIyuiYOkmGzv7SzT3caI/HsezTPTslHykZKc+CU
    iIUdt/y2dKNrMGkwJwYDVR0RBCAwHoILYXBpLmV4YW1wbGWCCWxvY2FsaG9zdIcE
    fwAAATAdBgNVHQ4EFgQUl5Ulyz5Zw8prfJ3mRqY83pBTJpkwHwYDVR0jBBgwFoAU
    NiyA6ICqM/6g+K8g3/fQCyvRsEEwCgYIKoZIzj0EAwIDSAAwRQIhAMAcKaZA0bbY
    /YBG4leHnD60+pF/EhYY8suu22RciRG4AiB3LxckEKAbNBGn/HUjuPO6YuEqWE82
    xU+8ih4BUhAF6w==
    -----END CERTIFICATE-----
    """

  private static let ofAnotherHostPEM = """
    -----BEGIN CERTIFICATE-----
    MIIBeTCCAR6gAwIBAgIBFDAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxsaXF0b3At
    dGVzdHMwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBAxDjAMBgNV
    BAMMBW90aGVyMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYLyQKmcb2uRBvWsk
    yGA1kpTybmtTYAuqKr5YSkIyuiYOkmGzv7SzT3caI/HsezTPTslHykZKc+CUiIUd
    t/y2dKNgMF4wHAYDVR0RBBUwE4IRZWxzZXdoZXJlLmV4YW1wbGUwHQYDVR0OBBYE
    FJeVJcs+WcPKa3yd5kamPN6QUyaZMB8GA1UdIwQYMBaAFDYsgOiAqjP+oPivIN/3
    0Asr0bBBMAoGCCqGSM49BAMCA0kAMEYCIQDBttfbBF6FePih7LV1hH9nnjUvB62s
    dgKE+6U+UY28wgIhAPw8LpBnRjt6XjvQEH6X8Pmn3bcQPdQ3p1nWJ7X1SpMf
    -----END CERTIFICATE-----
    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLLU9p1KFY0cclwI+
    bwSF/jzut7t/zr+jCbJj1kzn2jqhRANCAARgvJAqZxva5EG9ayTIYDWSlPJua1Ng
    C6oqvlhKQjK6Jg6SYbO/tLNPdxoj8ex7NM9OyUfKRkpz4JSIhR23/LZ0
    -----END PRIVATE KEY-----
    """
}
