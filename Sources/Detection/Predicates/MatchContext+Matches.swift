internal import EventModel
internal import RuleProgram

extension MatchContext {
  /// Replaces `matches` by what the rules make of an event whose satisfied steps are known.
  ///
  /// - Parameters:
  ///   - satisfied: The steps that the event satisfies, in the order of the rules.
  ///   - caps: For steps whose exemption the source cannot answer: one more than the field it lacks.
  ///   - event: The event that was asked about last.
  ///   - block: The block that the event was read from; empty if it owns its texts.
  ///   - matches: Takes one match for each rule.
  /// - Complexity: O(*n*) in the conditions and totals of the rules; nothing is allocated once the
  ///   buffer has grown.
  mutating func findMatches(
    of satisfied: [RuleMatcher.Attempt], caps: [RuleMatcher.Attempt: UInt8] = [:],
    _ event: borrowing Event, in block: Span<UInt8>, into matches: inout [RuleMatch]
  ) {
    while matches.popLast() != nil {}
    for attempt in satisfied {
      let step = UInt8(1) << UInt8(attempt.step)
      // A rule's steps are side by side.
      if let last = matches.indices.last, matches[last].rule == UInt16(attempt.rule) {
        matches[last].steps |= step
        continue
      }
      matches.append(
        RuleMatch(
          rule: UInt16(attempt.rule), steps: step, cap: caps.isEmpty ? 0 : caps[attempt] ?? 0,
          eventConditions: 0, aggregates: 0))
    }
    for index in matches.indices { askConditions(of: &matches[index], event, in: block) }
  }

  private mutating func askConditions(
    of match: inout RuleMatch, _ event: borrowing Event, in block: Span<UInt8>
  ) {
    let eventRange = conditions.eventRange(ofRule: Int(match.rule))
    for place in eventRange where isTrue(conditions.event[place], of: event, in: block) {
      match.eventConditions |= 1 << UInt64(place - eventRange.lowerBound)
    }
    let aggregateRange = conditions.aggregateRange(ofRule: Int(match.rule))
    for place in aggregateRange {
      if let condition = conditions.aggregates[place], !isTrue(condition, of: event, in: block) {
        continue
      }
      match.aggregates |= 1 << UInt64(place - aggregateRange.lowerBound)
    }
  }
}
