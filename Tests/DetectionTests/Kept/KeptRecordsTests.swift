import EventModel
import SystemBoundary
import Testing

@testable import Detection

@Suite("Records that outlive a run") struct KeptRecordsTests {
  /// A fact of a subject with one match for each rule given.
  static func fact(_ rules: [UInt16], at time: Int64 = 5) -> KeptRecords {
    var encoder = FactEncoder()
    let name = Array("sato".utf8)
    encoder.begin(
      subjectKind: 0, subjectByteCount: name.count, subjectHash: 7, eventKind: 0,
      time: Timestamp(microseconds: time), lineHash: 1,
      place: SourcePlace(source: 1, line: 2, offset: 3), matchCount: rules.count, numberCount: 1,
      textCount: 0, elementCount: 0, lineCount: 0)
    encoder.append(subject: name.span)
    for rule in rules {
      encoder.append(RuleMatch(rule: rule, steps: 1, cap: 0, eventConditions: 9, aggregates: 3))
    }
    encoder.append(.bytesOut, number: 11)
    encoder.finish()
    var kept = KeptRecords(subject: [0] + name)
    kept.append(encoder.record)
    return kept
  }

  @Test(
    "The numbers of rules follow the rules",
    arguments: [
      ([UInt16?.some(0), 1, 2], [UInt16]([0, 2]), [UInt16]([0, 2])),
      ([2, 1, 0], [0, 2], [0, 2]),
      ([nil, 0, 1], [0, 2], [1]),
      ([5, nil, nil], [0, 2], [5]),
      ([nil, 0, nil], [0, 2], []),
    ])
  func renumbering(_ rules: [UInt16?], _ before: [UInt16], _ after: [UInt16]) {
    let numbers = RecordNumbers(rules: rules, historyKeys: [])
    let changed = numbers.applied(to: Self.fact(before))
    #expect(changed == (after.isEmpty ? KeptRecords(subject: changed.subject) : Self.fact(after)))
  }

  @Test("Sightings keep their days under the numbers of now, and lose what nobody asks for")
  func sightings() {
    let name = Array("sato".utf8)
    var writer = SightingWriter(subject: name.span, kind: 0, root: .user, firstDay: 10)
    writer.append(Array("a.example".utf8).span, ofKey: 0, on: [10, 11, 20])
    writer.append(Array("b.example".utf8).span, ofKey: 1, on: [12])
    var kept = KeptRecords(subject: [0] + name)
    kept.append(writer.finished().span)
    #expect(kept.sightingDays == 10...20)
    #expect(kept.times == nil)
    let changed = RecordNumbers(rules: [], historyKeys: [nil, 0]).applied(to: kept)
    var found: [String] = []
    SightingRecord.forEachValue(ofRecordAt: 0, of: changed.bytes.span) { key, text, runs in
      found.append("\(key) \(String(decoding: text, as: UTF8.self)) \(runs)")
    }
    #expect(found == ["0 b.example [ClosedRange(12...12)]"])
  }

  @Test("Any change of the bytes is noticed before they are read") func damage() {
    let kept = Self.fact([1, 2])
    for index in kept.bytes.indices {
      var bytes = kept.bytes
      bytes[index] ^= 0x10
      let read = KeptRecords(subject: kept.subject, bytes: bytes)
      #expect(!read.isSound || read.fingerprint != kept.fingerprint, "byte \(index)")
    }
    for count in 0..<kept.bytes.count {
      let read = KeptRecords(subject: kept.subject, bytes: Array(kept.bytes[..<count]))
      #expect(!read.isSound || read.fingerprint != kept.fingerprint, "\(count) bytes")
    }
  }

  @Test("The print does not depend on the order of the records") func order() {
    let (a, b) = (Self.fact([1], at: 1), Self.fact([2], at: 2))
    var (first, second) = (a, b)
    forEachRecord(of: b.bytes) { first.append($0) }
    forEachRecord(of: a.bytes) { second.append($0) }
    #expect(first.fingerprint == second.fingerprint)
    #expect(first.times == 1...2)
  }

  @Test("Prints tell the hour of what was added, and whether anything was lost") func prints() {
    let hour: Int64 = 3_600_000_000
    func prints(_ hours: [Int64], seen: [[Int32]] = []) -> HourPrints {
      var prints = HourPrints()
      for time in hours { prints.add(Self.fact([1], at: time * hour + 7)) }
      for days in seen {
        var writer = SightingWriter(
          subject: Array("sato".utf8).span, kind: 0, root: .user, firstDay: 10)
        writer.append(Array("a.example".utf8).span, ofKey: 0, on: days)
        var kept = KeptRecords(subject: [0] + Array("sato".utf8))
        kept.append(writer.finished().span)
        prints.add(kept)
      }
      return HourPrints(kept: prints.kept)
    }
    #expect(prints([-1, 5]).change(since: prints([5, -1])) == nil)
    let added = prints([-1, 5, 8]).change(since: prints([5]))
    #expect(added?.from == -1 * hour)
    #expect(added?.isLoss == false)
    #expect(prints([5]).change(since: prints([5, 9]))?.isLoss == true)
    #expect(prints([5, 5]).change(since: prints([5]))?.isLoss == true)
    // However records share what was seen, it counts once for each day.
    let seen = prints([], seen: [[12], [12, 13]])
    #expect(seen.change(since: prints([], seen: [[12, 13]])) == nil)
    #expect(
      prints([], seen: [[12, 14]]).change(since: prints([], seen: [[12]]))?.from == 13 * 24 * hour)
  }
}
