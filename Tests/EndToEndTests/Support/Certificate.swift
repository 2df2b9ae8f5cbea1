import NIOSSL

/// Certificates for a server on loopback, made once with openssl; the key guards nothing.
enum Certificate: String, Sendable, CaseIterable {
  /// For `localhost` and 127.0.0.1, valid to 2120, signed by the authority.
  case good
  /// The same, but valid to 2021 only.
  case expired
  /// The same, but for `elsewhere.example`.
  case ofAnotherHost
  /// The same, but signed by nobody.
  case selfSigned

  /// What a server needs to show it.
  func context() throws -> NIOSSLContext {
    let certificate = try NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem)
    let key = try NIOSSLPrivateKey(bytes: Array(Self.key.utf8), format: .pem)
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
  }

  private var pem: String {
    switch self {
    case .good: Self.goodPEM
    case .expired: Self.expiredPEM
    case .ofAnotherHost: Self.ofAnotherHostPEM
    case .selfSigned: Self.selfSignedPEM
    }
  }

  /// The certificate of the authority that signed.
  static let authority = """
    -----BEGIN CERTIFICATE-----
    MIIBQDCB6KADAgECAgEQMAoGCCqGSM49BAMCMBcxFTATBgNVBAMMDGxpcXRvcC10
    ZXN0czAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFzEVMBMGA1UE
    AwwMbGlxdG9wLXRlc3RzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHiTSE5Nn
    5spS8Rd6BbYE8XNJ/+peDMLte35f8LeHPXc+jcs6wW4UhCPyLyeGy05fZ70Z1YsT
    3/FlRgOe8kq08aMjMCEwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAgQw
    CgYIKoZIzj0EAwIDRwAwRAIgf2sh3H0LaNX+n059y4aF5LMeX+jGR8nin/RZjvgz
    ClACIFpy2sKfKlaXhMKpgS3wzgHZ/ontRHjgAOcRfqZpPVYf
    -----END CERTIFICATE-----
    """

  private static let goodPEM = """
    -----BEGIN CERTIFICATE-----
    MIIBOTCB4KADAgECAgERMAoGCCqGSM49BAMCMBcxFTATBgNVBAMMDGxpcXRvcC10
    ZXN0czAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UE
    AwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWa+AKanaYTcW
    DdLxXrnPHsBKhc1B5x4t/tVOGBhkTR8HAxw6mAe89rmwSrezC35bJZh4WaqV8IYd
    CYDaZsvPSKMeMBwwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMAoGCCqGSM49
    BAMCA0gAMEUCIQCr2BUe78ivvgNHtBLnFLWHuUo4IVciicoMybZ8c9ocCgIgZUBk
    /cRLz3qFK3s7csADkq3Wet9ZZUlbK6QMw1X5IiI=
    -----END CERTIFICATE-----
    """

  private static let expiredPEM = """
    -----BEGIN CERTIFICATE-----
    MIIBNzCB3qADAgECAgESMAoGCCqGSM49BAMCMBcxFTATBgNVBAMMDGxpcXRvcC10
    ZXN0czAeFw0yMDAxMDEwMDAwMDBaFw0yMTAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
    CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFmvgCmp2mE3Fg3S
    8V65zx7ASoXNQeceLf7VThgYZE0fBwMcOpgHvPa5sEq3swt+WyWYeFmqlfCGHQmA
    2mbLz0ijHjAcMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjOPQQD
    AgNIADBFAiABsql3OaDNuFXpf68mgFj0Sq6wPg2PjVG/BsLJq0pccQIhAJXlGwys
    Z1wxRzHBem+oK3dUsciySRRswPG2O+wro343
    -----END CERTIFICATE-----
    """

  private static let ofAnotherHostPEM = """
    -----BEGIN CERTIFICATE-----
    MIIBOzCB4qADAgECAgETMAoGCCqGSM49BAMCMBcxFTATBgNVBAMMDGxpcXRvcC10
    ZXN0czAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UE
    AwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWa+AKanaYTcW
    DdLxXrnPHsBKhc1B5x4t/tVOGBhkTR8HAxw6mAe89rmwSrezC35bJZh4WaqV8IYd
    CYDaZsvPSKMgMB4wHAYDVR0RBBUwE4IRZWxzZXdoZXJlLmV4YW1wbGUwCgYIKoZI
    zj0EAwIDSAAwRQIgFOZczweThgydyXbeBs63kX3RTpjwa3HA1eUcgrtTqMcCIQCU
    x65oy/+AvaWfcwo+K+tBQ3GoJP5gjwFsk6yXy+6nxg==
    -----END CERTIFICATE-----
    """

  private static let selfSignedPEM = """
    -----BEGIN CERTIFICATE-----
    MIIBNjCB3aADAgECAgEUMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
    dDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
    bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEWa+AKanaYTcWDdLx
    XrnPHsBKhc1B5x4t/tVOGBhkTR8HAxw6mAe89rmwSrezC35bJZh4WaqV8IYdCYDa
    ZsvPSKMeMBwwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMAoGCCqGSM49BAMC
    A0gAMEUCIQCahlKgcICMFBoAFkuyxXcNifO0MIfNR1Ze/Z47Wf8juQIgYTvprZ5B
    Zf3pe+2gsJ1s+W8TH6R0T79CmO/EoNqwDJU=
    -----END CERTIFICATE-----
    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkVAtUryKWMAk57T1
    GGgMlByA6vzHACOt5E24wENcOc6hRANCAARZr4ApqdphNxYN0vFeuc8ewEqFzUHn
    Hi3+1U4YGGRNHwcDHDqYB7z2ubBKt7MLflslmHhZqpXwhh0JgNpmy89I
    -----END PRIVATE KEY-----
    """
}
