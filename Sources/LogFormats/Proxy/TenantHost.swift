internal import ByteScan

/// Tells whose tenant a host belongs to, for services that put the tenant into the host name.
///
/// SharePoint Online and OneDrive for work: `contoso.sharepoint.com`, `contoso-my.sharepoint.com`
/// (personal sites) and `contoso-admin.sharepoint.com` all belong to the tenant `contoso`
/// (Microsoft Learn, "SharePoint and OneDrive URLs", seen 2026-11). No other field of a Squid log
/// names a tenant: inside a tunnel it stays unseen, and accounts are never shown.
enum TenantHost {
  /// Returns where the tenant's name stands in a lower-cased host, or `nil`.
  static func tenant(inHost host: Span<UInt8>) -> Range<Int>? {
    guard host.ends(with: ".sharepoint.com") else { return nil }
    var label = host.extracting(0..<(host.count - 15))
    if label.ends(with: "-my") {
      label = label.extracting(0..<(label.count - 3))
    } else if label.ends(with: "-admin") {
      label = label.extracting(0..<(label.count - 6))
    }
    guard label.count > 0, label.firstOffset(of: UInt8(ascii: ".")) == nil else { return nil }
    return 0..<label.count
  }
}
