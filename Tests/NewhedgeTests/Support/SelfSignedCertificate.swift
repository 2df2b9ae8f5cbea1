import NIOSSL

/// A certificate for `localhost` and 127.0.0.1, valid to 2120, that no authority has signed; the
/// key guards nothing.
enum SelfSignedCertificate {
  static func context() throws -> NIOSSLContext {
    let certificate = try NIOSSLCertificate(bytes: Array(certificatePEM.utf8), format: .pem)
    let key = try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem)
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
  }

  private static let certificatePEM = """
    -----BEGIN CERTIFICATE-----
    MIIBNjCB3aADAgECAgEBMAoGCCqGSM49BAMCMBQxEjAQBgNVBAMMCWxvY2FsaG9z
    dDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAGA1UEAwwJ
    bG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAECA+eizwCpVdY3IDn
    65IGjCBPKHmjiUhVrQW9uHtJQ9FNlSVfTiY8G1LMtCE16QVtGCauleo3+b3d8x0/
    dULmnKMeMBwwGgYDVR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMAoGCCqGSM49BAMC
    A0gAMEUCIQCG7yOkC8KIrYlDYdCSCS0C/N14tIqCw04a0CUDGst1hAIgQiHgEBl6
    9AP/ZlwLKN2GeWGVhqstlbiceLy6fVOHQ1Y=
    -----END CERTIFICATE-----
    """

  private static let keyPEM = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgT8fAkKFbjJiCb7Qr
    jv0Q2E8zGB1sSKhjk8GuzxpTpjKhRANCAAQID56LPAKlV1jcgOfrkgaMIE8oeaOJ
    SFWtBb24e0lD0U2VJV9OJjwbUsy0ITXpBW0YJq6V6jf5vd3zHT91Quac
    -----END PRIVATE KEY-----
    """
}
