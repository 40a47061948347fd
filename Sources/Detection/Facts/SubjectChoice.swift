/// Whose facts are handed out.
enum SubjectChoice {
  case everybody
  /// All but people whose names have these hashes.
  case withoutUsers(Set<UInt64>)
  /// Those alone whose names have these hashes; see ``FactHead/hash(of:)``.
  case only(Set<UInt64>)

  /// Those of some subjects who are in a partition.
  ///
  /// - Parameters:
  ///   - subjects: The subjects, as kept records name theirs.
  ///   - partition: A number below ``PartitionedFacts/partitionCount``.
  /// - Complexity: O(*n*) in the bytes of the subjects.
  init(only subjects: some Sequence<[UInt8]>, inPartition partition: Int) {
    let hashes = subjects.lazy.map { FactHead.hash(of: $0) }
    self = .only(Set(hashes.filter { PartitionedFacts.partition(ofSubjectHash: $0) == partition }))
  }

  /// Whether there is certainly nobody.
  var isNobody: Bool {
    if case .only(let hashes) = self { hashes.isEmpty } else { false }
  }

  /// Whether a record with the hash of its subject may be wanted, whatever kind the subject is of.
  func mayTake(_ hash: UInt64) -> Bool {
    if case .only(let hashes) = self { hashes.contains(hash) } else { true }
  }

  /// Whether a subject is left out.
  func leavesOut(_ hash: UInt64, kind: UInt8) -> Bool {
    guard case .withoutUsers(let hashes) = self else { return !mayTake(hash) }
    return kind == SubjectCode.code(.user) && hashes.contains(hash)
  }
}
