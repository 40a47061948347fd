internal import ByteScan
internal import Digests
internal import LogArchive
internal import StateStore
internal import SystemBoundary

/// What earlier runs have read of the inputs of a run, told by what is in them.
///
/// A file that has the name, the size and the times of the last run is taken for what it was. Any
/// other one is looked at: first at its stored bytes where a known file was as long, then at its
/// text; what it is called decides nothing then.
struct SeenInputs {
  /// What is known of one input.
  struct Seen {
    /// The known text that it holds or goes on with.
    var content: Int64?
    /// Whether there is nothing in it that was not read.
    var isWhole = false
    /// The first 4 KiB of its text.
    var head: [UInt8] = []
    /// Its text, if all of it was looked at.
    var print: TextPrint?
    /// The bytes behind the last line feed that are left to the next run.
    var openByteCount: UInt64 = 0
    var status: FileStatus?
    /// Whether it was found to be a known text, or to go on with one.
    var isKnown = false
  }

  /// The inputs with what became clear about them.
  private(set) var inputs: [ArchiveInput]
  private(set) var seen: [Int: Seen] = [:]
  let known: KnownContents
  /// Known texts by their fronts.
  private var byHead: [Int: [SHA256Digest: [KnownContent]]] = [:]
  /// How long those are, in ascending order.
  private var headByteCounts: [Int] = []
  /// Known texts by what they were in earlier runs, while they were no longer than a front.
  var byShortText: [Int: [SHA256Digest: Int64]] = [:]
  private var bySize: [UInt64: [KnownCopy]] = [:]
  /// The known texts that an input of this run goes on with: what follows the same front in another
  /// input is a text of its own.
  private var continued: Set<Int64> = []
  /// The inputs that hold the front of one line and no more.
  private var loneLines: [Int] = []

  /// How many inputs are looked at before what was seen of them is taken in.
  private static let roundCount = 256

  /// Looks at the inputs of a run.
  ///
  /// - Parameters:
  ///   - inputs: The inputs.
  ///   - known: What earlier runs have read.
  ///   - jobCount: How many of them may be looked at at once; nothing that is found depends on it.
  /// - Complexity: O(*n*) in the inputs that are as they were; O(*b*) in the bytes of the others that
  ///   begin as a known text does.
  init(_ inputs: [ArchiveInput], known: KnownContents, jobCount: Int = 1) {
    self.inputs = inputs
    self.known = known
    for content in known.contents.values {
      byHead[content.headByteCount, default: [:]][content.headSHA256, default: []].append(content)
    }
    headByteCounts = byHead.keys.sorted()
    for (id, beginnings) in known.beginnings.sorted(by: { $0.key > $1.key }) {
      let now = known.contents[id]?.byteCount ?? 0
      for (byteCount, digest) in beginnings
      where byteCount <= UInt64(Self.frontByteCount) && byteCount < now {
        // The text that was read first, if several have begun so.
        byShortText[Int(byteCount), default: [:]][digest] = id
      }
    }
    for copy in known.copies.values { bySize[copy.storedByteCount, default: []].append(copy) }
    let candidates = inputs.indices.filter { Self.isCandidate(inputs[$0]) }
    for start in stride(from: 0, to: candidates.count, by: Self.roundCount) {
      let round = candidates[start..<min(start + Self.roundCount, candidates.count)]
      for (index, look) in zip(round, looks(at: round, jobCount: jobCount)) {
        guard Interruption.signalNumber == nil, let look else { return }
        do throws(SystemError) { try take(look.get(), of: index) } catch {
          leaveOut(index, for: error)
        }
      }
    }
    for index in loneLines {
      do throws(SystemError) {
        guard try isFrontOfAnother(index, among: inputs) else { continue }
        settle(index, Seen(isWhole: true, status: seen[index]?.status), lineCount: 0)
      } catch { leaveOut(index, for: error) }
    }
  }

  /// Leaves an input to the next run: read all the same, it might count twice.
  private mutating func leaveOut(_ index: Int, for error: SystemError) {
    var ledger = FileLedger(path: inputs[index].path)
    ledger.notes = [
      InputNote(.readFailed, "could not be held against what was read before: \(error.reason)")
    ]
    inputs[index].verdict = ledger
  }

  static func isCandidate(_ input: ArchiveInput) -> Bool {
    input.verdict == nil && input.isRegular && input.byteCount > 0
  }

