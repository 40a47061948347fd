internal import ByteScan

/// What one line of the kernel, or of `mtp-probe`, says about a USB port.
struct KernelUSBLine {
  enum Item {
    /// `new high-speed USB device number 9 using xhci_hcd`.
    case arrival(number: Int64)
    /// `New USB device found, idVendor=0781, idProduct=5581`.
    case found(vendorID: Range<Int>, productID: Range<Int>)
    case product(Range<Int>)
    case manufacturer(Range<Int>)
    case serial(Range<Int>)
    /// A storage driver has taken an interface of the device.
    case storage
    /// `USB disconnect, device number 9`.
    case disconnect(number: Int64)
    /// `bus: 1, device: 9 was an MTP device`.
    case mtpProbe(number: Int64)
    case other
  }

  /// The bus, such as `1`; the lines of all its ports are read together.
  var bus: Range<Int>
  /// The port on the bus, such as `1-4.2`; empty for `mtp-probe`, which knows the device number only.
  var port: Range<Int>
  var item: Item
  /// The kernel's own clock in microseconds since it started, if it stands in front.
  var uptime: Int64?

  /// Whether a line that belongs to a port is broken.
  struct Failure: Error {}

  /// Reads the text of a line of the kernel; `nil` if it belongs to no port that people plug into.
  init?(kernel block: Span<UInt8>, message: Range<Int>) throws(Failure) {
    var start = message.lowerBound
    (uptime, start) = Self.uptime(block, message)
    let text = start..<message.upperBound
    // `scsi host3: usb-storage 2-1:1.0` names the port at its end.
    if block.extracting(text).starts(with: "scsi host") {
      guard let port = Self.portAtEnd(block, text) else { return nil }
      self.port = port
      bus = Self.bus(of: port, block)
      item = .other
      return
    }
    guard let blank = Self.firstBlank(block, text),
      let port = Self.port(block, from: blank + 1, to: text.upperBound)
    else { return nil }
    self.port = port.range
    bus = Self.bus(of: port.range, block)
    // Port 0 is the hub inside the machine.
    if block.extracting((bus.upperBound + 1)..<port.range.upperBound).equals("0") { return nil }
    let driver = block.extracting(text.lowerBound..<blank)
    let rest = port.end..<text.upperBound
    if driver.equals("usb") {
      item = try Self.item(block, rest)
    } else if driver.equals("usb-storage") || driver.equals("uas") {
      item = .storage
    } else {
      item = .other
    }
  }

  /// Reads the text of a line of `mtp-probe`; `nil` if it finds no such device.
  init?(mtpProbe block: Span<UInt8>, message: Range<Int>) {
    let text = block.extracting(message)
    guard text.starts(with: "bus: "), text.ends(with: " was an MTP device"),
      let comma = text.firstOffset(of: UInt8(ascii: ",")),
      text.extracting(comma..<text.count).starts(with: ", device: "),
      let number = text.leadingNumber(at: comma + 10)
    else { return nil }
    bus = (message.lowerBound + 5)..<(message.lowerBound + comma)
    port = message.lowerBound..<message.lowerBound
    item = .mtpProbe(number: number)
  }

  private static func item(
    _ block: Span<UInt8>, _ range: Range<Int>
  ) throws(Failure) -> Item {
    let text = block.extracting(range)
    if text.starts(with: "New USB device found, idVendor=") {
      let start = range.lowerBound + 31
      guard range.upperBound >= start + 20, block.isHexadecimal(start, 4),
        block.extracting((start + 4)..<range.upperBound).starts(with: ", idProduct="),
        block.isHexadecimal(start + 16, 4)
      else { throw Failure() }
      return .found(
        vendorID: start..<(start + 4), productID: (start + 16)..<(start + 20))
    }
    if text.starts(with: "new "), let at = text.firstOffset(of: Array("device number ".utf8).span) {
      guard let number = text.leadingNumber(at: at + 14) else { throw Failure() }
      return .arrival(number: number)
    }
    if text.starts(with: "USB disconnect") {
      // Old kernels wrote `address` for `device number`.
      guard let at = text.lastOffset(of: 0x20, before: text.count),
        let number = text.leadingNumber(at: at + 1)
      else { throw Failure() }
      return .disconnect(number: number)
    }
    if text.starts(with: "Product: ") { return .product(range.trimmed(9, in: block)) }
    if text.starts(with: "Manufacturer: ") { return .manufacturer(range.trimmed(14, in: block)) }
    if text.starts(with: "SerialNumber: ") { return .serial(range.trimmed(14, in: block)) }
    return .other
  }

