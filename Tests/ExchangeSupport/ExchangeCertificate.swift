public import NIOSSL

/// A certificate for the names of all exchanges and for 127.0.0.1, valid to 2120, made once with openssl;
/// the key guards nothing.
public enum ExchangeCertificate {
  /// What a server needs to show it.
  public static func context() throws -> NIOSSLContext {
    let certificate = try NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem)
    let key = try NIOSSLPrivateKey(bytes: Array(key.utf8), format: .pem)
    return try NIOSSLContext(
      configuration: .makeServerConfiguration(
        certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
  }

  /// The certificate of the authority that signed it.
  public static let authority = """
    -----BEGIN CERTIFICATE-----
    MIIBcjCCARegAwIBAgIUBvuwKy73+P955gK4g1pUtnPlvccwCgYIKoZIzj0EAwIw
    FzEVMBMGA1UEAwwMbGlxdG9wLXRlc3RzMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAw
    MTAxMDAwMDAwWjAXMRUwEwYDVQQDDAxsaXF0b3AtdGVzdHMwWTATBgcqhkjOPQIB
    BggqhkjOPQMBBwNCAASifxY0vm0UZMlnHqnrAZfnm3kej49tid0Av1I8e7gOHAx/
    fBjFvTkB0suNrZzSdQzM/M8M0NOcD1iOxSapofg2oz8wPTAPBgNVHRMBAf8EBTAD
    AQH/MAsGA1UdDwQEAwICBDAdBgNVHQ4EFgQUHj2fIRVVQZMJRlEWKclDuB+wYfww
    CgYIKoZIzj0EAwIDSQAwRgIhAOt70v03b6Dp1DXTctJO8bELN0OO7udtE8CKId5M
    W68fAiEA17y4EYwJmK4sm30qhUo2pzeKhPDwPlPjQ43BI/VALM8=
    -----END CERTIFICATE-----
    """

  private static let pem = """
    -----BEGIN CERTIFICATE-----
    MIICNzCCAd2gAwIBAgIUMu9BSLv0rVO6EXVYWMMRdoHnsTIwCgYIKoZIzj0EAwIw
    FzEVMBMGA1UEAwwMbGlxdG9wLXRlc3RzMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAw
    MTAxMDAwMDAwWjAUMRIwEAYDVQQDDAlleGNoYW5nZXMwWTATBgcqhkjOPQIBBggq
    hkjOPQMBBwNCAASxHuDltNEd5I0CAM4WTL98AZObEx+k+4Rxhj/RRO2Theeq4fnG
    XOv1ojaKU7xQ4akaN+/xCtnB/ULrIIcul0GKo4IBBjCCAQIwgb8GA1UdEQSBtzCB
    tIITZnN0cmVhbS5iaW5hbmNlLmNvbYITZHN0cmVhbS5iaW5hbmNlLmNvbYIQZmFw
    aS5iaW5hbmNlLmNvbYIQZGFwaS5iaW5hbmNlLmNvbYIQc3RyZWFtLmJ5Yml0LmNv
    bYINYXBpLmJ5Yml0LmNvbYIKd3Mub2t4LmNvbYILd3d3Lm9reC5jb22CD3d3dy5k
    ZXJpYml0LmNvbYITc3RyZWFtcy5kZXJpYml0LmNvbYcEfwAAATAdBgNVHQ4EFgQU
    9qkHkq4H6TzGIsw9h0G6F0rxRyEwHwYDVR0jBBgwFoAUHj2fIRVVQZMJRlEWKclD
    uB+wYfwwCgYIKoZIzj0EAwIDSAAwRQIgM8l0gxddpKcIAD67U/s2R+4a4gUACv2B
    kOTuxynPObECIQD66cnm/AksGniwxvBduXYUJRJzfqUY5dZQD7EDk+D41g==
    -----END CERTIFICATE-----
    """

  private static let key = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkZ7pqY5mmNl/2ONr
    SfB+im7Enw3QdLA4kw0e7hKhA06hRANCAASxHuDltNEd5I0CAM4WTL98AZObEx+k
    +4Rxhj/RRO2Theeq4fnGXOv1ojaKU7xQ4akaN+/xCtnB/ULrIIcul0GK
    -----END PRIVATE KEY-----
    """
}
