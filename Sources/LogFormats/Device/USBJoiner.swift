internal import ByteScan
package import EventModel

/// One device that was plugged in or pulled out, with the lines that tell it.
package struct USBRecord: Hashable, Sendable {
  /// Which of the lines handed over belong to the record, in their order.
  package var lines: [Int]
  /// The time of the first line.
  package var time: Timestamp
  /// Whether the lines name a device, so that they are an event.
  package var isComplete: Bool
  var action: Word
  var deviceType: Word
  var vendor: [UInt8] = []
  var model: [UInt8] = []
  var serial: [UInt8] = []
  var deviceID: [UInt8] = []
  var host: [UInt8] = []

  /// Fills an event with the record; all its texts are its own.
  package func fill(_ event: inout Event) {
    event.begin(.device, at: time)
    event.set(.source, copying: "linux_usb")
    event.set(.action, to: action)
    event.set(.deviceType, to: deviceType)
    event.set(.host, copying: host.span)
    event.set(.code, copying: deviceID.span)
    event.set(.deviceVendor, copying: vendor.span)
    event.set(.deviceModel, copying: model.span)
    event.set(.deviceSerial, copying: serial.span)
  }
}

/// Puts the lines of one USB bus of one host together.
///
/// A device begins with its arrival and lasts until it is pulled out or the next one arrives at its
/// port. Lines of the same second may come in any order; the kernel's own clock in front of a
/// line, where it is logged, brings them back into theirs, and else the kind of line does.
package struct USBJoiner {
  private struct Entry {
    var index: Int
    var time: Timestamp
    var uptime: Int64
    var rank: Int
    var port: [UInt8]
    var line: KernelUSBLine
  }

  private struct Device {
    var record: USBRecord
    var number: Int64?
    var hasID = false
  }

  private var open: [[UInt8]: Device] = [:]
  private var records: [USBRecord] = []

  private init() {}

  /// Returns the records among all lines of one bus, in the order of (time, hash of the line).
  ///
  /// Every line is in exactly one record; a line about a port without a known device is a record
  /// of its own, not complete.
  ///
  /// - Complexity: O(*n* log *n*) in the number of lines.
  package static func records(of lines: [JoinedLine]) -> [USBRecord] {
    var joiner = USBJoiner()
    let entries = entries(of: lines)
    for entry in entries { joiner.add(entry, lines) }
    let known = Set(entries.map(\.index))
    for index in lines.indices where !known.contains(index) {
      joiner.records.append(
        USBRecord(
          lines: [index], time: lines[index].time, isComplete: false, action: .attach,
          deviceType: .unknown))
    }
    for port in joiner.open.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      joiner.close(port)
    }
    for index in joiner.records.indices { joiner.records[index].lines.sort() }
    return joiner.records.sorted { ($0.lines.first ?? 0) < ($1.lines.first ?? 0) }
  }

  private static func entries(of lines: [JoinedLine]) -> [Entry] {
    var entries: [Entry] = []
    var arrivals: [Timestamp: Set<Int64>] = [:]
    for (index, line) in lines.enumerated() {
      guard let parsed = parse(line) else { continue }
      if case .arrival(let number) = parsed.item { arrivals[line.time, default: []].insert(number) }
      entries.append(
        Entry(
          index: index, time: line.time, uptime: parsed.uptime ?? -1, rank: 0,
          port: [UInt8](line.bytes.span.extracting(parsed.port)), line: parsed))
    }
    for index in entries.indices {
      entries[index].rank = rank(of: entries[index], arrivals: arrivals)
    }
    return entries.sorted {
      ($0.time, $0.uptime, $0.rank, $0.index) < ($1.time, $1.uptime, $1.rank, $1.index)
    }
  }

  /// The place of a kind of line within a second: out with the old device, in with the new.
  private static func rank(of entry: Entry, arrivals: [Timestamp: Set<Int64>]) -> Int {
    switch entry.line.item {
    case .disconnect(let number): arrivals[entry.time]?.contains(number) == true ? 9 : 0
    case .arrival: 1
    case .found: 2
    default: 3
    }
  }

  private static func parse(_ line: JoinedLine) -> KernelUSBLine? {
    let bytes = line.bytes.span
    guard let envelope = try? SyslogLine(bytes, line: 0..<bytes.count) else { return nil }
    if bytes.extracting(envelope.program).equals("mtp-probe") {
      return KernelUSBLine(mtpProbe: bytes, message: envelope.message)
    }
    return (try? KernelUSBLine(kernel: bytes, message: envelope.message)) ?? nil
  }

  private mutating func add(_ entry: Entry, _ lines: [JoinedLine]) {
    let line = lines[entry.index]
    var port = entry.port
    switch entry.line.item {
    case .arrival(let number):
      close(port)
      begin(entry, line, number: number)
      return
    case .found where open[port].map(\.hasID) ?? true:
      close(port)
      begin(entry, line, number: nil)
    case .disconnect:
      return disconnect(entry, line)
    case .mtpProbe(let number):
      let candidates = open.filter { $0.value.number == number }.map(\.key)
      guard let known = candidates.min(by: { $0.lexicographicallyPrecedes($1) }) else {
        return addAlone(entry, line)
      }
      port = known
    case .storage where open[port] == nil:
      // The log begins in the middle of an attachment; that it is storage is certain.
      begin(entry, line, number: nil)
    default:
      guard open[port] != nil else { return addAlone(entry, line) }
    }
    guard var device = open[port] else { return }
    if device.record.lines.last != entry.index { device.record.lines.append(entry.index) }
    note(entry.line.item, line.bytes.span, in: &device)
    open[port] = device
  }

  private func note(_ item: KernelUSBLine.Item, _ bytes: Span<UInt8>, in device: inout Device) {
    switch item {
    case .found(let vendorID, let productID):
      device.hasID = true
      device.record.isComplete = true
      let vendor = bytes.extracting(vendorID)
      let product = bytes.extracting(productID)
      device.record.deviceID = [UInt8](vendor) + [UInt8(ascii: ":")] + [UInt8](product)
      if device.record.deviceType == .unknown {
        device.record.deviceType = USBDeviceType.type(ofID: device.record.deviceID)
      }
    case .product(let text): device.record.model = [UInt8](bytes.extracting(text))
    case .manufacturer(let text): device.record.vendor = [UInt8](bytes.extracting(text))
    case .serial(let text): device.record.serial = [UInt8](bytes.extracting(text))
    case .storage:
      device.record.isComplete = true
      device.record.deviceType = .usbStorage
    case .mtpProbe:
      if device.record.deviceType == .unknown { device.record.deviceType = .mtp }
    case .arrival, .disconnect, .other: break
    }
  }

  private mutating func begin(_ entry: Entry, _ line: JoinedLine, number: Int64?) {
    open[entry.port] = Device(record: newRecord(entry, line, action: .attach), number: number)
  }

  private func newRecord(_ entry: Entry, _ line: JoinedLine, action: Word) -> USBRecord {
    let bytes = line.bytes.span
    var record = USBRecord(
      lines: [entry.index], time: line.time, isComplete: false, action: action,
      deviceType: .unknown)
    if let envelope = try? SyslogLine(bytes, line: 0..<bytes.count) {
      record.host = [UInt8](bytes.extracting(envelope.host))
    }
    return record
  }

  private mutating func close(_ port: [UInt8]) {
    if let device = open.removeValue(forKey: port) { records.append(device.record) }
  }

  private mutating func addAlone(_ entry: Entry, _ line: JoinedLine) {
    records.append(newRecord(entry, line, action: .attach))
  }

  /// Pulling out is an event of its own, with what is known of the device.
  private mutating func disconnect(_ entry: Entry, _ line: JoinedLine) {
    var record = newRecord(entry, line, action: .disconnect)
    record.isComplete = true
    if let known = open[entry.port]?.record {
      record.deviceType = known.deviceType
      record.vendor = known.vendor
      record.model = known.model
      record.serial = known.serial
      record.deviceID = known.deviceID
    }
    close(entry.port)
    records.append(record)
  }
}
