internal import LogArchive
internal import StateStore
internal import SystemBoundary

/// What is to be seen of one input, whatever the others are.
///
/// This is all that needs reading, so inputs are looked at side by side; what it means of each is
/// decided one after the other, see ``SeenInputs``.
struct InputLook: Sendable {
  var status: FileStatus
  /// The known file that it is, or is a copy of, byte for byte.
  var same: KnownCopy?
  /// The bytes behind its last line feed.
  var openByteCount: UInt64 = 0
  /// The front of its text; `nil` where it need not be known.
  var front: TextPrint?
  /// The known texts that begin like it.
  var alike: [KnownContent] = []
  /// Its text, as far as it must be known to tell it from those; `nil` if that was not looked at yet.
  var print: TextPrint?
}

extension SeenInputs {
  /// Looks at some inputs, several at a time.
  ///
  /// - Returns: What was seen of them, in their order; `nil` for those that were not come to before the
  ///   run was interrupted.
  func looks(
    at indices: ArraySlice<Int>, jobCount: Int
  ) -> [Result<InputLook, SystemError>?] {
    sideBySide(indices.count, jobCount: jobCount) { place in
      guard Interruption.signalNumber == nil else { return nil }
      let input = inputs[indices[indices.startIndex + place]]
      return Result { () throws(SystemError) in try look(at: input) }
    }
  }

  /// Looks at an input.
  ///
  /// - Complexity: O(1) for one that is as it was; O(*n*) in its bytes where a known file was as long;
  ///   else in those of the longest known text that begins like it.
  private func look(at input: ArchiveInput) throws(SystemError) -> InputLook {
    var look = InputLook(status: try FileStatus.of(input.path))
    let (status, size) = (look.status, look.status.byteCount)
    let copy = known.copies[input.path]
    let isUntouched = copy.map { isUnchanged($0, status) } ?? false
    let same = isUntouched ? copy : try knownCopy(of: input, size)
    if let same, known.contents[same.content] != nil {
      look.same = same
      return look
    }
    if let copy, isUntouched, copy.content == 0, isFinished(status) { return look }
    look.openByteCount = try Self.openByteCount(of: input.path, size: size)
    var input = input
    if look.openByteCount > 0 { input.storedLimit = size - look.openByteCount }
    let front = try front(of: input)
    look.front = front
    look.alike = contents(beginningWith: front.head)
    // What is a known text of few bytes need not be looked at any further.
    if holder(ofShort: front) == nil, !look.alike.isEmpty {
      look.print = try print(of: input, front, among: look.alike)
    }
    return look
  }

  /// Looks at a text as far as it must be known to tell which of some texts it is, or goes on with.
  ///
  /// One that is longer than any of these was at any time is read to its end only once, by the run itself,
  /// which goes on with the digest as well.
  func print(
    of input: ArchiveInput, _ front: TextPrint, among alike: [KnownContent]
  ) throws(SystemError) -> TextPrint {
    let earlier = alike.flatMap { content in (known.beginnings[content.id] ?? [:]).keys }
    let lengths = Set(alike.map(\.byteCount) + earlier).sorted()
    // The digest of a file with a byte order mark is not that of its text.
    let extent: TextPrint.Extent =
      front.ledger.encoding == .utf8WithMark ? .whole : .lineBehindLast
    guard
      let print = TextPrint(ofAll: input, checkpoints: lengths, upTo: extent, hashesInputs: false)
    else { throw .unread(input.path) }
    return print
  }
}
