internal import ByteScan
internal import EventModel

/// What the name that Windows gives to a device says of it.
///
///     USBSTOR\Disk&Ven_Generic&Prod_Flash_Disk&Rev_8.07\99E2116A&0
///     SWD\WPDBUSENUM\_??_USBSTOR#Disk&Ven_Generic&Prod_Flash_Disk&Rev_8.07#99E2116A&0#{53f5…}
///     USB\VID_18D1&PID_4EE1\8A3X0ABCD
///
/// Ranges are places in the text.
struct DeviceInstance {
  var type: Word
  var vendor = 0..<0
  var model = 0..<0
  /// The serial number; empty if Windows made one up, which it shows by `&` as the second sign.
  var serial = 0..<0
  /// Whether the name is that of a volume on the device rather than of the device.
  var isVolume: Bool

  /// Reads a name; `nil` if it is no device that data leaves by, or only a part of one.
  ///
  /// `isPortable` says that Windows has put the device into the class of phones and cameras.
  ///
  /// - Complexity: O(*n*) in the bytes.
  init?(_ text: Span<UInt8>, isPortable: Bool) {
    if let start = Self.offset(of: "USBSTOR", in: text), start < text.count {
      let kind = text.extracting(start..<text.count)
      self.init(type: kind.startsIgnoringAsciiCase(with: "CdRom&") ? .opticalDrive : .usbStorage)
      isVolume = start > 8
      // `STORAGE\Volume\_??_USBSTOR#…` is a partition, of which `SWD\WPDBUSENUM` tells the same.
      if text.startsIgnoringAsciiCase(with: "STORAGE\\") { return nil }
      readStorage(text, from: start)
      return
    }
    if text.startsIgnoringAsciiCase(with: "SD\\DISK&") {
      self.init(type: .sdCard)
      readStorage(text, from: 3)
      return
    }
    guard isPortable, text.startsIgnoringAsciiCase(with: "USB\\VID_") else { return nil }
    self.init(type: .mtp)
    let rest = text.extracting(4..<text.count)
    guard let end = rest.firstOffset(of: UInt8(ascii: "\\")) else { return }
    setSerial((4 + end + 1)..<text.count, in: text)
  }

  private init(type: Word) {
    self.type = type
    isVolume = false
  }

  /// Returns where the text goes on after a word and the separator behind it.
  private static func offset(of word: StaticString, in text: Span<UInt8>) -> Int? {
    let length = word.utf8CodeUnitCount
    var start = 0
    while start + length < text.count {
      if text[start + length] == UInt8(ascii: "\\") || text[start + length] == UInt8(ascii: "#"),
        text.extracting(start..<(start + length)).equalsIgnoringAsciiCase(word)
      {
        return start + length + 1
      }
      start += 1
    }
    return nil
  }

  /// Reads `Disk&Ven_V&Prod_P&Rev_R\SERIAL&0`, with `\` or `#`.
  private mutating func readStorage(_ text: Span<UInt8>, from start: Int) {
    var offset = start
    var part = start
    while offset <= text.count {
      let byte = offset < text.count ? text[offset] : UInt8(ascii: "\\")
      let isEnd = byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "#")
      if isEnd || byte == UInt8(ascii: "&") {
        let name = text.extracting(part..<offset)
        if name.startsIgnoringAsciiCase(with: "Ven_") {
          vendor = trimmed((part + 4)..<offset, text)
        }
        if name.startsIgnoringAsciiCase(with: "Prod_") {
          model = trimmed((part + 5)..<offset, text)
        }
        part = offset + 1
      }
      offset += 1
      if isEnd { break }
    }
    guard part < text.count else { return }
    var end = part
    while end < text.count, text[end] != UInt8(ascii: "#"), text[end] != UInt8(ascii: "\\") {
      end += 1
    }
    setSerial(part..<end, in: text)
  }

  /// Windows puts `_` for each blank, also for those at the end.
  private func trimmed(_ range: Range<Int>, _ text: Span<UInt8>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, text[end - 1] == UInt8(ascii: "_") { end -= 1 }
    return range.lowerBound..<end
  }

  /// Takes the serial number, without the `&0` that tells devices of one piece apart.
  private mutating func setSerial(_ range: Range<Int>, in text: Span<UInt8>) {
    let start = range.lowerBound
    if range.count >= 2, text[start + 1] == UInt8(ascii: "&") { return }
    var end = range.upperBound
    if let mark = text.extracting(range).lastOffset(of: UInt8(ascii: "&"), before: range.count) {
      end = start + mark
    }
    serial = start..<end
  }
}

extension DeviceInstance {
  /// Sets what the name tells, with blanks instead of `_`.
  func fill(_ event: inout Event, from name: Span<UInt8>, scratch: inout [UInt8]) {
    event.set(.deviceType, to: type)
    event.set(.deviceSerial, copying: name.extracting(serial))
    for (field, range) in [(Field.deviceVendor, vendor), (.deviceModel, model)] {
      scratch.removeAll(keepingCapacity: true)
      for offset in range {
        scratch.append(name[offset] == UInt8(ascii: "_") ? 0x20 : name[offset])
      }
      event.set(field, copying: scratch.span)
    }
  }
}
