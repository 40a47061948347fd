internal import ByteScan
internal import EventModel

/// Turns what usbguard-daemon says of a device into an event.
///
///     uid=0 pid=1203 device.rule='block id 0781:5581 serial "4C53…" name "Ultra" hash "…" …
///         with-interface 08:06:50' type='Device.Insert' result='SUCCESS' device.system_name='…'
enum USBGuardText {
  static func read(
    _ block: Span<UInt8>, _ text: Range<Int>, host: Range<Int>, at time: Timestamp,
    into event: inout Event
  ) -> LineOutcome {
    guard let type = value("type='", "'", text, block) else { return .ignored(.irrelevant) }
    let action: Word
    if block.extracting(type).equals("Device.Insert") {
      action = .attach
    } else if block.extracting(type).equals("Device.Remove") {
      action = .disconnect
    } else {
      return .ignored(.irrelevant)
    }
    guard
      let ruleStart = value("device.rule='", "' ", text, block)
        ?? value("device.rule='", "'", text, block)
    else { return .rejected(.malformed) }
    var scanner = TextScanner(ruleStart)
    guard let target = scanner.word(in: block), scanner.skip("id ", in: block),
      let deviceID = scanner.word(in: block)
    else { return .rejected(.malformed) }
    event.begin(.device, at: time)
    event.set(.action, to: action)
    event.set(.code, toBlockRange: deviceID)
    event.set(.host, toBlockRange: host)
    event.set(.outcome, to: block.extracting(target).equals("allow") ? .allowed : .blocked)
    if let serial = value("serial \"", "\" ", ruleStart, block) {
      event.set(.deviceSerial, toBlockRange: serial)
    }
    if let name = value("name \"", "\" ", ruleStart, block) {
      event.set(.deviceModel, toBlockRange: name)
    }
    event.set(.deviceType, to: deviceType(ruleStart, deviceID, block))
    return .event
  }

  /// Class 08 is storage, and 06 is still images (PTP and MTP), as the numbers of the USB classes say.
  private static func deviceType(
    _ rule: Range<Int>, _ deviceID: Range<Int>, _ block: Span<UInt8>
  ) -> Word {
    var scanner = TextScanner(rule)
    if scanner.upTo("with-interface ", in: block) != nil {
      let hasGroup = scanner.skip("{ ", in: block)
      while let interface = scanner.word(in: block) {
        if block.extracting(interface).starts(with: "08:") { return .usbStorage }
        if block.extracting(interface).starts(with: "06:") {
          let known = USBDeviceType.type(ofID: [UInt8](block.extracting(deviceID)))
          return known == .unknown ? .ptp : known
        }
        guard hasGroup else { break }
      }
    }
    return USBDeviceType.type(ofID: [UInt8](block.extracting(deviceID)))
  }

  private static func value(
    _ start: StaticString, _ end: StaticString, _ text: Range<Int>, _ block: Span<UInt8>
  ) -> Range<Int>? {
    var scanner = TextScanner(text)
    guard scanner.upTo(start, in: block) != nil else { return nil }
    return scanner.upTo(end, in: block)
  }
}
