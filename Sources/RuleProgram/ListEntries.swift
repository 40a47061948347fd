internal import ByteScan
package import EventModel

/// The values of a list, in the order in which they were given.
///
/// A list may hold a million of them, so all stand in one array of bytes, and only those that end
/// cost more than their bytes and a number:
///
///     bytes     acme.jp│rival.example│old.example│
///     ends            7            20          31
///     endings   (2, 2026-03-31)
package struct ListEntries: Hashable, Sendable {
  /// The moment from which on a value no longer counts.
  private struct Ending: Hashable, Sendable {
    var index: Int
    var endsAt: Timestamp
  }

  private var bytes: [UInt8] = []
  /// Where each value ends in `bytes`; a list of 4 GB would not be read.
  private var ends: [UInt32] = []
  /// In the order of their values.
  private var endings: [Ending] = []

  /// Creates an empty list.
  package init() {}

  /// Creates a list of entries.
  package init(_ entries: some Sequence<ValueList.Entry>) {
    for entry in entries { append(entry) }
  }

  /// Appends an entry.
  package mutating func append(_ entry: ValueList.Entry) {
    bytes.append(contentsOf: entry.value.utf8)
    end(at: entry.endsAt)
  }

  /// Appends a value that never ends.
  ///
  /// - Complexity: O(*n*) in the bytes of the value; makes no text of them.
  package mutating func append(_ value: Span<UInt8>) {
    bytes.append(copying: value)
    end(at: nil)
  }

  private mutating func end(at endsAt: Timestamp?) {
    if let endsAt { endings.append(Ending(index: ends.count, endsAt: endsAt)) }
    ends.append(UInt32(bytes.count))
  }

  /// The bytes of all values together.
  package var byteCount: Int { bytes.count }

  /// Whether some value ends.
  package var hasEnds: Bool { !endings.isEmpty }

  /// Returns the first values alone, without when they end.
  package func firstValues(_ count: Int) -> ListEntries {
    var first = ListEntries()
    first.ends = Array(ends.prefix(count))
    first.bytes = Array(bytes.prefix(Int(first.ends.last ?? 0)))
    return first
  }

  /// Makes room for more values.
  package mutating func reserve(count: Int, byteCount: Int) {
    ends.reserveCapacity(ends.count + count)
    bytes.reserveCapacity(bytes.count + byteCount)
  }

  /// Returns the bytes of a value, as written.
  @_lifetime(borrow self)
  package func value(at index: Int) -> Span<UInt8> {
    bytes.span.extracting((index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]))
  }

  /// Returns the first moment at which a value no longer counts, if it ends.
  ///
  /// - Complexity: O(log *e*) in the values that end.
  package func endsAt(_ index: Int) -> Timestamp? {
    var low = 0
    var high = endings.count
    while low < high {
      let middle = (low + high) / 2
      if endings[middle].index < index { low = middle + 1 } else { high = middle }
    }
    return low < endings.count && endings[low].index == index ? endings[low].endsAt : nil
  }
}

extension ListEntries: ExpressibleByArrayLiteral {
  /// Creates a list of entries.
  package init(arrayLiteral entries: ValueList.Entry...) { self.init(entries) }
}

extension ListEntries: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { ends.count }

  package subscript(index: Int) -> ValueList.Entry {
    ValueList.Entry(String(lossy: value(at: index)), endsAt: endsAt(index))
  }
}
