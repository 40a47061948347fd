package import SystemBoundary

/// Evaluates one partition of the facts of all workers.
///
/// When someone asks to stop, the findings are those of the subjects, rules, groups and periods that
/// were judged until then, and the notes say so.
///
/// - Parameters:
///   - partition: A number below ``PartitionedFacts/partitionCount``.
///   - stores: What the workers made.
///   - context: Rules, people and places.
///   - subjects: Who is judged; `nil` for everybody.
///   - notes: Takes what there is to tell beside the findings.
/// - Returns: The findings of the partition's subjects.
/// - Throws: ``SystemError`` when spilled facts cannot be read back.
package func reduce(
  partition: Int, of stores: [PartitionedFacts], in context: EvaluationContext,
  only subjects: Set<[UInt8]>? = nil, notes: inout ReductionNotes
) throws(SystemError) -> [Finding] {
  if context.isStopped() {
    notes.isStopped = true
    return []
  }
  let choice =
    subjects.map { SubjectChoice(only: $0, inPartition: partition) }
    ?? .withoutUsers(stores.quietUsers(ofPartition: partition))
  if choice.isNobody { return [] }
  var merge = try FactMerge(partition: partition, of: stores, choosing: choice)
  let budget = context.subjectBudget
  var gathered = BoundedRecords(budget, program: context.program)
  var found: [Finding] = []
  var bound = ShownBound()
  let alerts = AlertLayer(context)
  while !context.isStopped(), merge.beginSubject() {
    if let subjects, !subjects.contains(merge.keptName) {
      while try merge.takeRecord({ _ in }) {}
      continue
    }
    if try gathered.gather(from: &merge, upTo: budget.shareByteCount, context.isStopped) {
      bound.add(
        findings(of: gathered, in: context, alerts: alerts, notes: &notes), to: &found)
      gathered.removeAll(keepingCapacity: true)
    } else {
      try budget.alone { () throws(SystemError) in
        guard try gathered.gather(from: &merge, upTo: .max, context.isStopped) else { return }
        bound.add(
          findings(of: gathered, in: context, alerts: alerts, notes: &notes), to: &found)
        gathered.removeAll(keepingCapacity: false)
      }
    }
  }
  notes.isStopped = notes.isStopped || context.isStopped()
  return found
}

extension BoundedRecords {
  /// Takes the records of the subject at hand; returns `false` if it stopped before the last one.
  mutating func gather(
    from merge: inout FactMerge, upTo byteCount: Int, _ isStopped: () -> Bool
  ) throws(SystemError) -> Bool {
    while stateByteCount <= byteCount, !isStopped() {
      let isMore = try merge.takeRecord { cursor in add { cursor.append(to: &$0) } }
      if !isMore { return true }
    }
    return false
  }
}

/// The findings of a subject, by the rules for which there was memory.
private func findings(
  of gathered: BoundedRecords, in context: EvaluationContext, alerts: AlertLayer?,
  notes: inout ReductionNotes
) -> [Finding] {
  for rule in gathered.shedRules { notes.unjudged[rule, default: []].insert(gathered.subject) }
  return findings(of: gathered.records, in: context, alerts: alerts, notes: &notes)
}

extension [Finding] {
  /// Puts findings into the order of every report: by time, then rule, subject and id.
  ///
  /// - Complexity: O(*n* log *n*); places are sorted, and then each finding is moved once, so that
  ///   none of them is there twice.
  package mutating func sortForReports() {
    let order = indices.sorted { left, right in
      let (a, b) = (self[left], self[right])
      return (a.first, a.rule, a.subject.value, a.id) < (b.first, b.rule, b.subject.value, b.id)
    }
    put(inOrder: order)
  }

  /// Moves what stands at each place of an order to the place of that place in it.
  private mutating func put(inOrder order: [Int]) {
    var order = order
    for start in order.indices {
      var place = start
      while order[place] != start {
        let next = order[place]
        swapAt(place, next)
        order[place] = place
        place = next
      }
      order[place] = place
    }
  }
}
