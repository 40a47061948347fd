internal import ByteScan

/// What one line of OpenSSH's SFTP server says; the user stands only on those about the session.
struct SFTPLine {
  enum Item {
    /// `session opened for local user sato from [10.0.0.5]`.
    case begin
    /// `session closed for local user sato from [10.0.0.5]`.
    case end
    /// `open "/srv/a" flags READ mode 0666`.
    case open(isWriting: Bool)
    /// `close "/srv/a" bytes read 3000 written 0`, also `forced close`.
    case close(read: Int64, written: Int64)
    /// `rename old "/a" new "/b"`; also `posix-rename` and `hardlink`.
    case rename
    /// `remove name "/a"`, `rmdir name "/a"`.
    case delete
    /// `mkdir name "/a" mode 0777`.
    case create
    /// `sent status Permission denied`: what was asked for last failed.
    case failure
  }

  var item: Item
  /// The words in front, such as `forced close`.
  var operation: Range<Int>
  /// The path as it was written; the user of a line about the session.
  var path: Range<Int>
  /// The second path of a rename; the address of a line about the session.
  var target: Range<Int>

  /// Reads a text; `nil` if it tells nothing of files.
  init?(_ block: Span<UInt8>, message: Range<Int>) {
    var scanner = TextScanner(message)
    path = message.lowerBound..<message.lowerBound
    target = path
    operation = path
    item = .begin
    let isOpening = scanner.skip("session opened for local user ", in: block)
    if isOpening || scanner.skip("session closed for local user ", in: block) {
      guard let user = scanner.upToLast(" from [", in: block),
        let address = scanner.upToLast("]", in: block)
      else { return nil }
      (path, target) = (user, address)
      item = isOpening ? .begin : .end
      return
    }
    if scanner.skip("sent status ", in: block) {
      item = .failure
      return
    }
    guard let words = scanner.upTo("\"", in: block), words.count > 1 else { return nil }
    operation = words.lowerBound..<(words.upperBound - 1)
    let name = block.extracting(operation)
    if name.equals("open") {
      guard let path = scanner.upToLast("\" flags ", in: block),
        let flags = scanner.word(in: block)
      else { return nil }
      self.path = path
      let isWriting = block.extracting(flags).firstOffset(of: Array("WRITE".utf8).span) != nil
      item = .open(
        isWriting: isWriting
          || block.extracting(flags).firstOffset(of: Array("APPEND".utf8).span) != nil)
    } else if name.equals("close") || name.equals("forced close") {
      guard let path = scanner.upToLast("\" bytes read ", in: block),
        let read = scanner.number(in: block), scanner.skip(" written ", in: block),
        let written = scanner.number(in: block)
      else { return nil }
      self.path = path
      item = .close(read: read, written: written)
    } else if name.equals("rename old") || name.equals("posix-rename old") {
      guard let path = scanner.upTo("\" new \"", in: block),
        let target = scanner.upToLast("\"", in: block)
      else { return nil }
      operation = operation.lowerBound..<(operation.upperBound - 4)
      (self.path, self.target) = (path, target)
      item = .rename
    } else if name.equals("remove name") || name.equals("rmdir name") || name.equals("mkdir name") {
      guard let path = scanner.upToLast("\"", in: block) else { return nil }
      item = name.starts(with: "mkdir") ? .create : .delete
      operation = operation.lowerBound..<(operation.upperBound - 5)
      self.path = path
    } else {
      return nil
    }
    guard !path.isEmpty else { return nil }
  }
}
