internal import ByteScan
internal import EventModel

extension WindowsEventReader {
  /// 4663: an object was accessed, and deleted if ``WindowsDeletion`` says so; 4656: access to it was asked for, which is told if it was refused.
  mutating func readObject(
    _ id: Int64, isDeleted: Bool, _ cells: borrowing RecordCells, _ block: Span<UInt8>,
    _ event: inout Event
  ) -> LineOutcome {
    let isRefused = isFailure(cells, block)
    // What was done with a handle that was given, 4663 tells.
    guard id == 4663 || isRefused,
      let mask = WindowsAccess(block.extracting(cells[.accessMask].range)),
      let action = isDeleted ? .deleteFile : mask.action,
      setUser(
        name: .subjectUserName, domain: .subjectDomainName, identifier: .subjectUserSid, cells,
        &event, block),
      decode(cells[.objectName], block)
    else { return .ignored(.irrelevant) }
    swap(&path, &text)
    WindowsPath.unify(&path)
    guard isDocument(action, cells[.processName], block) else { return .ignored(.irrelevant) }
    event.set(.outcome, to: isRefused ? .blocked : .allowed)
    setFile(action, isRemovable: isRemovable(cells, block), &event)
    return .event
  }

  /// 5145: somebody was let into a file of a share, or not.
  mutating func readShare(
    _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ event: inout Event
  ) -> LineOutcome {
    guard let mask = WindowsAccess(block.extracting(cells[.accessMask].range)),
      let action = mask.action,
      setUser(
        name: .subjectUserName, domain: .subjectDomainName, identifier: .subjectUserSid, cells,
        &event, block),
      decode(cells[.shareName], block), !WindowsNoise.isSystem(share: text.span)
    else { return .ignored(.irrelevant) }
    // `\\*\share`: the star is the server, whose short name people use.
    path.removeAll(keepingCapacity: true)
    let share = text.span.starts(with: "\\\\*\\") ? 3 : 0
    if share > 0 {
      path.append(UInt8(ascii: "\\"))
      path.append(UInt8(ascii: "\\"))
      appendServer(cells, block)
    }
    path.append(contentsOf: text[share...])
    guard decode(cells[.relativeTargetName], block) else { return .ignored(.irrelevant) }
    if text[0] != UInt8(ascii: "\\") { path.append(UInt8(ascii: "\\")) }
    path.append(contentsOf: text)
    guard isDocument(action, RecordCells.Cell(range: 0..<0, form: .plain), block) else {
      return .ignored(.irrelevant)
    }
    set(.srcIP, to: cells[.ipAddress], &event, block)
    event.set(.outcome, to: isFailure(cells, block) ? .blocked : .allowed)
    setFile(action, isRemovable: false, &event)
    event.set(.volume, to: .network)
    return .event
  }

  /// Sysmon 11, 15, 23 and 26: a file was created, got a second stream, was deleted.
  mutating func readSysmonFile(
    _ id: Int64, _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ event: inout Event
  ) -> LineOutcome {
    guard setSysmonUser(cells, &event, block), decode(cells[.targetFilename], block) else {
      return .ignored(.irrelevant)
    }
    swap(&path, &text)
    WindowsPath.unify(&path)
    var action: Word = id == 11 ? .create : .deleteFile
    if id == 15 {
      // The mark that a browser leaves on what it has fetched; other streams are no news.
      guard path.span.endsIgnoringAsciiCase(with: ":Zone.Identifier") else {
        return .ignored(.irrelevant)
      }
      path.removeLast(16)
      action = .download
    }
    guard isDocument(action, cells[.image], block) else { return .ignored(.irrelevant) }
    event.set(.outcome, to: .allowed)
    setFile(action, isRemovable: false, &event)
    return .event
  }

  /// Sysmon's `User`, which older versions lack; `false` if it is an account of the machine.
  mutating func setSysmonUser(
    _ cells: borrowing RecordCells, _ event: inout Event, _ block: Span<UInt8>
  ) -> Bool {
    guard decode(cells[.user], block) else { return true }
    let user = text.span
    let name = user.extracting(FilePath.nameRange(in: user))
    if WindowsNoise.isMachine(account: name) || user.startsIgnoringAsciiCase(with: "NT AUTHORITY\\")
    {
      return false
    }
    event.set(.user, copying: user)
    return true
  }

  /// Whether ``path`` is a file that a person may care for.
  private mutating func isDocument(
    _ action: Word, _ process: RecordCells.Cell, _ block: Span<UInt8>
  ) -> Bool {
    let name = FilePath.nameRange(in: path.span)
    guard !name.isEmpty, path.last != UInt8(ascii: "\\"), !WindowsNoise.isSystem(path: path.span)
    else { return false }
    guard action == .read else { return true }
    // Listing a folder reads it; a name without an extension is taken for a folder's.
    guard FilePath.extensionRange(in: path.span.extracting(name)) != nil else { return false }
    return !decode(process, block) || !WindowsNoise.isScanner(process: text.span)
  }

  /// Sets what a file event says of ``path``.
  private func setFile(_ action: Word, isRemovable: Bool, _ event: inout Event) {
    event.set(.action, to: action)
    event.set(.path, copying: path.span)
    if isRemovable {
      event.set(.volume, to: .removable)
    } else if WindowsPath.isOnServer(path.span) {
      event.set(.volume, to: .network)
    } else if path.span.startsIgnoringAsciiCase(with: "C:\\") {
      event.set(.volume, to: .local)
    }
  }

  /// Whether the event is one of the audit of removable storage, a task of its own (12812).
  private func isRemovable(_ cells: borrowing RecordCells, _ block: Span<UInt8>) -> Bool {
    let task = block.extracting(cells[.task].range)
    return task.equals("12812") || task.equals("Removable Storage")
      || block.extracting(cells[.category].range).equals("Removable Storage")
  }

  /// Appends the first part of the name of the machine to ``path``.
  private mutating func appendServer(_ cells: borrowing RecordCells, _ block: Span<UInt8>) {
    let cell = !cells[.computer].range.isEmpty ? cells[.computer] : cells[.hostname]
    let name = block.extracting(cell.range)
    path.append(
      copying: name.extracting(0..<(name.firstOffset(of: UInt8(ascii: ".")) ?? name.count)))
  }
}
