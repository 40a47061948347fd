internal import Digests
internal import Dispatch
internal import Synchronization
internal import SystemBoundary

/// Finds inputs whose text another input holds too: a copy, the same log compressed, or a copy made
/// before more was written to it.
///
/// Decided by what is in the files, never by their names, and exactly: small texts are compared byte
/// by byte, longer ones by SHA-256 of the whole and of the beginning of the same length. Only texts
/// whose first 4 KiB (1 KiB where there are tens of thousands) are the same are read whole for that, so files that are not alike cost one
/// short read each, and one file alone nothing.
///
/// What is found does not depend on the order of the inputs or on who looks at them. Of equal texts
/// the one is kept that was read without a fault and comes first in the byte order of paths. An input
/// that could not be looked at is not read: its lines might stand in another one, and count twice.
package struct RepeatedContent {
  private let inputs: [ArchiveInput]
  private let hashesInputs: Bool
  private let jobCount: Int
  private var prints: [Int: TextPrint] = [:]
  /// The input that holds the text of another one, by that one's index.
  private var holders: [Int: Int] = [:]
  private var overlaps: [Int: InputNote] = [:]
  /// Why an input could not be held against the others.
  private var failures: [Int: FileLedger] = [:]

  private init(_ inputs: [ArchiveInput], hashesInputs: Bool, jobCount: Int) {
    self.inputs = inputs
    self.hashesInputs = hashesInputs
    self.jobCount = jobCount
  }

  /// Gives every input whose text stands in another one the verdict that says so.
  ///
  /// - Parameters:
  ///   - inputs: What is to be read; standard input, pipes and empty files are left as they are.
  ///   - hashesInputs: Whether ledger entries are to have digests.
  ///   - jobCount: How many files may be looked at at once.
  /// - Returns: The inputs, in their order.
  /// - Complexity: O(*n* log *n*) in the inputs, and O(*b*) in the bytes of those that begin alike.
  package static func settled(
    _ inputs: [ArchiveInput], hashesInputs: Bool = false, jobCount: Int = 1
  ) -> [ArchiveInput] {
    let candidates = inputs.indices.filter {
      inputs[$0].verdict == nil && inputs[$0].isRegular && inputs[$0].byteCount > 0
    }
    guard candidates.count > 1 else { return inputs }
    var search = RepeatedContent(inputs, hashesInputs: hashesInputs, jobCount: jobCount)
    search.run(candidates)
    return Interruption.signalNumber == nil ? search.verdicts : inputs
  }

  private mutating func run(_ candidates: [Int]) {
    let headByteCount = TextPrint.headByteCount(among: candidates.count)
    prints = each(candidates) { [inputs, hashesInputs] in
      TextPrint(
        ofFront: inputs[$0], headByteCount: headByteCount, hashesInputs: hashesInputs)
    }
    for (index, print) in prints where print.byteCount == 0 { leaveOut(index, print) }
    var order = prints.keys.sorted(by: isBefore)
    for group in longGroups(order) { settle(group) }
    order.removeAll { prints[$0] == nil }
    // A text stands in front of what comes next in the order of texts, or of none.
    for (index, next) in zip(order, order.dropFirst()) where prints[index]?.isWhole == true {
      guard let front = prints[index]?.head, prints[next]?.head.starts(with: front) == true else {
        continue
      }
      if holders[index] == nil { holders[index] = next }
    }
  }

  /// The order of texts as far as they are known; a text comes before those that it begins, and of
  /// equal ones the one to keep comes last.
  private func isBefore(_ a: Int, _ b: Int) -> Bool {
    guard let first = prints[a], let second = prints[b] else { return a < b }
    if first.head != second.head { return first.head.lexicographicallyPrecedes(second.head) }
    if first.isWhole != second.isWhole { return first.isWhole }
    return isPreferred(b, to: a)
  }

  /// Whether of two inputs with one text the first is to be kept.
  private func isPreferred(_ a: Int, to b: Int) -> Bool {
    let sound = (prints[a]?.isSound == true, prints[b]?.isSound == true)
    if sound.0 != sound.1 { return sound.0 }
    return (inputs[a].path, a) < (inputs[b].path, b)
  }

  /// The texts that are longer than their heads, put together where these are the same.
  private func longGroups(_ order: [Int]) -> [[Int]] {
    var groups: [[Int]] = []
    for index in order where prints[index]?.isWhole == false {
      if let last = groups.last?.last, prints[last]?.head == prints[index]?.head {
        groups[groups.count - 1].append(index)
      } else {
        groups.append([index])
      }
    }
    return groups.filter { $0.count > 1 }
  }

  /// Finds what is what among long texts that begin alike.
  private mutating func settle(_ group: [Int]) {
    let heads = group.map { prints[$0]?.head ?? [] }
    // The lengths of plain files are known before they are read; those of gzip are not.
    let sizes = Set(group.map { inputs[$0].byteCount }).sorted()
    let whole = each(group) { [inputs, hashesInputs] in
      TextPrint(ofAll: inputs[$0], checkpoints: sizes, hashesInputs: hashesInputs)
    }
    for (index, head) in zip(group, heads) {
      guard var print = whole[index] else { continue }
      if print.byteCount == 0 {
        leaveOut(index, print)
        continue
      }
      print.head = head
      // The head is not the whole text, whatever has been read by now.
      print.isWhole = false
      prints[index] = print
    }
    let order = whole.keys.filter { prints[$0] != nil }.sorted { a, b in
      let (first, second) = (prints[a]?.byteCount ?? 0, prints[b]?.byteCount ?? 0)
      return first == second ? isPreferred(a, to: b) : first > second
    }
    var kept: [Int] = []
    for (place, index) in order.enumerated() {
      if let holder = kept.first(where: { holds($0, index) }) {
        holders[index] = holder
        continue
      }
      if hashBeginnings(of: index, asLongAs: order[(place + 1)...]) { kept.append(index) }
    }
    noteOverlaps(of: kept)
  }

  /// Whether a text begins with another one, or is equal to it.
  private func holds(_ holder: Int, _ index: Int) -> Bool {
    guard let long = prints[holder], let short = prints[index], let digest = short.digest else {
      return false
    }
    if long.byteCount == short.byteCount { return long.digest == digest }
    return long.beginnings[short.byteCount] == digest
  }

  /// Takes an input out that has no text to be compared; if it could not be read, it says so.
  private mutating func leaveOut(_ index: Int, _ print: TextPrint) {
    if print.readFailure != nil { failures[index] = print.ledger }
    prints[index] = nil
  }

  /// Hashes those beginnings that were not known to be wanted before lengths were known.
  ///
  /// - Returns: Whether they could be read; if not, the input is left out, and shorter ones are read.
  private mutating func hashBeginnings(of index: Int, asLongAs others: ArraySlice<Int>) -> Bool {
    let known = prints[index]?.beginnings ?? [:]
    let lengths = Set(others.compactMap { prints[$0]?.byteCount })
      .filter { known[$0] == nil && $0 < prints[index]?.byteCount ?? 0 }
    guard !lengths.isEmpty else { return true }
    let print = TextPrint(
      ofAll: inputs[index], checkpoints: lengths.sorted(), upTo: .lastCheckpoint,
      hashesInputs: false)
    if let print, print.readFailure != nil {
      leaveOut(index, print)
      return false
    }
    prints[index]?.beginnings.merge(print?.beginnings ?? [:]) { old, _ in old }
    return true
  }

  /// Says of texts that share more than 4 KiB, and of which none holds the other, how far they agree.
  private mutating func noteOverlaps(of kept: [Int]) {
    let sorted = kept.sorted { (inputs[$0].path, $0) < (inputs[$1].path, $1) }
    for index in sorted.dropFirst() {
      let first = inputs[sorted[0]]
      let lines = CommonFront.lineCount(of: first, inputs[index])
      guard lines > 0 else { continue }
      overlaps[index] = InputNote(
        .overlapSuspected, "lines 1–\(lines) are the same as in \(first.path.display)")
    }
  }

  /// The inputs with what was found of them.
  private var verdicts: [ArchiveInput] {
    inputs.indices.map { index in
      var input = inputs[index]
      if let note = overlaps[index] { input.notes.append(note) }
      if let failure = failures[index] {
        input.verdict = failure
        // They stand in the ledger.
        input.notes = []
      }
      guard var holder = holders[index], let print = prints[index] else { return input }
      while let next = holders[holder] { holder = next }
      var ledger = print.ledger
      ledger.repeatedLineCount = print.lineCount
      if prints[holder]?.byteCount == print.byteCount {
        ledger.duplicateOf = inputs[holder].path
      } else {
        ledger.containedIn = inputs[holder].path
      }
      input.verdict = ledger
      return input
    }
  }

  /// Looks at some inputs, several at a time.
  private func each(
    _ indices: [Int], _ look: @escaping @Sendable (Int) -> TextPrint?
  ) -> [Int: TextPrint] {
    let found = Mutex<[Int: TextPrint]>([:])
    let workers = max(1, min(jobCount, indices.count))
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for place in stride(from: worker, to: indices.count, by: workers) {
        guard Interruption.signalNumber == nil else { return }
        if let print = look(indices[place]) { found.withLock { $0[indices[place]] = print } }
      }
    }
    return found.withLock { $0 }
  }
}
