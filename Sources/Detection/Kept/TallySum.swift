internal import ByteScan
internal import RuleProgram

/// What the rules that something new concerns can count at most of a subject: of all that is new, and
/// of what is kept within their windows.
///
/// Of most people that is too little for any of them, and nothing need be read.
package struct TallySum: Sendable {
  private struct Total {
    var rule: UInt16
    /// From when on events can be in a window with what is new.
    var horizon: Int64
    /// Whether any event is no earlier than what is new.
    var isFresh: Bool
    var tally: RuleTallies.Tally
  }

  private let span: FreshSpan
  private var totals: [Total] = []
  /// The rules that ask what was seen before.
  private let asking: Set<UInt16>
  /// Whether the events must be looked at, whatever the totals are.
  private var isUnknown = false

  /// Begins with what is new.
  ///
  /// - Parameters:
  ///   - span: From when on something is new, and for which rules.
  ///   - fresh: The tallies of all that is new.
  ///   - asking: The rules that ask what was seen before: who is still being learnt about is told.
  ///   - context: The rules.
  package init(
    of span: FreshSpan, fresh: RuleTallies, asking: Set<UInt16>, in context: EvaluationContext
  ) {
    self.span = span
    self.asking = asking
    isUnknown = span.isLoss || fresh.byRule.keys.contains(where: asking.contains)
    if isUnknown { return }
    for rule in span.rules {
      guard let window = context.traits[Int(rule)].windowMicroseconds else {
        isUnknown = true
        return
      }
      let own = fresh.byRule[rule]
      let program = context.program.rules[Int(rule)]
      totals.append(
        Total(
          rule: rule, horizon: span.from.subtractingClamped(window), isFresh: own != nil,
          tally: own
            ?? RuleTallies.Tally(
              steps: program.steps.map { _ in 0 }, totals: program.aggregates.map { _ in 0 })))
    }
  }

  /// Adds the tallies of kept records.
  ///
  /// - Parameters:
  ///   - bytes: What ``RuleTallies/kept`` was; `nil` if there are none.
  ///   - last: The time of the latest of the records, in microseconds.
  ///   - numbers: How the numbers of rules have changed since; `nil` if they have not.
  /// - Complexity: O(*n*) in the bytes.
  package mutating func add(_ bytes: [UInt8]?, last: Int64, numbered numbers: RecordNumbers?) {
    guard !isUnknown else { return }
    guard let bytes else {
      isUnknown = true
      return
    }
    var reader = TallyReader(bytes.span)
    while !reader.isAtEnd {
      let number = Int(reader.next())
      let count = Int(truncatingIfNeeded: reader.next())
      var rule = UInt16(truncatingIfNeeded: number)
      if let numbers {
        guard number < numbers.rules.count, let now = numbers.rules[number] else {
          reader.skip(count)
          continue
        }
        rule = now
      }
      if asking.contains(rule) { isUnknown = true }
      let place = totals.firstIndex { $0.rule == rule && last >= $0.horizon }
      guard let place else {
        reader.skip(count)
        continue
      }
      add(to: place, count, &reader)
      if last >= span.from { totals[place].isFresh = true }
    }
    // Bytes that are not what was written tell nothing.
    if reader.isBroken { isUnknown = true }
  }

  /// Adds the numbers of one rule.
  private mutating func add(to place: Int, _ count: Int, _ reader: inout TallyReader) {
    let rows = reader.next()
    let stepCount = Int(truncatingIfNeeded: reader.next())
    let tally = totals[place].tally
    guard stepCount == tally.steps.count, count == 2 + stepCount + tally.totals.count else {
      isUnknown = true
      return
    }
    totals[place].tally.rows = tally.rows.addingClamped(rows)
    for step in tally.steps.indices {
      totals[place].tally.steps[step] = tally.steps[step].addingClamped(reader.next())
    }
    for index in tally.totals.indices {
      totals[place].tally.totals[index] = tally.totals[index].addingClamped(reader.next())
    }
  }

  /// The rules whose findings may be other than they were, as far as this can tell.
  ///
  /// - Parameters:
  ///   - standing: The findings that stand.
  ///   - context: The rules.
  /// - Returns: The rules; of all others it is certain, the events one by one would say so too.
  package func loudRules(standing: [StandingSpan], in context: EvaluationContext) -> Set<UInt16> {
    if isUnknown { return span.rules }
    var loud = span.rules(reaching: standing, in: context)
    for total in totals
    where total.isFresh && total.tally.admits(context.program.rules[Int(total.rule)]) {
      loud.insert(total.rule)
    }
    return loud
  }
}

/// Reads numbers of seven bits a byte.
private struct TallyReader: ~Escapable {
  private let bytes: Span<UInt8>
  private var offset = 0
  /// Whether a number was asked for that is not there.
  private(set) var isBroken = false

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { isBroken || offset >= bytes.count }

  mutating func next() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return number }
      shift += 7
    }
    isBroken = true
    return 0
  }

  mutating func skip(_ count: Int) {
    var left = count
    while left > 0, !isBroken {
      _ = next()
      left -= 1
    }
  }
}

extension FreshSpan {
  /// The rules of which something new may be in, or go on with, a finding that stands.
  func rules(
    reaching standing: [StandingSpan], in context: EvaluationContext
  ) -> Set<UInt16> {
    var reached: Set<UInt16> = []
    for finding in standing where rules.contains(finding.rule) {
      let reach = context.traits[Int(finding.rule)].reachMicroseconds
      guard let reach, finding.last < from.subtractingClamped(reach) else {
        reached.insert(finding.rule)
        continue
      }
    }
    return reached
  }
}