  /// Reads `[ 1243.174155] ` at the front.
  private static func uptime(
    _ block: Span<UInt8>, _ message: Range<Int>
  ) -> (Int64?, Int) {
    var offset = message.lowerBound
    guard offset < message.upperBound, block[offset] == UInt8(ascii: "[") else {
      return (nil, offset)
    }
    offset += 1
    while offset < message.upperBound, block[offset] == 0x20 { offset += 1 }
    let start = offset
    while offset < message.upperBound, block[offset] != UInt8(ascii: "]") { offset += 1 }
    guard offset < message.upperBound,
      let uptime = try? block.extracting(start..<offset).fixedPointMicroseconds()
    else { return (nil, message.lowerBound) }
    offset += 1
    while offset < message.upperBound, block[offset] == 0x20 { offset += 1 }
    return (uptime, offset)
  }

  private static func firstBlank(_ block: Span<UInt8>, _ text: Range<Int>) -> Int? {
    for offset in text where block[offset] == 0x20 { return offset }
    return nil
  }

  /// Reads `1-4.2: ` or `1-4.2:1.0: `; `end` is where the text after it begins.
  private static func port(
    _ block: Span<UInt8>, from start: Int, to end: Int
  ) -> (range: Range<Int>, end: Int)? {
    var offset = start
    var hasDash = false
    while offset < end, block[offset] != UInt8(ascii: ":") {
      let byte = block[offset]
      if byte == UInt8(ascii: "-"), !hasDash, offset > start {
        hasDash = true
      } else if !byte.isAsciiDigit && !(hasDash && byte == UInt8(ascii: ".")) {
        return nil
      }
      offset += 1
    }
    guard hasDash, offset < end, block[offset - 1].isAsciiDigit else { return nil }
    let port = start..<offset
    // The configuration and the interface may follow.
    var stop = offset + 1
    while stop < end, block[stop].isAsciiDigit || block[stop] == UInt8(ascii: ".") { stop += 1 }
    if stop > offset + 1, stop < end, block[stop] == UInt8(ascii: ":") { stop += 1 }
    while stop < end, block[stop] == 0x20 { stop += 1 }
    return (port, stop)
  }

  private static func portAtEnd(_ block: Span<UInt8>, _ text: Range<Int>) -> Range<Int>? {
    let bytes = block.extracting(text)
    guard let at = bytes.firstOffset(of: Array(": usb-storage ".utf8).span) else { return nil }
    var offset = text.lowerBound + at + 14
    let start = offset
    while offset < text.upperBound, block[offset] != UInt8(ascii: ":") { offset += 1 }
    guard offset < text.upperBound, port(block, from: start, to: offset + 1) != nil else {
      return nil
    }
    return start..<offset
  }

  private static func bus(of port: Range<Int>, _ block: Span<UInt8>) -> Range<Int> {
    var end = port.lowerBound
    while end < port.upperBound, block[end] != UInt8(ascii: "-") { end += 1 }
    return port.lowerBound..<end
  }
}

extension Span<UInt8> {
  /// Reads the digits at an offset as a number.
  fileprivate func leadingNumber(at start: Int) -> Int64? {
    var end = start
    while end < count, self[end].isAsciiDigit { end += 1 }
    return start < end ? try? extracting(start..<end).decimalCount() : nil
  }

  fileprivate func isHexadecimal(_ start: Int, _ length: Int) -> Bool {
    for offset in start..<(start + length) where SquidText.hexDigit(self[offset]) == nil {
      return false
    }
    return true
  }
}

extension Range<Int> {
  /// The range without its first places, and without the blanks around what is left.
  fileprivate func trimmed(_ first: Int, in block: Span<UInt8>) -> Range<Int> {
    var start = lowerBound + first
    var end = upperBound
    while start < end, block[start] == 0x20 { start += 1 }
    while end > start, block[end - 1] == 0x20 { end -= 1 }
    return start..<end
  }
}
