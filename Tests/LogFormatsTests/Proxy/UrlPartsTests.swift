import Testing

@testable import LogFormats

struct UrlPartsTests {
  /// A request target, whether it came with CONNECT, and its host and path.
  static let rows: [(target: String, isConnect: Bool, host: String?, path: String?)] = [
    ("http://a.example/x/y?q=http://z/#f", false, "a.example", "/x/y"),
    ("http://a.example", false, "a.example", nil),
    ("http://a.example?x", false, "a.example", nil),
    ("https://a.example.:8443/", false, "a.example", "/"),
    ("https://user:pass@a.example/", false, "a.example", "/"),
    ("https://good.example@evil.example/", false, "evil.example", "/"),
    ("https://a@b@c.example/@d", false, "c.example", "/@d"),
    ("https://evil.example\\@good.example/", false, "evil.example", nil),
    ("https://[2001:db8::1]:443/x", false, "2001:db8::1", "/x"),
    ("https://[::1", false, nil, nil),
    ("a.example:443", true, "a.example", nil),
    ("[::1]:443", true, "::1", nil),
    ("a.example:443", false, "a.example", nil),
    ("/local/path", false, nil, nil),
    ("/local:80", false, nil, nil),
    ("urn:isbn:12", false, nil, nil),
    (":443", true, nil, nil),
    ("", false, nil, nil),
    ("http://", false, nil, nil),
    ("http:///x", false, nil, "/x"),
  ]

  @Test(arguments: rows)
  func `finds host and path`(target: String, isConnect: Bool, host: String?, path: String?) {
    let bytes = Array("..\(target)..".utf8)
    let parts = UrlParts(bytes.span, target: 2..<(bytes.count - 2), isAuthority: isConnect)
    #expect(parts.host.map { String(decoding: bytes[$0], as: UTF8.self) } == host)
    #expect(parts.path.map { String(decoding: bytes[$0], as: UTF8.self) } == path)
  }

  /// A host and the tenant in it.
  static let tenants: [(String, String?)] = [
    ("contoso.sharepoint.com", "contoso"), ("contoso-my.sharepoint.com", "contoso"),
    ("contoso-admin.sharepoint.com", "contoso"), ("a.contoso.sharepoint.com", nil),
    ("sharepoint.com", nil), ("evilsharepoint.com", nil), ("-my.sharepoint.com", nil),
    ("contoso.sharepoint.com.evil.example", nil),
  ]

  @Test(arguments: tenants)
  func `finds the tenant in the host of a service that names it`(host: String, tenant: String?) {
    let bytes = Array(host.utf8)
    let found = TenantHost.tenant(inHost: bytes.span)
    #expect(found.map { String(decoding: bytes[$0], as: UTF8.self) } == tenant)
  }
}
