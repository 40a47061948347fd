import EventModel
import RuleProgram

extension MatchContext {
  /// Asks a test of the event, without the answers kept so far.
  mutating func ask(
    _ test: Int, of event: borrowing Event, in block: Span<UInt8>, element: Int
  ) -> Outcome {
    switch tests[test].action {
    case .number(let source, let lowest, let highest, let isInverted):
      guard let number = number(source, of: event, element: element) else { return .unknown }
      return Outcome((number >= lowest && number <= highest) != isInverted)
    case .word(let source, let words):
      guard let number = number(source, of: event, element: element) else { return .unknown }
      return Outcome(words >> UInt128(truncatingIfNeeded: number & 0x7F) & 1 != 0)
    case .listed(let probe, let bit):
      guard hasLists(probe, of: event, in: block, element: element) else { return .unknown }
      return Outcome(listBits[probeStarts[probe] + bit / 64] & 1 << UInt64(bit % 64) != 0)
    case .text(let slot, let match, let range):
      guard hasText(slot, of: event, in: block, element: element) else { return .unknown }
      return Outcome(matches(slot, match, range, at: event.time))
    case .numbers(let left, let comparison, let numerator, let denominator, let right):
      guard let left = number(left, of: event, element: element),
        let right = number(right, of: event, element: element)
      else { return .unknown }
      let factor = Factor(numerator: numerator, denominator: denominator)
      return Outcome(comparison.holds(left, factor, right))
    case .equalTexts(let slot, let other):
      guard hasText(slot, of: event, in: block, element: element),
        hasText(other, of: event, in: block, element: element)
      else { return .unknown }
      let text = arena.span.extracting(textRanges[slot])
      let otherText = arena.span.extracting(textRanges[other])
      return Outcome(TextMatch.equals.holds(text, otherText))
    case .condition(let condition):
      return Outcome(isTrue(condition, of: event, in: block, element: -1))
    case .quantified(let quantifier, let field, let condition):
      return Outcome(holds(quantifier, field, condition, of: event, in: block))
    case .encrypted(let isElement):
      guard isElement, element >= 0 else { return .unknown }
      return Outcome(event.elements[element].isEncrypted)
    case .missingText(let slot):
      return Outcome(!hasText(slot, of: event, in: block, element: element))
    case .missingNumber(let source):
      return Outcome(number(source, of: event, element: element) == nil)
    case .missingField(let field): return Outcome(!event.has(field))
    case .missingUser: return Outcome(user == nil)
    case .civilDay(let list):
      let day = civilMinute(clock: 0, at: event.time).day
      return Outcome(matcher.dayLists[list].holds(day, at: event.time))
    case .timeOfDay(let start, let end):
      let minute = civilMinute(clock: 0, at: event.time).minute
      let isInside =
        start < end ? minute >= start && minute < end : minute >= start || minute < end
      return Outcome(isInside)
    case .calendar(let number, let isDuring):
      let calendar = matcher.calendars[number]
      let minute = civilMinute(clock: calendar.clock, at: event.time)
      return Outcome(calendar.isOpen(at: minute) == isDuring)
    case .missingPhase: return Outcome(user?.person == nil)
    case .userFlag(let flag): return ask(flag, at: event.time)
    case .userPhase(let phases): return ask(phases: phases, at: event.time)
    case .resemblesUser(let slot):
      guard hasText(slot, of: event, in: block, element: element) else { return .unknown }
      return askResemblance(ofSlot: slot)
    }
  }

  /// Returns whether any pattern of a range matches the text of a slot.
  private func matches(
    _ slot: Int, _ match: TextMatch, _ range: Test.PatternRange, at time: Timestamp
  ) -> Bool {
    let text = arena.span.extracting(textRanges[slot])
    let patternBytes = matcher.patternBytes
    var index = range.start
    while index < range.end {
      let pattern = matcher.patterns[index]
      let bytes = patternBytes.span.extracting(pattern.start..<pattern.end)
      if match.holds(text, bytes), time < pattern.endsAt { return true }
      index += 1
    }
    return false
  }

  /// Looks at the elements of a list field one by one, in the order of the log.
  private mutating func holds(
    _ quantifier: Quantifier, _ field: Field, _ condition: ConditionID,
    of event: borrowing Event, in block: Span<UInt8>
  ) -> Bool {
    var hasElements = false
    var passedCount = 0
    for index in event.elements.indices where event.elements[index].field.belongs(to: field) {
      hasElements = true
      let passed = isTrue(condition, of: event, in: block, element: index)
      if passed { passedCount += 1 }
      switch quantifier {
      case .any: if passed { return true }
      case .no: if passed { return false }
      case .every: if !passed { return false }
      case .atLeast(let count): if passedCount >= count { return true }
      case .fewerThan(let count): if passedCount >= count { return false }
      }
    }
    return switch quantifier {
    case .any, .atLeast: false
    case .no, .fewerThan: true
    case .every: hasElements
    }
  }

  /// Returns the civil day of a time, in days since 1970-01-01.
  mutating func civilDay(at time: Timestamp) -> Int { civilMinute(clock: 0, at: time).day }

  private mutating func civilMinute(clock: Int, at time: Timestamp) -> CivilMinute {
    clocks[clock].minute(at: time)
  }
}

extension Comparison {
  /// Returns whether `left` compares with `factor` × `right` in this order, without rounding.
  func holds(_ left: Int64, _ factor: Factor, _ right: Int64) -> Bool {
    // Two 64-bit numbers multiply to at most 127 bits and a sign.
    var scaledLeft = Int128(left) * Int128(factor.denominator)
    var scaledRight = Int128(factor.numerator) * Int128(right)
    if factor.denominator < 0 { (scaledLeft, scaledRight) = (-scaledLeft, -scaledRight) }
    return switch self {
    case .equal: scaledLeft == scaledRight
    case .notEqual: scaledLeft != scaledRight
    case .less: scaledLeft < scaledRight
    case .lessOrEqual: scaledLeft <= scaledRight
    case .greater: scaledLeft > scaledRight
    case .greaterOrEqual: scaledLeft >= scaledRight
    }
  }
}

extension TextMatch {
  /// Returns whether a text stands in this relation to a pattern; both are in the same form.
  func holds(_ text: Span<UInt8>, _ pattern: Span<UInt8>) -> Bool {
    switch self {
    case .equals: text.count == pattern.count && text.holds(pattern, at: 0)
    case .starts: text.count >= pattern.count && text.holds(pattern, at: 0)
    case .ends:
      text.count >= pattern.count && text.holds(pattern, at: text.count - pattern.count)
    case .contains: text.contains(pattern)
    case .like: globMatches(text, pattern)
    }
  }
}

extension Span<UInt8> {
  /// Returns whether the bytes of a pattern stand at an offset; the caller has checked the length.
  fileprivate func holds(_ pattern: Span<UInt8>, at offset: Int) -> Bool {
    var index = 0
    while index < pattern.count {
      if self[offset + index] != pattern[index] { return false }
      index += 1
    }
    return true
  }

  /// Returns whether the bytes of a pattern stand anywhere.
  fileprivate func contains(_ pattern: Span<UInt8>) -> Bool {
    var offset = 0
    while offset + pattern.count <= count {
      if holds(pattern, at: offset) { return true }
      offset += 1
    }
    return false
  }
}