  /// Takes in what was seen of an input.
  private mutating func take(_ look: InputLook, of index: Int) throws(SystemError) {
    var found = Seen()
    let (status, size) = (look.status, look.status.byteCount)
    found.status = status
    if let same = look.same, let content = known.contents[same.content] {
      found.content = content.id
      // A copy of the front of a text that has grown elsewhere has nothing new in its last line.
      let hasGrown = content.byteCount > size - min(same.openByteCount, size)
      if same.openByteCount == 0 || hasGrown || !continued.insert(content.id).inserted {
        found.isWhole = true
        settle(index, found, lineCount: content.lineCount)
        return
      }
      if !isFinished(status) { leaveOpen(same.openByteCount, of: index, size, &found) }
      inputs[index].resumption = ArchiveInput.Resumption(
        byteCount: content.byteCount, lineCount: content.lineCount)
      found.head = try front(of: inputs[index]).head
      seen[index] = found
      return
    }
    guard let front = look.front else {
      loneLines.append(index)
      found.head = try self.front(of: inputs[index]).head
      seen[index] = found
      return
    }
    leaveOpen(look.openByteCount, of: index, size, &found)
    if found.openByteCount == size { loneLines.append(index) }
    found.head = front.head
    let holder = holder(ofShort: front)
    if let holder, try goesOn(index, as: holder, openByteCount: found.openByteCount) {
      settle(index, &found, as: holder, front)
    } else {
      if !look.alike.isEmpty {
        let print: TextPrint
        if let seen = look.print {
          print = seen
        } else {
          print = try self.print(of: inputs[index], front, among: look.alike)
        }
        try compare(index, print, with: look.alike, &found)
      }
      if holder != nil, !found.isKnown {
        // Its whole lines are known; what the last one is, nobody can tell from them.
        inputs[index].resumption = ArchiveInput.Resumption(
          byteCount: front.byteCount, lineCount: front.lineCount)
      }
    }
    seen[index] = found
  }

  /// Leaves the last line of an input, which has no end, to the next run.
  private mutating func leaveOpen(
    _ byteCount: UInt64, of index: Int, _ size: UInt64, _ found: inout Seen
  ) {
    found.openByteCount = byteCount
    guard byteCount > 0 else { return }
    inputs[index].storedLimit = size - byteCount
    inputs[index].openByteCount = byteCount
    inputs[index].notes.append(
      InputNote(
        .openLine, "\(byteCount) bytes of a line without end are judged anew by the next run",
        storedOffset: size - byteCount))
  }

  /// Whether nobody has written to a file for a day before the last run, so that its last line is a
  /// line though it has no end.
  func isFinished(_ status: FileStatus) -> Bool {
    status.modifiedMicroseconds < known.lastRunMicroseconds - 86_400_000_000
  }

  /// How much of a text tells which known texts it may be.
  static let frontByteCount = 4096

  /// Looks at the front of an input's text, which is empty for one that holds none.
  func front(
    of input: ArchiveInput, headByteCount: Int = frontByteCount
  ) throws(SystemError) -> TextPrint {
    let print = TextPrint(ofFront: input, headByteCount: headByteCount, hashesInputs: false)
    if print.readFailure != nil { throw .unread(input.path) }
    return print
  }

  /// Finds what of the text is known, among texts that begin like it.
  private mutating func compare(
    _ index: Int, _ print: TextPrint, with alike: [KnownContent], _ found: inout Seen
  ) throws(SystemError) {
    let isCutShort = print.readFailure != nil
    if isCutShort, alike.contains(where: { $0.byteCount > print.byteCount }) {
      // What was not to be had may be known, too.
      throw .unread(inputs[index].path)
    }
    found.print = print
    // An earlier state of a text that has grown since.
    let holders = alike.filter { content in
      (known.beginnings[content.id] ?? [:]).contains { byteCount, digest in
        byteCount < content.byteCount && print.wholeLineByteCounts.contains(byteCount)
          && print.beginnings[byteCount] == digest
      }
    }
    if let holder = holders.min(by: { $0.id < $1.id }), !isCutShort {
      settle(index, &found, as: holder, print)
      return
    }
    let fronts = alike.filter { content in
      content.byteCount == print.byteCount
        ? content.sha256 == print.digest
        : print.beginnings[content.byteCount] == content.sha256
    }
    if let front = fronts.max(by: { ($0.byteCount, $1.id) < ($1.byteCount, $0.id) }) {
      if front.byteCount == print.byteCount, !isCutShort,
        found.openByteCount == 0 || continued.contains(front.id)
      {
        found.content = front.id
        found.isWhole = true
        found.isKnown = true
        settle(index, found, lineCount: front.lineCount)
      } else {
        found.isKnown = true
        if continued.insert(front.id).inserted { found.content = front.id }
        var resumption = ArchiveInput.Resumption(
          byteCount: front.byteCount, lineCount: front.lineCount)
        resumption.begun = print.begun[front.byteCount]
        inputs[index].resumption = resumption
      }
      return
    }
    if isCutShort { throw .unread(inputs[index].path) }
  }

