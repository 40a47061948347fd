import ByteScan
import EventModel

/// All live lists of addresses and networks, one probe for each prefix length that occurs.
///
/// IPv4 addresses are held as IPv4-mapped IPv6 addresses (RFC 4291, 2.5.5.2), so one table serves both.
final class AddressLists: Sendable {
  /// The first bits of a network and how many there are; version 4 counts its 96 fixed bits too.
  private struct Prefix: Hashable, Sendable {
    var bits: UInt128
    var length: Int

    init(_ bits: UInt128, length: Int) {
      self.bits = length == 0 ? 0 : bits & UInt128.max << UInt128(128 - length)
      self.length = length
    }
  }

  private let numbers: [Prefix: Int]
  private let lengths: [Int]
  let memberships: Memberships

  /// Creates the table of networks that were collected as their keys.
  init(_ builder: Memberships.Builder, bitCount: Int) {
    let built = builder.build(bitCount: bitCount)
    var numbers: [Prefix: Int] = [:]
    for (key, number) in built.keys {
      let bits = key.dropFirst().reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
      numbers[Prefix(bits, length: Int(key[0]))] = number
    }
    self.numbers = numbers
    lengths = Set(numbers.keys.map(\.length)).sorted()
    memberships = built.memberships
  }

  /// Another hold on the same table, for one worker alone.
  init(forOneWorker other: AddressLists) {
    numbers = other.numbers
    lengths = other.lengths
    memberships = other.memberships
  }

  /// Replaces `key` by an address or a network in the form that the table collects; returns false
  /// if the text is neither.
  static func writeKey(of text: Span<UInt8>, into key: inout [UInt8]) -> Bool {
    guard let network = IPNetwork(String(lossy: text)) else { return false }
    key.removeAll(keepingCapacity: true)
    key.append(UInt8(network.prefixLength))
    for shift in stride(from: 120, through: 0, by: -8) {
      key.append(UInt8(truncatingIfNeeded: network.first.bits >> UInt128(shift)))
    }
    return true
  }

  /// Marks the lists with a network that the address lies in; a network of version 6, even the
  /// whole of it, holds no address of version 4.
  ///
  /// - Complexity: one probe for each distinct prefix length.
  func mark(_ address: IPAddress, at time: Timestamp, in bits: inout [UInt64], from start: Int) {
    let shortest = address.isIPv4 ? 96 : 0
    for length in lengths where length >= shortest {
      if let number = numbers[Prefix(address.bits, length: length)] {
        memberships.mark(number, at: time, in: &bits, from: start)
      }
    }
  }
}
