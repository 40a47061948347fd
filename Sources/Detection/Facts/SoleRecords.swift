package import SystemBoundary

/// Packed records of a whole run: those of which all lines lie in one batch can be joined where they lie.
package struct SoleRecords: Sendable {
  private let batches: [PackedBatch]
  /// The hashes of names of which there are lines in several places.
  private let repeated: Set<UInt64>

  /// How many batches there are; they share nothing.
  package var batchCount: Int { batches.count }

  /// Takes the packed records out of all stores.
  ///
  /// - Complexity: O(*n*) in the records on average.
  package init(takenOutOf stores: inout [FragmentStore]) {
    var batches: [PackedBatch] = []
    for index in stores.indices { batches += stores[index].takePacked() }
    self.batches = batches
    guard !batches.isEmpty else {
      repeated = []
      return
    }
    // What is on disk does not tell its names.
    guard stores.allSatisfy({ $0.stores.spilledRuns.isEmpty }) else {
      repeated = Set(batches.lazy.flatMap(\.names))
      return
    }
    repeated = RepeatedNames.find(batches, stores)
  }

  /// Hands out the groups of one batch, in the order in which they were read.
  ///
  /// - Parameters:
  ///   - batch: Its number.
  ///   - rest: Takes the records that have lines in several places.
  ///   - body: Takes each group, which is valid during the call only.
  /// - Throws: ``SystemError`` when the batch cannot be read back, or the disk refuses to take what memory cannot.
  package func forEachGroup(
    ofBatch batch: Int, rest: inout FragmentStore,
    _ body: (FragmentGroup) throws(SystemError) -> Void
  ) throws(SystemError) {
    let records = try batches[batch].records()
    var group = FragmentGroup(records)
    for number in records.records.indices {
      if !repeated.isEmpty, repeated.contains(records.records[number].hash) {
        try rest.add(record: number, of: records)
      } else {
        group.fill(with: number, of: records)
        try body(group)
      }
    }
  }
}

/// Finds the hashes of names that come more than once.
private struct RepeatedNames {
  /// Open addressing; 0 stands for a free place.
  private var slots: [UInt64] = []
  private var repeated: Set<UInt64> = []
  /// So many names are looked at together.
  private static let countAtOnce = 1 << 20

  static func find(_ batches: [PackedBatch], _ stores: [FragmentStore]) -> Set<UInt64> {
    var count = batches.reduce(0) { $0 + $1.names.count }
    for store in stores { count += store.stores.factCount }
    // A share of all hashes at a time, so that the table stays small however many there are.
    let shareCount = UInt64(count / countAtOnce + 1)
    var names = RepeatedNames()
    for share in 0..<shareCount {
      names.begin(count: count / Int(shareCount))
      func insert(_ hash: UInt64) {
        if shareCount == 1 || hash >> 32 % shareCount == share { names.insert(hash) }
      }
      for store in stores {
        for buffer in store.stores.partitions { buffer.forEachSubjectHash(insert) }
      }
      for batch in batches {
        for name in batch.names { insert(name) }
      }
    }
    return names.repeated
  }

  private mutating func begin(count: Int) {
    var slotCount = 1 << 8
    while slotCount < 2 * count { slotCount *= 2 }
    slots = [UInt64](repeating: 0, count: slotCount)
  }

  /// Notes a hash.
  ///
  /// - Complexity: O(1) on average.
  private mutating func insert(_ hash: UInt64) {
    // The one that cannot be noted is taken to be repeated.
    guard hash != 0 else {
      repeated.insert(hash)
      return
    }
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    var steps = 0
    while slots[slot] != 0 {
      if slots[slot] == hash {
        repeated.insert(hash)
        return
      }
      slot = (slot + 1) & (slots.count - 1)
      steps += 1
      // A share that is larger than expected.
      if steps == 64 {
        grow()
        slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        steps = 0
      }
    }
    slots[slot] = hash
  }

  private mutating func grow() {
    let known = slots
    slots = [UInt64](repeating: 0, count: 2 * known.count)
    for hash in known where hash != 0 {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = hash
    }
  }
}
