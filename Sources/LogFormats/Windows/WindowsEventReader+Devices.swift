internal import ByteScan
internal import EventModel

extension WindowsEventReader {
  /// Security 6416, Kernel-PnP 410, DriverFrameworks-UserMode 2003 and 2100: a device came or went.
  mutating func readDevice(
    _ provider: WindowsProvider, _ id: Int64, _ cells: borrowing RecordCells,
    _ block: Span<UInt8>, _ event: inout Event
  ) -> LineOutcome {
    // IRP_MJ_PNP with IRP_MN_SURPRISE_REMOVAL; every other request says nothing of the kind.
    if id == 2100 {
      guard block.extracting(cells[.major].range).equals("27"),
        block.extracting(cells[.minor].range).equals("23")
      else { return .ignored(.irrelevant) }
    }
    let value: WindowsValue =
      provider == .security ? .deviceID : provider == .pnp ? .deviceInstanceID : .instance
    guard decode(cells[value], block) else { return .ignored(.irrelevant) }
    // Collectors that took the text out of XML may have left its entities.
    var name: [UInt8] = []
    swap(&name, &path)
    defer { swap(&name, &path) }
    name.removeAll(keepingCapacity: true)
    XMLEntity.append(text.span, 0..<text.count, to: &name)
    let isPortable = block.extracting(cells[.className].range).equals("WPD")
    guard let device = DeviceInstance(name.span, isPortable: isPortable) else {
      return .ignored(.irrelevant)
    }
    var action: Word = id == 2100 ? .disconnect : .attach
    // What holds the volume comes beside the device itself, but for the channel that has it alone.
    if device.isVolume, provider != .userMode { action = .mount }
    device.fill(&event, from: name.span, scratch: &text)
    event.set(.action, to: action)
    if !event.has(.deviceModel) { set(.deviceModel, to: cells[.deviceDescription], &event, block) }
    return .event
  }

  /// Partition/Diagnostic 1006: a disk came, or went, which its size of nothing tells.
  mutating func readDisk(
    _ cells: borrowing RecordCells, _ block: Span<UInt8>, _ event: inout Event
  ) -> LineOutcome {
    // STORAGE_BUS_TYPE: 7 is USB, 12 and 13 are cards; other disks stay where they are.
    let bus = block.extracting(cells[.busType].range)
    guard bus.equals("7") || bus.equals("12") || bus.equals("13") else {
      return .ignored(.irrelevant)
    }
    event.set(.deviceType, to: bus.equals("7") ? .usbStorage : .sdCard)
    event.set(
      .action,
      to: block.extracting(cells[.capacity].range).equals("0") ? .disconnect : .attach)
    for (field, value) in [
      (Field.deviceVendor, WindowsValue.manufacturer), (.deviceModel, .model),
      (.deviceSerial, .serialNumber),
    ] {
      guard decode(cells[value], block) else { continue }
      var end = text.count
      var start = 0
      while end > 0, text[end - 1] <= 0x20 { end -= 1 }
      while start < end, text[start] <= 0x20 { start += 1 }
      event.set(field, copying: text.span.extracting(start..<end))
    }
    return .event
  }
}
