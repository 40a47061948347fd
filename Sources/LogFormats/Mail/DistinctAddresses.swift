internal import ByteScan

/// The recipients of a message, each once however it is spelt; places in the text of the message.
struct DistinctAddresses: Sendable {
  /// The first spelling of each, in their order.
  private(set) var addresses: [Range<Int>] = []
  /// The same in small letters, once there are many.
  private var seen: Set<[UInt8]> = []
  /// Up to so many are compared one by one.
  private static let fewCount = 8

  mutating func removeAll() {
    addresses.removeAll(keepingCapacity: true)
    if !seen.isEmpty { seen.removeAll() }
  }

  /// Adds an address unless it is empty or known.
  ///
  /// - Complexity: O(*n*) in its bytes.
  mutating func insert(_ address: Range<Int>, in text: Span<UInt8>) {
    guard !address.isEmpty else { return }
    if addresses.count < Self.fewCount {
      let bytes = text.extracting(address)
      for known in addresses where text.extracting(known).equalsIgnoringAsciiCase(bytes) { return }
    } else {
      if seen.isEmpty {
        for known in addresses { seen.insert(Self.folded(known, in: text)) }
      }
      guard seen.insert(Self.folded(address, in: text)).inserted else { return }
    }
    addresses.append(address)
  }

  private static func folded(_ address: Range<Int>, in text: Span<UInt8>) -> [UInt8] {
    var folded = [UInt8](text.extracting(address))
    for index in folded.indices { folded[index] = folded[index].asciiLowercased }
    return folded
  }
}

extension Span<UInt8> {
  /// Returns an address with its domain in small letters, if that is not how it is written; the local
  /// part keeps its spelling.
  func normalisedAddress(_ address: Range<Int>) -> [UInt8]? {
    guard let at = lastOffset(of: UInt8(ascii: "@"), before: address.upperBound),
      at >= address.lowerBound
    else { return nil }
    var index = at
    while index < address.upperBound, self[index] &- 0x41 >= 26 { index += 1 }
    guard index < address.upperBound else { return nil }
    var normalised = [UInt8](extracting(address))
    for index in (at - address.lowerBound)..<normalised.count {
      normalised[index] = normalised[index].asciiLowercased
    }
    return normalised
  }
}
