internal import ByteScan
internal import Detection
internal import Digests
internal import LogArchive
internal import Reports
internal import SystemBoundary

/// Holds lines that a finding rests on against the files that they stood in.
struct EvidenceCheck {
  /// What the paths of the command line lead to, by the names that evidence has.
  private let inputs: [String: ArchiveInput]

  init(_ inputs: [ArchiveInput]) {
    self.inputs = Dictionary(inputs.map { ($0.path.display, $0) }) { first, _ in first }
  }

  /// Reads the files of some lines.
  ///
  /// - Parameter lines: The lines.
  /// - Returns: For each line, in their order, whether it is still there as it was.
  /// - Complexity: O(*n*) in the bytes of each file up to the last of its lines.
  func states(of lines: [EvidenceLine]) -> [EvidenceState] {
    var states = lines.map { _ in EvidenceState.notThere }
    for file in Set(lines.map(\.file)) {
      var wanted: [UInt64: [Int]] = [:]
      for index in lines.indices where lines[index].file == file {
        wanted[UInt64(lines[index].line), default: []].append(index)
      }
      Self.read(inputs[file] ?? ArchiveInput(path: RawPath(file)), wanted.keys.max() ?? 0) {
        number, digest in
        for index in wanted[number] ?? [] {
          states[index] = lines[index].sha256 == digest() ? .verified : .differs
        }
      }
    }
    return states
  }

  /// Hands out every line of an input up to a number, with the digest of its bytes.
  private static func read(
    _ input: ArchiveInput, _ lastLine: UInt64, _ receive: (UInt64, () -> String) -> Void
  ) {
    // Standard input has been read, if it ever stood for this file.
    guard !input.isStandardInput, input.path != "-" else { return }
    var reader = ArchiveReader(opening: input)
    var number: UInt64 = 0
    while number < lastLine {
      switch reader.nextItem() {
      case .end: return
      case .oversizeLine: number += 1
      case .block, .tornLine:
        let block = reader.block
        var lines = StoredLineCursor(block, endedBy: reader.encoding.lineFeed)
        while let range = lines.next() {
          number += 1
          receive(number) { SHA256Digest.digest(of: block.extracting(range)).hex }
        }
      }
    }
  }
}
