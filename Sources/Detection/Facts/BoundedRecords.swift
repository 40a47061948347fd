internal import RuleProgram

/// The records of one subject while they are gathered, kept within a budget.
///
/// When they need more, everything that the most expensive rule has of this subject is left out,
/// from the first record on: a rule is judged on all events of a subject or not at all.
struct BoundedRecords {
  private(set) var records = SubjectRecords()
  /// The rules that are not judged for this subject.
  private(set) var shedRules: Set<Int> = []
  private(set) var subject = Subject(kind: .user, value: "")
  private let limitByteCount: Int
  private var account: StateAccount

  /// What the evaluation of the records will need.
  var stateByteCount: Int { account.byteCount }

  init(_ budget: SubjectBudget, program: RuleProgram) {
    limitByteCount = budget.byteCount
    account = StateAccount(of: program)
  }

  /// Begins another subject; the memory of one that was very large is given back.
  mutating func removeAll(keepingCapacity: Bool) {
    if keepingCapacity { records.removeAll() } else { records = SubjectRecords() }
    shedRules = []
    account.removeAll()
  }

  /// Takes what `append` adds, one record.
  mutating func add(_ append: (inout SubjectRecords) -> Void) {
    append(&records)
    guard let offset = records.offsets.last else { return }
    if offset == 0 { subject = records.subject(ofRecordAt: 0) }
    if !shedRules.isEmpty { stripLast() }
    guard let last = records.offsets.last, last == offset else { return }
    account.add(recordAt: offset, of: records.bytes)
    while stateByteCount > limitByteCount, shed() {}
  }

  /// Leaves the rule out that needs most, with the records that it has; returns `false` if no rule
  /// has anything here.
  ///
  /// - Complexity: O(*n*) in the records; done once for each rule that is left out.
  private mutating func shed() -> Bool {
    guard let most = account.mostExpensiveRule(in: records) else { return false }
    shedRules.insert(most)
    var left = SubjectRecords()
    account.removeAll()
    let all = records
    records = SubjectRecords()
    for offset in all.offsets {
      Self.strip(recordAt: offset, of: all, without: shedRules, into: &left)
    }
    records = left
    for offset in records.offsets { account.add(recordAt: offset, of: records.bytes) }
    return true
  }

  private mutating func stripLast() {
    guard let last = records.removeLast() else { return }
    Self.strip(recordAt: 0, of: last, without: shedRules, into: &records)
  }

  /// Appends what rules that are still judged need of a record.
  ///
  /// A function of the type: one of the value would hold on to `records`, and each record that is
  /// appended would copy all before it.
  private static func strip(
    recordAt offset: Int, of all: SubjectRecords, without shedRules: Set<Int>,
    into records: inout SubjectRecords
  ) {
    switch all.bytes[offset + FactRecord.eventKindOffset] {
    case FactRecord.sightingKind: records.append(all.bytes(ofRecordAt: offset))
    case FactRecord.partialKind:
      let key = PartialRecord.key(ofRecordAt: offset, of: all.bytes.span)
      if !shedRules.contains(Int(key.rule)) { records.append(all.bytes(ofRecordAt: offset)) }
    default:
      let subject = subjectRange(recordAt: offset, of: all.bytes.span)
      var count = RecordReader(all.bytes.span, at: offset + FactRecord.matchCountOffset)
      let matchCount = Int(count.readUInt16())
      var reader = RecordReader(all.bytes.span, at: subject.upperBound)
      var left: [RuleMatch] = []
      for _ in 0..<matchCount {
        let match = reader.readMatch()
        if !shedRules.contains(Int(match.rule)) { left.append(match) }
      }
      if left.count == matchCount { return records.append(all.bytes(ofRecordAt: offset)) }
      guard !left.isEmpty else { return }
      records.append(all.record(at: offset, with: left, instead: matchCount))
    }
  }
}

extension SubjectRecords {
  /// Returns the bytes of a record.
  func bytes(ofRecordAt offset: Int) -> ArraySlice<UInt8> {
    var reader = RecordReader(bytes.span, at: offset)
    return bytes[offset..<(offset + Int(reader.readUInt32()))]
  }

  /// Returns a fact with other matches in the place of its own.
  func record(at offset: Int, with left: [RuleMatch], instead matchCount: Int) -> ArraySlice<UInt8>
  {
    let subject = subjectRange(recordAt: offset, of: bytes.span)
    var length = RecordReader(bytes.span, at: offset)
    let end = offset + Int(length.readUInt32())
    var writer = RecordWriter()
    writer.bytes += bytes[offset..<(offset + FactRecord.matchCountOffset)]
    writer.append(UInt16(truncatingIfNeeded: left.count))
    writer.bytes += bytes[(offset + FactRecord.matchCountOffset + 2)..<subject.upperBound]
    for match in left { writer.append(match) }
    writer.bytes += bytes[(subject.upperBound + matchCount * RuleMatch.byteCount)..<end]
    writer.replace(at: 0, with: UInt32(truncatingIfNeeded: writer.bytes.count))
    return writer.bytes[...]
  }
}
