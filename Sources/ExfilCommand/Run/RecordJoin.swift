internal import ByteScan
internal import Detection
internal import EventModel
internal import LogFormats
internal import SystemBoundary

/// Makes events of the lines that were gathered under one key; one belongs to one worker.
struct RecordJoin<Taker: EventTaker & ~Copyable>: ~Copyable {
  private var taker: Taker
  /// Records that wait for others of the same message.
  private var messages: FragmentStore
  private var settled = SettledBySource()
  private var messageNumbers: [[UInt8]: Set<UInt64>] = [:]
  private var event = Event()
  private var mails = MailJoiner()
  /// The lines of the event at hand.
  private var eventLines: [FactLine] = []
  private let fields: SourceFields
  private let tellsMessages: Bool
  /// How often messages were named by all lines there are; `nil` if that is not known.
  private let namedMessages: NameCounts?
  /// Whether the taker has been told of the fields beside those that a device has told.
  private var knowsDevice = false

  /// - Parameters:
  ///   - taker: What takes the events.
  ///   - fields: What the sources of joined events carry.
  ///   - tellsMessages: Whether it is told which records name which messages.
  ///   - messages: Where records wait for others of their message.
  ///   - namedMessages: How often messages were named by all lines there are, so that a record need not wait
  ///     if it is the only one of its message; `nil` if that is not known.
  init(
    taker: consuming Taker, of fields: SourceFields, tellsMessages: Bool, messages: FragmentStore,
    namedMessages: NameCounts?
  ) {
    self.tellsMessages = tellsMessages
    self.taker = taker
    self.fields = fields
    self.messages = messages
    self.namedMessages = namedMessages
    self.taker.begin(source: fields)
  }

  /// What a worker of the join leaves behind.
  struct Remains: Sendable {
    var yield: Taker.Yield
    var messages: FragmentStore
    var lines: [UInt32: SettledLines]
    /// By the names of records: numbers for the messages that they belong to.
    var messageNumbers: [[UInt8]: Set<UInt64>]
  }

  /// Ends the work.
  consuming func finish() -> Remains {
    settled.close()
    let (messages, lines, numbers) = (messages, settled.lines, messageNumbers)
    return Remains(
      yield: taker.finish(), messages: messages, lines: lines, messageNumbers: numbers)
  }

  /// Puts the lines of one record name together: of a USB bus, of a queue id.
  mutating func addRecords(of group: FragmentGroup) throws(SystemError) {
    let family = FragmentFamily(rawValue: group.family)
    if let server = family?.mailServer {
      read(group, of: server)
      mails.findRecords()
      for number in mails.records.indices { try add(mails.records[number], of: group) }
    } else if family == .deviceStory {
      try addStory(of: group)
    } else if family == .kernelUSB {
      for record in USBJoiner.records(of: group.joinedLines) {
        let own = record.lines.map { group.lines[$0] }
        guard record.isComplete else {
          leaveOut(own)
          continue
        }
        record.fill(&event)
        try take(own, in: group)
      }
    } else if family != nil {
      // A client of tinyproxy is told from the next one on its descriptor by the order of lines alone.
      let lines = family == .tinyproxyClient ? group.linesAsLogged : group.lines
      let joined = lines.map { group.joinedLine($0) }
      for record in LineJoiner.records(of: joined, family: group.family) {
        let own = record.lines.map { lines[$0] }
        switch record.outcome {
        case .event(let joined):
          event = joined
          try take(own, in: group)
        case .ignored(let reason): leaveOut(own, for: reason)
        }
      }
    } else {
      leaveOut(group.lines)
    }
  }

  /// Reads the lines of a group as a mail server's.
  private mutating func read(_ group: borrowing FragmentGroup, of server: MailServer) {
    let bytes = group.bytes
    if group.lines.contains(where: { !$0.note.isEmpty }) {
      mails.begin(server, with: bytes)
    } else {
      mails.begin(server)
    }
    for line in group.lines {
      if line.note.isEmpty {
        mails.add(bytes.extracting(TwofoldLine.text(line.range, in: bytes)), at: line.time)
      } else {
        mails.add(noted: line.range, at: line.time, line.note)
      }
    }
  }

  /// A record that names its message waits for the others of it, unless there are none; one that does not
  /// stands alone.
  private mutating func add(
    _ record: MailRecord, of group: borrowing FragmentGroup
  ) throws(SystemError) {
    let numbers = mails.order[record.lines]
    if tellsMessages, let messageID = record.messageID {
      let number = stableHash64(mails.text.extracting(messageID), seed: UInt64(group.family))
      messageNumbers[[group.family] + group.key, default: []].insert(number)
    }
    if let messageID = record.messageID, !isAlone(messageID) {
      let id = [UInt8](mails.text.extracting(messageID))
      for number in numbers {
        let line = group.lines[number]
        try messages.add(
          family: group.family, key: id.span, time: line.time,
          line: group.bytes.extracting(line.range), at: line.place)
      }
    } else if record.hasRecipient {
      mails.fill(&event, with: record)
      begin(group.lines[numbers[numbers.startIndex]])
      for number in numbers { add(group.lines[number], in: group) }
      try take(in: group)
    } else {
      for number in numbers { settled.ignore(group.lines[number]) }
    }
  }

