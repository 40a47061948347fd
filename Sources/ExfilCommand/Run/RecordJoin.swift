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
  private var lines: [UInt32: SettledLines] = [:]
  private var messageNumbers: [[UInt8]: Set<UInt64>] = [:]
  private var event = Event()
  private let fields: SourceFields
  private let tellsMessages: Bool
  /// Whether the taker has been told of the fields beside those that a device has told.
  private var knowsDevice = false

  /// - Parameters:
  ///   - taker: What takes the events.
  ///   - fields: What the sources of joined events carry.
  ///   - tellsMessages: Whether it is told which records name which messages.
  ///   - messages: Where records wait for others of their message.
  init(
    taker: consuming Taker, of fields: SourceFields, tellsMessages: Bool, messages: FragmentStore
  ) {
    self.tellsMessages = tellsMessages
    self.taker = taker
    self.fields = fields
    self.messages = messages
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
    let (messages, lines, numbers) = (messages, lines, messageNumbers)
    return Remains(
      yield: taker.finish(), messages: messages, lines: lines, messageNumbers: numbers)
  }

  /// Puts the lines of one record name together: of a USB bus, of a queue id.
  mutating func addRecords(of group: FragmentGroup) throws(SystemError) {
    let joined = group.joinedLines
    let family = FragmentFamily(rawValue: group.family)
    if let server = family?.mailServer {
      let joiner = MailJoiner(server, joined)
      for record in joiner.records() { try add(record, of: group, joiner) }
    } else if family == .deviceStory {
      try addStory(of: group)
    } else if family == .kernelUSB {
      for record in USBJoiner.records(of: joined) {
        let own = record.lines.map { group.lines[$0] }
        guard record.isComplete else {
          leaveOut(own)
          continue
        }
        record.fill(&event)
        try take(own, in: group)
      }
    } else if family != nil {
      for record in LineJoiner.records(of: joined, family: group.family) {
        let own = record.lines.map { group.lines[$0] }
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

  /// A record that names its message waits for the others of it; one that does not stands alone.
  private mutating func add(
    _ record: MailRecord, of group: FragmentGroup, _ joiner: MailJoiner
  ) throws(SystemError) {
    let own = record.lines.map { group.lines[$0] }
    if let messageID = record.messageID {
      if tellsMessages {
        let number = stableHash64(messageID.span, seed: UInt64(group.family))
        messageNumbers[[group.family] + group.key, default: []].insert(number)
      }
      for line in own {
        try messages.add(
          family: group.family, key: messageID.span, time: line.time,
          line: group.bytes.span.extracting(line.range), at: line.place)
      }
    } else if record.hasRecipient {
      joiner.message(of: record.lines).fill(&event, at: record.first)
      try take(own, in: group)
    } else {
      leaveOut(own)
    }
  }

  /// Hands on the files that may have gone to a device of their machine, with what is known of it.
  private mutating func addStory(of group: FragmentGroup) throws(SystemError) {
    var story = DeviceStory()
    var files: [(event: Event, line: FragmentGroup.Line)] = []
    for line in group.lines {
      switch DeviceStoryLines.read(line.range, of: group.bytes.span) {
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
    let joiner = MailJoiner(server, group.joinedLines)
    let records = joiner.recordsOfMessage()
    for message in MailJoiner.messages(among: records) {
      let lines = message.flatMap { records[$0].lines }.sorted()
      let own = lines.map { group.lines[$0] }
      guard message.contains(where: { records[$0].hasRecipient }) else {
        leaveOut(own)
        continue
      }
      joiner.message(of: lines).fill(&event, at: own[0].time)
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
    _ own: [FragmentGroup.Line], in group: FragmentGroup, areStored: Bool = false
  ) throws(SystemError) {
    lines[own[0].place.source, default: SettledLines()].counts
      .addSettledEvent(event.kind, at: event.time)
    for line in own { lines[line.place.source, default: SettledLines()].eventLines += 1 }
    try taker.take(
      joined: &event, in: group.bytes.span,
      lines: own.map {
        FactLine(
          place: $0.place,
          range: areStored ? $0.range : TwofoldLine.stored($0.range, in: group.bytes.span))
      })
  }

  private mutating func leaveOut(
    _ own: [FragmentGroup.Line], for reason: IgnoreReason = .incompleteRecord
  ) {
    for line in own { lines[line.place.source, default: SettledLines()].ignore(reason) }
  }
}

extension FragmentGroup {
  /// The lines in the form that joiners read.
  fileprivate var joinedLines: [JoinedLine] {
    lines.map {
      JoinedLine(time: $0.time, bytes: Array(bytes[TwofoldLine.text($0.range, in: bytes.span)]))
    }
  }
}
