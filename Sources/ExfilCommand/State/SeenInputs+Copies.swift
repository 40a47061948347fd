internal import Digests
internal import LogArchive
internal import StateStore
internal import SystemBoundary

extension SeenInputs {
  /// The text that was this one when some run read it, and has grown since beyond the front by which
  /// it is found; of a text that is no longer than such a front.
  func holder(ofShort print: TextPrint) -> KnownContent? {
    guard print.isWhole, print.byteCount > 0 else { return nil }
    let counts = byShortText.keys.filter { print.wholeLineByteCounts.contains(UInt64($0)) }
    for count in counts.sorted(by: >) {
      let digest = SHA256Digest.digest(of: print.head.span.extracting(0..<count))
      guard let id = byShortText[count]?[digest], let content = known.contents[id] else { continue }
      return content
    }
    return nil
  }

  /// Whether the last line of a text, which has no end, is a line of a known text that is among the inputs.
  ///
  /// It is, too, where there is no such line.
  func goesOn(
    _ index: Int, as holder: KnownContent, openByteCount: UInt64
  ) throws(SystemError) -> Bool {
    if openByteCount == 0 { return true }
    var whole = inputs[index]
    whole.storedLimit = nil
    let byteCount = Self.frontByteCount + (1 << 20)
    let own = try front(of: whole, headByteCount: byteCount).head
    for other in inputs.indices where other != index {
      guard known.copies[inputs[other].path]?.content == holder.id else { continue }
      var input = inputs[other]
      input.verdict = nil
      input.storedLimit = nil
      if try front(of: input, headByteCount: byteCount).head.starts(with: own) { return true }
    }
    return false
  }

  /// Whether the one line of an input, which has no end, is the front of another input's text: the
  /// fronts of logs that are being copied, and no line of their own.
  ///
  /// - Complexity: Opens every other input; there is hardly ever such a line.
  func isFrontOfAnother(
    _ index: Int, among inputs: [ArchiveInput]
  ) throws(SystemError) -> Bool {
    let byteCount = 64 << 10
    let own = try front(of: inputs[index], headByteCount: byteCount).head
    guard !own.isEmpty, own.count < byteCount else { return false }
    for other in inputs.indices where other != index && Self.isCandidate(inputs[other]) {
      // One that could not be read before has said so, and is not read.
      if self.inputs[other].verdict?.readFailure != nil { continue }
      let text = try front(of: inputs[other], headByteCount: byteCount).head
      // Of two that hold the same, one line is a line.
      if text.starts(with: own), text.count > own.count || other < index { return true }
    }
    return false
  }
}
