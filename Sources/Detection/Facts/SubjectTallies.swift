internal import EventModel
internal import RuleProgram

/// What each rule can count at most of each identity whose facts one worker has made.
///
/// It is noted while facts are made, where events are at hand, and is so little that it stays in the
/// nearest memory. Facts of most people are far too few for any rule; of them none need be looked at
/// again, nor be put in order.
///
/// What is told of a subject is never too little: every fact with an identity for its subject is in
/// it, however facts are melted or moved to disk afterwards.
package struct SubjectTallies: Sendable {
  /// What an event adds to one number of a rule.
  private struct Addend {
    enum Form {
      /// One for a step that it satisfies.
      case step
      /// One, for an aggregate over all events of the rule.
      case event
      /// One, if it is for the aggregate.
      case value
      /// The value of a field, if it is for the aggregate.
      case number
    }

    var form: Form
    /// The step or the aggregate.
    var index: Int
    var field = Field.bytesOut
  }

  /// What must be reached, by rule.
  private enum Least {
    /// So many events for each step.
    case steps([Int])
    /// What the totals must satisfy, of so many aggregates.
    case totals(TotalsCondition, Int)
    /// Any event.
    case event
  }

  private let least: [Least]
  /// The addends of all rules, end to end, and where those of each begin.
  private let addends: [Addend]
  private let starts: [Int]
  /// By rule: identity after identity how many events there are, and then what they add up to.
  private var numbers: [[UInt64]]
  /// How many numbers there is room for, and how many there may be.
  private var numberCount = 0
  private let limit: Int
  /// Whether there were too many people for the memory that this may take; then nothing is known.
  private(set) var isGivenUp = false
  /// The hash of each identity as the subject of facts, once the worker is done.
  private(set) var hashes: [UInt64] = []

  /// Begins with no event.
  ///
  /// - Parameters:
  ///   - program: Rules that do not ask what was seen before: of those it is told about whom too little
  ///     is known, whatever they count.
  ///   - budgetByteCount: How much memory the numbers may take.
  init(_ program: RuleProgram, budgetByteCount: Int) {
    limit = budgetByteCount / MemoryLayout<UInt64>.stride
    var addends: [Addend] = []
    var starts = [0]
    for rule in program.rules {
      addends += Self.addends(of: rule)
      starts.append(addends.count)
    }
    self.addends = addends
    self.starts = starts
    least = program.rules.map { rule in
      if rule.steps.count > 1 { return .steps(rule.steps.map(\.minimumCount)) }
      return rule.condition.map { .totals($0, rule.aggregates.count) } ?? .event
    }
    numbers = program.rules.map { _ in [] }
  }

  /// The numbers that tell whether the rule can be satisfied: of most rules it is one or none.
  private static func addends(of rule: CompiledRule) -> [Addend] {
    if rule.steps.count > 1 { return rule.steps.indices.map { Addend(form: .step, index: $0) } }
    guard let condition = rule.condition else { return [] }
    return TotalsCeiling.aggregates(asked: condition).sorted()
      .compactMap { addend(of: rule.aggregates[$0], numbered: $0) }
  }

  /// As ``TotalsCeiling/most(of:numbered:over:values:)`` adds up events; `nil` for what may be anything.
  private static func addend(of aggregate: Aggregate, numbered index: Int) -> Addend? {
    switch TotalsCeiling.Form(aggregate) {
    case .events: return Addend(form: .event, index: index)
    case .values: return Addend(form: .value, index: index)
    case .sum(let operand):
      // An event has one number of a field at most, but for lists.
      guard case .field(let field) = operand.origin, operand.part == .whole, !field.isList else {
        return nil
      }
      return Addend(form: .number, index: index, field: field)
    case .anything: return nil
    }
  }

  /// Adds what a rule made of an event of an identity.
  ///
  /// - Complexity: O(*a*) in the numbers that the rule asks for.
  mutating func add(_ match: RuleMatch, of event: borrowing Event, identity: Int) {
    let rule = Int(match.rule)
    let (first, end) = (starts[rule], starts[rule + 1])
    var place = identity * (end - first + 1)
    if numbers[rule].count <= place + end - first { makeRoom(for: identity, of: rule) }
    if isGivenUp { return }
    var own = numbers[rule].mutableSpan
    own[place] += 1
    for index in first..<end {
      place += 1
      let addend = addends[index]
      let more: UInt64
      switch addend.form {
      case .step: more = UInt64(match.steps) >> UInt64(addend.index) & 1
      case .event: more = 1
      case .value: more = match.aggregates >> UInt64(addend.index) & 1
      case .number:
        guard match.aggregates >> UInt64(addend.index) & 1 != 0 else { continue }
        // What is below zero would make a part of the events more than all of them.
        more = UInt64(max(0, event.number(addend.field) ?? 0))
      }
      own[place] = own[place].addingClamped(more)
    }
  }

  private mutating func makeRoom(for identity: Int, of rule: Int) {
    let count = max((identity + 1) * width(of: rule), 2 * numbers[rule].count)
    let more = count - numbers[rule].count
    numberCount += more
    if numberCount > limit {
      isGivenUp = true
      numbers = numbers.map { _ in [] }
    } else {
      numbers[rule] += [UInt64](repeating: 0, count: more)
    }
  }

  /// Takes down which subject each identity is; nothing can be added from then on.
  mutating func finish(hashes: [UInt64]) { self.hashes = hashes }

  /// How many numbers there are of a rule for each identity, the number of events among them.
  private func width(of rule: Int) -> Int { starts[rule + 1] - starts[rule] + 1 }

  /// Adds what a rule can count of an identity to a sum; an empty one is begun if there is anything.
  func add(_ identity: Int, rule: Int, to sum: inout [UInt64]) {
    let width = width(of: rule)
    let start = identity * width
    guard start < numbers[rule].count, numbers[rule][start] > 0 else { return }
    if sum.isEmpty { sum.append(contentsOf: repeatElement(0, count: width)) }
    for index in 0..<width { sum[index] = sum[index].addingClamped(numbers[rule][start + index]) }
  }

  /// Whether a rule can be satisfied by what adds up to a sum; false only if it cannot.
  func admits(_ sum: [UInt64], rule: Int) -> Bool {
    if sum.isEmpty { return false }
    switch least[rule] {
    case .event: return true
    case .steps(let counts):
      return counts.indices.allSatisfy { sum[1 + $0] >= UInt64(counts[$0]) }
    case .totals(let condition, let aggregateCount):
      var totals = [UInt64](repeating: .max, count: aggregateCount)
      for index in 1..<sum.count { totals[addends[starts[rule] + index - 1].index] = sum[index] }
      return TotalsCeiling(totals: totals).admits(condition)
    }
  }

  /// The rules that have selected anything.
  var rules: [Int] { numbers.indices.filter { !numbers[$0].isEmpty } }
}

