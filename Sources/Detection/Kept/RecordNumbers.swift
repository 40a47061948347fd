internal import ByteScan

/// How the numbers of rules and of questions about the past have changed since records were kept.
///
/// Records name both by their place in the program. What a place stands for now is known by what it
/// stood for then; what has no place any more is dropped.
package struct RecordNumbers: Hashable, Sendable {
  /// By the former index of a rule: its index now.
  package var rules: [UInt16?]
  /// By the former number of a question about the past: its number now.
  package var historyKeys: [UInt16?]

  package init(rules: [UInt16?], historyKeys: [UInt16?]) {
    self.rules = rules
    self.historyKeys = historyKeys
  }

  /// Whether nothing changes its place.
  package var isIdentity: Bool {
    let all = [rules, historyKeys]
    return all.allSatisfy { $0.enumerated().allSatisfy { $0.element.map(Int.init) == $0.offset } }
  }

  /// Returns the records with the numbers of now.
  ///
  /// - Complexity: O(*n*) in the bytes.
  package func applied(to kept: KeptRecords) -> KeptRecords {
    var changed = KeptRecords(subject: kept.subject)
    forEachRecord(of: kept.bytes) { record in
      switch record[FactRecord.eventKindOffset] {
      case FactRecord.partialKind: append(partial: record, to: &changed)
      case FactRecord.sightingKind: append(sighting: record, to: &changed)
      default: append(fact: record, to: &changed)
      }
    }
    return changed
  }

  private func append(fact record: Span<UInt8>, to changed: inout KeptRecords) {
    var counts = RecordReader(record, at: FactRecord.matchCountOffset)
    let matchCount = Int(counts.readUInt16())
    var reader = RecordReader(record, at: subjectRange(recordAt: 0, of: record).upperBound)
    var matches: [RuleMatch] = []
    for _ in 0..<matchCount {
      var match = reader.readMatch()
      guard let rule = place(of: match.rule, in: rules) else { continue }
      match.rule = rule
      matches.append(match)
    }
    if matches.isEmpty { return }
    var records = SubjectRecords()
    records.append(record)
    matches.sort { $0.rule < $1.rule }
    let bytes = Array(records.record(at: 0, with: matches, instead: matchCount))
    changed.append(bytes.span)
  }

  private func append(partial record: Span<UInt8>, to changed: inout KeptRecords) {
    let offset = subjectRange(recordAt: 0, of: record).upperBound
    var reader = RecordReader(record, at: offset)
    guard let rule = place(of: reader.readUInt16(), in: rules) else { return }
    var bytes: [UInt8] = []
    bytes.append(copying: record)
    bytes[offset] = UInt8(truncatingIfNeeded: rule)
    bytes[offset + 1] = UInt8(truncatingIfNeeded: rule >> 8)
    changed.append(bytes.span)
  }

  private func append(sighting record: Span<UInt8>, to changed: inout KeptRecords) {
    let (root, firstDay) = SightingRecord.head(ofRecordAt: 0, of: record)
    guard let root, historyKeys.contains(where: { $0 != nil }) else { return }
    let name = Array(changed.subject.dropFirst())
    var writer = SightingWriter(
      subject: name.span, kind: changed.subject[0], root: root,
      firstDay: Int32(truncatingIfNeeded: firstDay))
    SightingRecord.forEachValue(ofRecordAt: 0, of: record) { key, text, runs in
      guard let key = place(of: UInt16(truncatingIfNeeded: key), in: historyKeys) else { return }
      let days = runs.flatMap { $0.map { Int32(truncatingIfNeeded: $0) } }
      writer.append(text.span, ofKey: key, on: days)
    }
    changed.append(writer.finished().span)
  }

  private func place(of number: UInt16, in places: [UInt16?]) -> UInt16? {
    Int(number) < places.count ? places[Int(number)] : nil
  }
}
