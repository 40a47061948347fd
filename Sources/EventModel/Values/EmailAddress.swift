internal import ByteScan

/// Where the two parts of an e-mail address stand in its bytes.
package struct EmailAddress: Hashable, Sendable {
  /// The part before the last `@`.
  package let local: Range<Int>
  /// The part after the last `@`, as written; ``Domain`` normalises it.
  package let domain: Range<Int>

  /// Finds the parts of `taro@example.jp` or `<taro@example.jp>`; `nil` if one of them is empty.
  package init?(_ bytes: Span<UInt8>) {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start].isBlank || bytes[start] == UInt8(ascii: "<") { start += 1 }
    while end > start, bytes[end - 1].isBlank || bytes[end - 1] == UInt8(ascii: ">") { end -= 1 }
    guard let at = bytes.lastOffset(of: UInt8(ascii: "@"), before: end), at > start, at + 1 < end
    else { return nil }
    local = start..<at
    domain = (at + 1)..<end
  }
}

/// The domains of the company, which tell inside from outside.
package struct CompanyDomains: Hashable, Sendable {
  private let domains: [[UInt8]]

  /// Creates the set from domains as a rule file or a list writes them.
  package init(_ domains: some Sequence<String>) {
    self.domains = domains.map { Array(Domain.normalised($0).utf8) }.filter { !$0.isEmpty }
  }

  /// Whether there are none, so that inside and outside cannot be told apart.
  package var isEmpty: Bool { domains.isEmpty }

  /// Returns whether a normalised domain is one of the company's or below one.
  ///
  /// - Complexity: O(*d*) in the domains of the company.
  package func contains(_ domain: Span<UInt8>) -> Bool {
    for own in domains where Domain.isEqualOrSubdomain(domain, of: own.span) { return true }
    return false
  }

  /// Returns whether an e-mail address is inside the company, or `nil` if it is no address.
  package func containsAddress(_ address: Span<UInt8>) -> Bool? {
    guard let parts = EmailAddress(address) else { return nil }
    let written = address.extracting(parts.domain)
    if contains(written) { return true }
    var domain: [UInt8] = []
    Domain.normalise(written, into: &domain)
    return contains(domain.span)
  }
}
