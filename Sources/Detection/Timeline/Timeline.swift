internal import ByteScan
internal import EventModel
internal import RuleProgram

/// One event of a timeline for one rule.
struct TimelineRow: Hashable, Sendable {
  /// The index of the fact in the timeline.
  var fact: Int
  /// Microseconds since 1970-01-01T00:00:00Z.
  var time: Int64
  var match: RuleMatch
}

/// The facts of one subject in order of (time, hash of the raw line, place).
struct Timeline {
  /// Where the parts of one fact stand in the records.
  struct Fact {
    var order: EventOrder
    var kind: EventKind
    var numbers: (offset: Int, count: Int)
    var texts: (offset: Int, count: Int)
    var elements: (offset: Int, count: Int)
    var lines: (offset: Int, count: Int)
    /// Microseconds since 1970-01-01T00:00:00Z.
    var time: Int64 { order.time }
  }

  /// One raw line of a fact.
  struct Line {
    var place: SourcePlace
    /// The bytes of the line, without its line end, in the records.
    var range: Range<Int>
  }

  /// One recipient, attachment or target.
  struct Element {
    var field: Field
    var text: Range<Int>
    var byteCount: Int64?
  }

  private(set) var subject: Subject
  private(set) var facts: [Fact] = []
  /// The rows of each rule, in the order of the timeline.
  private(set) var rows: [UInt16: [TimelineRow]] = [:]
  /// Where the records of partials begin.
  private(set) var partials: [Int] = []
  /// Where the records of sightings begin.
  private(set) var sightings: [Int] = []
  let records: SubjectRecords

  /// Decodes the records of one subject.
  ///
  /// - Complexity: O(*n*) in the number of facts and their matches.
  init(_ records: SubjectRecords) {
    self.records = records
    subject = Subject(kind: .user, value: "")
    facts.reserveCapacity(records.offsets.count)
    for (index, offset) in records.offsets.enumerated() {
      if index == 0 { subject = records.subject(ofRecordAt: offset) }
      switch records.bytes[offset + FactRecord.eventKindOffset] {
      case FactRecord.partialKind:
        partials.append(offset)
        continue
      case FactRecord.sightingKind:
        sightings.append(offset)
        continue
      default: break
      }
      let fact = facts.count
      let subjectByteCount = subjectRange(recordAt: offset, of: records.bytes.span).count
      var reader = RecordReader(
        records.bytes.span, at: offset + FactRecord.eventKindOffset)
      let kind = EventKind(rawValue: reader.readUInt8()) ?? .web
      _ = reader.readUInt64()
      let order = reader.readEventOrder()
      let matchCount = Int(reader.readUInt16())
      let numberCount = Int(reader.readUInt16())
      let textCount = Int(reader.readUInt16())
      let elementCount = Int(reader.readUInt16())
      let lineCount = Int(reader.readUInt32())
      _ = reader.readRange(byteCount: subjectByteCount)
      for _ in 0..<matchCount {
        let match = reader.readMatch()
        rows[match.rule, default: []].append(
          TimelineRow(fact: fact, time: order.time, match: match))
      }
      let numbers = (offset: reader.offset, count: numberCount)
      _ = reader.readRange(byteCount: numberCount * 9)
      let texts = (offset: reader.offset, count: textCount)
      for _ in 0..<textCount {
        _ = reader.readUInt8()
        let byteCount = Int(reader.readUInt32())
        _ = reader.readRange(byteCount: byteCount)
      }
      let elements = (offset: reader.offset, count: elementCount)
      for _ in 0..<elementCount {
        _ = reader.readUInt8()
        _ = reader.readInt64()
        let byteCount = Int(reader.readUInt32())
        _ = reader.readRange(byteCount: byteCount)
      }
      facts.append(
        Fact(
          order: order, kind: kind, numbers: numbers, texts: texts, elements: elements,
          lines: (offset: reader.offset, count: lineCount)))
    }
  }

  /// Puts other rows in the place of those of a rule.
  mutating func replaceRows(of rule: UInt16, with answered: [TimelineRow]) {
    rows[rule] = answered.isEmpty ? nil : answered
  }

  /// Returns a number that the fact kept, or `nil` if it is missing.
  func number(_ field: Field, of fact: Int) -> Int64? {
    let part = facts[fact].numbers
    var reader = RecordReader(records.bytes.span, at: part.offset)
    for _ in 0..<part.count {
      let code = reader.readUInt8()
      let value = reader.readInt64()
      if code == field.rawValue { return value }
    }
    return nil
  }

  /// Returns a text that the fact kept, as logged, or `nil` if it is missing.
  func text(_ field: Field, of fact: Int) -> ArraySlice<UInt8>? {
    let part = facts[fact].texts
    var reader = RecordReader(records.bytes.span, at: part.offset)
    for _ in 0..<part.count {
      let code = reader.readUInt8()
      let byteCount = Int(reader.readUInt32())
      let range = reader.readRange(byteCount: byteCount)
      if code == field.rawValue { return records.bytes[range] }
    }
    return nil
  }

  /// Returns the recipients, attachments and targets that the fact kept.
  func elements(of fact: Int) -> [Element] {
    let part = facts[fact].elements
    var reader = RecordReader(records.bytes.span, at: part.offset)
    var elements: [Element] = []
    for _ in 0..<part.count {
      let code = reader.readUInt8()
      let size = reader.readInt64()
      let byteCount = Int(reader.readUInt32())
      let range = reader.readRange(byteCount: byteCount)
      guard let field = Field(rawValue: code) else { continue }
      elements.append(Element(field: field, text: range, byteCount: size < 0 ? nil : size))
    }
    return elements
  }

  /// Returns the raw lines of the fact, the first one first.
  func lines(of fact: Int) -> [Line] {
    let part = facts[fact].lines
    var reader = RecordReader(records.bytes.span, at: part.offset)
    var lines: [Line] = []
    for _ in 0..<part.count {
      let place = reader.readPlace()
      let byteCount = Int(reader.readUInt32())
      lines.append(Line(place: place, range: reader.readRange(byteCount: byteCount)))
    }
    return lines
  }

  /// Returns bytes that a ``Line`` or an ``Element`` points at.
  func bytes(_ range: Range<Int>) -> ArraySlice<UInt8> { records.bytes[range] }
}

extension SubjectRecords {
  /// Whom the record is about.
  func subject(ofRecordAt offset: Int) -> Subject {
    Subject(
      kind: SubjectCode.kind(bytes[offset + FactRecord.subjectKindOffset]),
      value: String(logBytes: Array(bytes[subjectRange(recordAt: offset, of: bytes.span)])))
  }
}

/// The numbering of subject kinds in records.
enum SubjectCode {
  static func code(_ kind: Subject.Kind) -> UInt8 {
    switch kind {
    case .user: 0
    case .address: 1
    case .host: 2
    case .source: 3
    }
  }

  static func kind(_ code: UInt8) -> Subject.Kind {
    switch code {
    case 1: .address
    case 2: .host
    case 3: .source
    default: .user
    }
  }
}