extension [PartitionedFacts] {
  /// The people of a partition of whom no rule can find anything, by their hashes as subjects.
  ///
  /// Two people of one hash are taken for one, of whom there is more.
  ///
  /// - Returns: Those hashes; nothing if not every worker has noted what rules can count.
  /// - Complexity: O(*n* log *n*) in the identities of the partition.
  func quietUsers(ofPartition partition: Int) -> Set<UInt64> {
    let tallies = compactMap(\.tallies)
    guard tallies.count == count else { return [] }
    var users: [(hash: UInt64, worker: Int, identity: Int)] = []
    for (worker, own) in tallies.enumerated() {
      for (identity, hash) in own.hashes.enumerated()
      where PartitionedFacts.partition(ofSubjectHash: hash) == partition {
        users.append((hash, worker, identity))
      }
    }
    users.sort { ($0.hash, $0.worker, $0.identity) < ($1.hash, $1.worker, $1.identity) }
    let rules = Set(tallies.flatMap(\.rules)).sorted()
    var quiet: Set<UInt64> = []
    var sum: [UInt64] = []
    var rest = users[...]
    while let hash = rest.first?.hash {
      let own = rest.prefix { $0.hash == hash }
      rest = rest.dropFirst(own.count)
      let isQuiet = rules.allSatisfy { rule in
        sum.removeAll(keepingCapacity: true)
        for user in own { tallies[user.worker].add(user.identity, rule: rule, to: &sum) }
        return !tallies[0].admits(sum, rule: rule)
      }
      if isQuiet { quiet.insert(hash) }
    }
    return quiet
  }
}
