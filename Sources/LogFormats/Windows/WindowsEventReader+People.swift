internal import ByteScan
internal import EventModel

extension WindowsEventReader {
  /// 4624 and 4625: somebody signed in, or failed to.
  mutating func readSignIn(
    _ id: Int64, _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ event: inout Event
  ) -> LineOutcome {
    let type = block.extracting(cells[.logonType].range)
    let kind: Word
    // Types as in the documentation of event 4624: unlocking and cached sign-ins are interactive too;
    // batch jobs, services and the system are nobody's doing.
    if type.equals("2") || type.equals("7") || type.equals("11") || type.equals("13") {
      kind = .interactive
    } else if type.equals("10") || type.equals("12") {
      kind = .remote
    } else if type.equals("3") || type.equals("8") {
      kind = .networkLogin
    } else {
      return .ignored(.irrelevant)
    }
    guard
      setUser(
        name: .targetUserName, domain: .targetDomainName, identifier: .targetUserSid, cells,
        &event, block), event.has(.user)
    else { return .ignored(.irrelevant) }
    let address = block.extracting(cells[.ipAddress].range)
    if !address.equals("::1"), !address.equals("127.0.0.1") {
      set(.srcIP, to: cells[.ipAddress], &event, block)
    }
    event.set(.kindOfLogin, to: kind)
    event.set(.outcome, to: id == 4624 ? .allowed : .failed)
    return .event
  }

  /// 4688 and Sysmon 1: a program was started.
  mutating func readProcess(
    _ program: WindowsValue, _ cells: borrowing RecordCells, _ block: Span<UInt8>,
    _ event: inout Event
  ) -> LineOutcome {
    var isPerson = true
    if program == .image {
      isPerson = setSysmonUser(cells, &event, block)
    } else if decode(cells[.targetUserName], block) {
      // Started for somebody else than who started it.
      isPerson = setUser(
        name: .targetUserName, domain: .targetDomainName, identifier: .targetUserSid, cells,
        &event, block)
    } else {
      isPerson = setUser(
        name: .subjectUserName, domain: .subjectDomainName, identifier: .subjectUserSid, cells,
        &event, block)
    }
    guard isPerson, decode(cells[program], block) else { return .ignored(.irrelevant) }
    swap(&path, &text)
    WindowsPath.unify(&path)
    let name = path.span.extracting(FilePath.nameRange(in: path.span))
    guard !name.isEmpty else { return .ignored(.irrelevant) }
    event.set(.action, to: .start)
    event.set(.path, copying: path.span)
    event.set(.name, copying: name)
    return .event
  }

  /// PrintService 307: a document was printed.
  mutating func readPrint(
    _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ event: inout Event
  ) -> LineOutcome {
    set(.document, to: cells[.param2], &event, block)
    set(.user, to: cells[.param3], &event, block)
    set(.printer, to: cells[.param5], &event, block)
    // The machine that printed, where the event is that of a print server.
    if decode(cells[.param4], block) {
      let start = text.span.starts(with: "\\\\") ? 2 : 0
      event.set(.host, copying: text.span.extracting(start..<text.count))
    }
    do throws(RecordFault) {
      for (field, value) in [(Field.size, WindowsValue.param7), (.pages, .param8)]
      where !cells[value].range.isEmpty {
        event.set(field, to: try RecordNumber.read(block, cells[value].range, factor: 1))
      }
    } catch {
      return .rejected(error.reason)
    }
    event.set(.outcome, to: .allowed)
    return .event
  }
}
