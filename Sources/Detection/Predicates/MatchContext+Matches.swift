internal import EventModel
internal import RuleProgram

extension MatchContext {
  /// Replaces `matches` by what the rules make of an event whose satisfied steps are known.
  ///
  /// This is for alerts, which are few; ``FactMapper`` does the same in a form for millions of lines.
  ///
  /// - Parameters:
  ///   - satisfied: The steps that the event satisfies, in the order of the rules.
  ///   - event: The event that was asked about last.
  ///   - block: The block that the event was read from; empty if it owns its texts.
  ///   - matches: Takes one match for each rule.
  /// - Complexity: O(*n*) in the conditions and totals of the rules; nothing is allocated once the
  ///   buffer has grown.
  mutating func findMatches(
    of satisfied: [RuleMatcher.Attempt], _ event: borrowing Event, in block: Span<UInt8>,
    into matches: inout [RuleMatch]
  ) {
    matches.removeAll(keepingCapacity: true)
    for attempt in satisfied {
      let step = UInt8(1) << UInt8(attempt.step)
      // A rule's steps are side by side.
      if let last = matches.indices.last, matches[last].rule == UInt16(attempt.rule) {
        matches[last].steps |= step
        continue
      }
      matches.append(
        RuleMatch(
          rule: UInt16(attempt.rule), steps: step, cap: 0, eventConditions: 0, aggregates: 0))
    }
    for index in matches.indices { askConditions(of: &matches[index], event, in: block) }
  }

  private mutating func askConditions(
    of match: inout RuleMatch, _ event: borrowing Event, in block: Span<UInt8>
  ) {
    let rule = Int(match.rule)
    let eventConditions = matcher.eventConditions(ofRule: rule)
    for bit in eventConditions.indices where isTrue(eventConditions[bit], of: event, in: block) {
      match.eventConditions |= 1 << UInt64(bit)
    }
    let aggregates = matcher.aggregateConditions(ofRule: rule)
    for bit in aggregates.indices {
      if let condition = aggregates[bit], !isTrue(condition, of: event, in: block) { continue }
      match.aggregates |= 1 << UInt64(bit)
    }
  }
}