  /// Whether no other record names the message: then it is what this record alone tells.
  private func isAlone(_ messageID: Range<Int>) -> Bool {
    guard let namedMessages, mails.server.notesMessages else { return false }
    let hash = stableHash64(
      mails.text.extracting(messageID), seed: UInt64(mails.server.family.rawValue))
    return namedMessages.isSingle(hash)
  }

  /// Hands on the files that may have gone to a device of their machine, with what is known of it.
  private mutating func addStory(of group: FragmentGroup) throws(SystemError) {
    var story = DeviceStory()
    var files: [(event: Event, line: FragmentGroup.Line)] = []
    for line in group.lines {
      switch DeviceStoryLines.read(line.range, of: group.bytes) {
      case .file(let event, let stored):
        var line = line
        line.range = stored
        files.append((event, line))
      case .device(let event): story.note(event)
      case .use(let letter): story.noteUse(of: letter, at: line.time)
      case nil: continue
      }
    }
    let none: [UInt8] = []
    for file in files {
      event = file.event
      let letter =
        event.has(.volume) ? nil : DeviceStory.letter(of: event.text(.path, in: none.span))
      if let serial = story.serial(ofDriveAt: letter, at: event.time) {
        event.set(.volume, to: .removable)
        event.set(.deviceSerial, copying: serial.span)
      }
      tell(isDeviceKnown: event.has(.deviceSerial))
      try take([file.line], in: group, areStored: true)
    }
    tell(isDeviceKnown: false)
  }

  /// Tells the taker that the next file carries the number of its device, whatever its source does.
  private mutating func tell(isDeviceKnown: Bool) {
    guard isDeviceKnown != knowsDevice else { return }
    knowsDevice = isDeviceKnown
    var fields = fields
    if isDeviceKnown { fields.fields[.file]?.formUnion(FieldSet(.deviceSerial)) }
    taker.begin(source: fields)
  }

  /// Puts the records of one message together.
  mutating func addMessages(of group: FragmentGroup) throws(SystemError) {
    guard let server = FragmentFamily(rawValue: group.family)?.mailServer else {
      return leaveOut(group.lines)
    }
    read(group, of: server)
    mails.findRecordsOfMessage()
    for message in MailRecord.messages(among: mails.records) {
      let own = mails.lineNumbers(of: message).map { group.lines[$0] }
      guard mails.records[message].contains(where: { $0.hasRecipient }) else {
        leaveOut(own)
        continue
      }
      mails.fill(&event, with: message)
      try take(own, in: group)
    }
  }

  /// Hands the event on.
  ///
  /// - Parameters:
  ///   - own: Its lines.
  ///   - group: Where they stand.
  ///   - areStored: Whether their ranges are those of the lines as they are stored.
  /// - Throws: What the taker throws.
  private mutating func take(
    _ own: [FragmentGroup.Line], in group: borrowing FragmentGroup, areStored: Bool = false
  ) throws(SystemError) {
    begin(own[0])
    for line in own { add(line, in: group, isStored: areStored) }
    try take(in: group)
  }

  /// Begins the lines of the event with its first one, which ``add(_:in:isStored:)`` is still to be told.
  private mutating func begin(_ first: FragmentGroup.Line) {
    settled.addEvent(event.kind, at: event.time, first: first)
    eventLines.removeAll(keepingCapacity: true)
  }

  /// Adds a line to those of the event.
  private mutating func add(
    _ line: FragmentGroup.Line, in group: borrowing FragmentGroup, isStored: Bool = false
  ) {
    settled.addEventLine(line)
    eventLines.append(
      FactLine(
        place: line.place,
        range: isStored || !line.note.isEmpty
          ? line.range : TwofoldLine.stored(line.range, in: group.bytes)))
  }

  private mutating func take(in group: borrowing FragmentGroup) throws(SystemError) {
    try taker.take(joined: &event, in: group.bytes, lines: eventLines)
  }

  private mutating func leaveOut(
    _ own: [FragmentGroup.Line], for reason: IgnoreReason = .incompleteRecord
  ) {
    for line in own { settled.ignore(line, for: reason) }
  }
}

extension FragmentGroup {
  /// The lines in the form that joiners read.
  fileprivate var joinedLines: [JoinedLine] { lines.map(joinedLine) }

  fileprivate func joinedLine(_ line: Line) -> JoinedLine {
    let text = bytes.extracting(TwofoldLine.text(line.range, in: bytes))
    return JoinedLine(time: line.time, bytes: [UInt8](text))
  }
}