  /// Takes an input for an earlier state of a known text.
  private mutating func settle(
    _ index: Int, _ found: inout Seen, as holder: KnownContent, _ print: TextPrint
  ) {
    // What is wrong with a file is said by every run.
    if print.isSound { found.content = holder.id }
    found.isWhole = true
    found.isKnown = true
    settle(index, found, lineCount: print.lineCount)
    if !print.isSound { inputs[index].verdict?.notes = print.ledger.notes }
  }

  private mutating func settle(_ index: Int, _ found: Seen, lineCount: Int) {
    var ledger = FileLedger(path: inputs[index].path)
    ledger.wasReadBefore = true
    ledger.repeatedLineCount = lineCount
    inputs[index].verdict = ledger
    seen[index] = found
  }

  /// Whether a file is as the last run saw it; one that changed while that run was going is not.
  func isUnchanged(_ copy: KnownCopy, _ status: FileStatus) -> Bool {
    let newest = max(status.modifiedMicroseconds, status.changedMicroseconds)
    return copy.storedByteCount == status.byteCount
      && copy.modifiedMicroseconds == status.modifiedMicroseconds
      && copy.changedMicroseconds == status.changedMicroseconds
      && newest < known.lastRunMicroseconds - 2_000_000
  }

  /// A known file that was as long and has the same stored bytes; these are hashed where it begins alike, too.
  func knownCopy(of input: ArchiveInput, _ size: UInt64) throws(SystemError) -> KnownCopy? {
    var candidates = (bySize[size] ?? []).filter { $0.storedSHA256 != nil }
    guard !candidates.isEmpty else { return nil }
    // Logs with fields of one width are as long as others without being any of them.
    let head = try front(of: input).head
    candidates.removeAll { copy in
      guard let content = known.contents[copy.content], content.headByteCount <= head.count
      else { return false }
      let own = head.span.extracting(0..<content.headByteCount)
      return SHA256Digest.digest(of: own) != content.headSHA256
    }
    guard !candidates.isEmpty else { return nil }
    let digest = try Self.storedDigest(of: input.path)
    return candidates.first { $0.storedSHA256 == digest }
  }

  func contents(beginningWith head: [UInt8]) -> [KnownContent] {
    var hasher = SHA256Hasher()
    var hashed = 0
    var found: [KnownContent] = []
    for count in headByteCounts where count <= head.count {
      hasher.add(head[hashed..<count])
      hashed = count
      found += byHead[count]?[hasher.digest] ?? []
    }
    return found
  }

  /// The digest of the bytes of a file as they are stored.
  static func storedDigest(of path: RawPath) throws(SystemError) -> SHA256Digest {
    let file = try InputFile(opening: path)
    var hasher = SHA256Hasher()
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    while true {
      var target = buffer.mutableSpan
      let count = try file.read(into: &target)
      if count == 0 { return hasher.digest }
      hasher.add(buffer[..<count])
    }
  }

  /// The bytes of a line feed in a text, as far as its first bytes tell: UTF-16 has two.
  private static func lineFeed(ofTextBeginningWith front: [UInt8]) -> [UInt8] {
    if front.starts(with: [0xFF, 0xFE]) || front[1] == 0 { return [0x0A, 0] }
    if front.starts(with: [0xFE, 0xFF]) || front[0] == 0 { return [0, 0x0A] }
    return [0x0A]
  }

  /// The bytes behind the last line feed of a plain file, which may be the front of a line.
  ///
  /// Of a file with a mebibyte and no line feed in it nothing is left: no line is so long.
  static func openByteCount(of path: RawPath, size: UInt64) throws(SystemError) -> UInt64 {
    let file = try InputFile(opening: path)
    var front = [UInt8](repeating: 0, count: 4)
    var room = front.mutableSpan
    guard try file.read(into: &room, at: 0) > 1 else { return size }
    // Packed text ends where it ends.
    if front.starts(with: [0x1F, 0x8B]) { return 0 }
    let feed = Self.lineFeed(ofTextBeginningWith: front)
    var end = size
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while end > 0, size - end < 1 << 20 {
      let start = end - min(end, UInt64(buffer.count))
      var all = buffer.mutableSpan
      var part = all._mutatingExtracting(0..<Int(end - start))
      let count = try file.read(into: &part, at: start)
      guard count == Int(end - start) else { return 0 }
      // A line feed of two bytes begins at an even place of the file.
      let wide = start % UInt64(feed.count) == 0 ? 0 : 1
      var last = (count - wide) / feed.count * feed.count + wide - feed.count
      while last >= 0 {
        if buffer[last..<(last + feed.count)].elementsEqual(feed) {
          return size - start - UInt64(last + feed.count)
        }
        last -= feed.count
      }
      end = start
    }
    return end == 0 ? size : 0
  }
}
