internal import Detection
internal import SystemBoundary

/// What a night has made of lines that stand by themselves, worked out once for all who ask: for whom it
/// is to be judged, and as it is kept.
struct NewFacts: Sendable {
  /// What is new, subject by subject; who has opens on a file server is there again for each.
  let news: [News]
  /// What of it is kept, but for such opens, melted and in the order of subjects; `nil` if it is so much
  /// that it is put together subject by subject.
  let parts: [KeptRecords.HeadedPart]?

  /// More than this is not held twice.
  private static let mostByteCount = 32 << 20

  /// Works it out.
  ///
  /// - Parameters:
  ///   - reading: What was read.
  ///   - evaluation: The rules.
  ///   - jobCount: How many work on it side by side.
  /// - Throws: ``SystemError`` when spilled facts cannot be read back.
  /// - Complexity: O(*n*) in the records, their matches and the sums that they are for.
  init(
    of reading: InputReading<FactYield>, in evaluation: EvaluationContext, jobCount: Int
  ) throws(SystemError) {
    let settled = reading.settled.map(\.facts)
    let isHeld =
      settled.allSatisfy { $0.spilledByteCount == 0 }
      && settled.reduce(0) { $0 + $1.heldByteCount } <= Self.mostByteCount
    let opened = reading.opened.map(\.facts)
    guard isHeld else {
      news = try News.all(of: settled + opened, in: evaluation, jobCount: jobCount)
      parts = nil
      return
    }
    let made = try perPartition(jobCount: jobCount) { (partition) throws(SystemError) in
      var own: [[KeptRecords.HeadedPart]] = []
      try forEachSubject(partition: partition, of: settled, melting: evaluation) {
        own.append($0.headedParts(by: evaluation))
      }
      return own
    }.joined()
    news =
      made.compactMap { News(of: $0) }
      + (try News.all(of: opened, in: evaluation, jobCount: jobCount))
    parts = Array(made.joined())
  }
}

/// What is new about one subject.
struct News: Sendable {
  var subject: [UInt8]
  /// From when on there are events, and for which rules; `nil` if there are none.
  var span: FreshSpan?
  var tallies: RuleTallies
  /// The first civil day on which something was seen, as days since 1970-01-01.
  var firstDay: Int?

  private init(of records: KeptRecords, _ tallies: RuleTallies) {
    subject = records.subject
    span = records.times.map { FreshSpan(from: $0.lowerBound, rules: tallies.rules) }
    self.tallies = tallies
    firstDay = records.sightingDays?.lowerBound
  }

  /// What the parts of one subject come to; `nil` if there are none.
  init?(of parts: [KeptRecords.HeadedPart]) {
    guard let first = parts.first else { return nil }
    self.init(of: first.records, first.tallies)
    for part in parts.dropFirst() {
      let other = News(of: part.records, part.tallies)
      if let span = other.span { self.span?.formUnion(span) ?? (self.span = span) }
      tallies.add(other.tallies)
      firstDay = [firstDay, other.firstDay].compactMap { $0 }.min()
    }
  }

  /// All that is new, subject by subject.
  static func all(
    of stores: [PartitionedFacts], in evaluation: EvaluationContext, jobCount: Int
  ) throws(SystemError) -> [News] {
    if stores.isEmpty { return [] }
    let found = try perPartition(jobCount: jobCount) { (partition) throws(SystemError) in
      var own: [News] = []
      try forEachSubject(partition: partition, of: stores) {
        own.append(News(of: $0, RuleTallies(of: $0, in: evaluation)))
      }
      return own
    }
    return Array(found.joined())
  }
}
