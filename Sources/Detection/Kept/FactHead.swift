internal import ByteScan

/// What must be known of kept records of one subject before they are read: whom they are about, when
/// they can matter, what rules can count of them, where they stand, and what they must be.
package struct FactHead: Hashable, Sendable {
  /// Whom the records are about; see ``KeptRecords/subject``.
  package var subject: [UInt8]
  /// When the latest event is, in microseconds; of sightings the last civil day, as days since 1970-01-01.
  package var last: Int64
  /// From when on no event of the records matters to another one, in microseconds.
  package var until: Int64
  /// How many records there are.
  package var count: Int
  /// The row that holds the records, and where in its bytes.
  package var part: Int64
  package var offset: Int
  package var byteCount: Int
  /// What ``KeptRecords/fingerprint`` is of the records.
  package var fingerprint: UInt64
  /// What ``RuleTallies/kept`` is of them; `nil` if that is not known.
  package var tallies: [UInt8]?

  /// The head of records, which have no place yet.
  ///
  /// - Parameters:
  ///   - kept: The records, all of them events or none.
  ///   - reach: How long after its time an event of them can matter to others, in microseconds.
  ///   - tallies: What ``RuleTallies/kept`` is of them; `nil` if that is not known.
  package init(of kept: KeptRecords, reach: Int64, tallies: [UInt8]?) {
    subject = kept.subject
    if let times = kept.times {
      last = times.upperBound
      until = times.upperBound.addingClamped(reach)
    } else {
      last = Int64(kept.sightingDays?.upperBound ?? 0)
      until = .max
    }
    count = kept.count
    part = 0
    offset = 0
    byteCount = kept.bytes.count
    fingerprint = kept.fingerprint
    self.tallies = tallies
  }

  /// How long after its time an event can matter to others, in microseconds.
  package var reach: Int64 { until == .max ? .max : until - last }

  /// A number by which the heads of a subject are found.
  package var subjectHash: UInt64 { Self.hash(of: subject) }

  /// A number by which the heads of a subject are found: subjects come in its order out of
  /// ``forEachSubject(partition:of:melting:_:)``.
  package static func hash(of subject: [UInt8]) -> UInt64 {
    guard let kind = subject.first else { return 0 }
    return stableHash64(subject.span.extracting(1..<subject.count), seed: UInt64(kind))
  }

  /// The records, out of what stands at their place; `nil` if that is not what was written.
  package func records(of bytes: [UInt8]) -> KeptRecords? {
    let kept = KeptRecords(subject: subject, bytes: bytes)
    guard bytes.count == byteCount, kept.isSound, kept.fingerprint == fingerprint else {
      return nil
    }
    return kept
  }
}

/// What tells of a head whether the rest of it is wanted.
package struct FactFront: Hashable, Sendable {
  /// See ``FactHead/subjectHash``.
  package var subjectHash: UInt64
  /// See ``FactHead/last`` and ``FactHead/until``.
  package var last: Int64
  package var until: Int64
}

/// The heads of the records of many subjects, as bytes that outlive a run.
package struct FactHeads: Sendable {
  private var writer = RecordWriter()
  /// How many there are.
  package private(set) var count = 0

  package init() {}

  /// How much room they take.
  package var byteCount: Int { writer.bytes.count }

  /// Adds a head.
  package mutating func append(_ head: FactHead) {
    let start = writer.bytes.count
    writer.append(UInt32(0))
    writer.append(head.subjectHash)
    writer.append(head.last)
    writer.append(head.until)
    writer.append(UInt32(truncatingIfNeeded: head.count))
    writer.append(head.part)
    writer.append(UInt32(truncatingIfNeeded: head.offset))
    writer.append(UInt32(truncatingIfNeeded: head.byteCount))
    writer.append(head.fingerprint)
    writer.append(UInt8(head.tallies == nil ? 0 : 1))
    writer.append(counted: head.subject)
    writer.bytes += head.tallies ?? []
    writer.replace(at: start, with: UInt32(truncatingIfNeeded: writer.bytes.count - start))
    count += 1
  }

  private static let seed: UInt64 = 0x6661_6374

  /// The bytes, with a number in front that tells them from others.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package var kept: [UInt8] {
    var sealed = RecordWriter()
    sealed.append(stableHash64(writer.bytes.span, seed: Self.seed))
    sealed.bytes += writer.bytes
    return sealed.bytes
  }

  /// Reads heads out of ``kept``.
  ///
  /// - Parameters:
  ///   - kept: The bytes.
  ///   - isWanted: Whether the rest of a head is wanted; others are passed over.
  ///   - body: Takes the heads.
  /// - Returns: Whether the bytes are what was written; if not, no head is handed out.
  /// - Throws: What the body throws.
  /// - Complexity: O(*n*) in the bytes.
  package static func forEach(
    in kept: [UInt8], where isWanted: (FactFront) -> Bool, _ body: (FactHead) throws -> Void
  ) rethrows -> Bool {
    guard kept.count >= 8 else { return false }
    let bytes = kept.span
    let print = stableHash64(bytes.extracting(8..<bytes.count), seed: seed)
    guard print == bytes.littleEndian(UInt64.self, at: 0) else { return false }
    var offset = 8
    while offset < bytes.count {
      let length = Int(bytes.littleEndian(UInt32.self, at: offset))
      var reader = RecordReader(bytes, at: offset + 4)
      let front = FactFront(
        subjectHash: reader.readUInt64(), last: reader.readInt64(), until: reader.readInt64())
      if isWanted(front) {
        try body(FactHead(front, in: bytes.extracting(offset..<(offset + length))))
      }
      offset += length
    }
    return true
  }
}

extension FactHead {
  /// Reads the rest of a head.
  fileprivate init(_ front: FactFront, in bytes: Span<UInt8>) {
    last = front.last
    until = front.until
    var reader = RecordReader(bytes, at: 28)
    count = Int(reader.readUInt32())
    part = reader.readInt64()
    offset = Int(reader.readUInt32())
    byteCount = Int(reader.readUInt32())
    fingerprint = reader.readUInt64()
    let hasTallies = reader.readUInt8() != 0
    subject = reader.readCounted()
    guard hasTallies else { return }
    var tallies: [UInt8] = []
    tallies.append(copying: bytes.extracting(reader.offset..<bytes.count))
    self.tallies = tallies
  }
}
