internal import ByteScan

/// Finds the values of one `<Event>`, as `wevtutil qe /f:xml` and `ToXml()` write it.
///
/// What is read: name and time among the attributes of `System`, the text of its elements, each `Data`
/// by its name, and the elements and attributes of `UserData` by theirs. Tags must match in number; other rules of
/// XML are not checked.
///
/// Source: the event schema,
/// <https://learn.microsoft.com/en-us/windows/win32/wes/eventschema-schema>.
struct WindowsXMLCutter: Sendable {
  private let names = Self.slotNames
  private static let slotNames = {
    var names = [String?](repeating: nil, count: WindowsValue.allCases.count)
    for (name, value) in WindowsValue.named { names[value.rawValue] = name }
    return SlotNames(names)
  }()
  private struct Failure: Error {}

  /// Which part of the event the cut is in.
  private enum Part { case system, data, userData, other }

  /// Cuts an event; `range` begins with `<Event` and ends with `</Event>`.
  ///
  /// - Complexity: O(*n*) in the bytes of the range.
  func cut(
    _ block: Span<UInt8>, _ range: Range<Int>, into cells: inout RecordCells
  ) -> CutOutcome {
    cells.clear()
    var offset = range.lowerBound
    var depth = 0
    var part = Part.other
    do throws(Failure) {
      while offset < range.upperBound {
        let isClosing = offset + 1 < range.upperBound && block[offset + 1] == UInt8(ascii: "/")
        if isClosing {
          depth -= 1
          offset = try Self.end(block, offset, range)
        } else {
          offset = try open(block, offset, range, &depth, &part, &cells)
        }
        guard depth > 0 else { break }
        guard
          let next = block.extracting(0..<range.upperBound)
            .firstOffset(of: UInt8(ascii: "<"), from: offset)
        else { throw Failure() }
        offset = next
      }
    } catch {
      return .rejected(.malformed)
    }
    guard depth == 0, offset == range.upperBound, cells.has(.eventID) else {
      return .rejected(.malformed)
    }
    return .record
  }

  private static func end(
    _ block: Span<UInt8>, _ start: Int, _ range: Range<Int>
  ) throws(Failure) -> Int {
    guard
      let end = block.extracting(0..<range.upperBound)
        .firstOffset(of: UInt8(ascii: ">"), from: start)
    else { throw Failure() }
    return end + 1
  }

  /// Reads an opening tag, and the text behind it where it is wanted; returns where the tag ends.
  private func open(
    _ block: Span<UInt8>, _ start: Int, _ range: Range<Int>, _ depth: inout Int,
    _ part: inout Part, _ cells: inout RecordCells
  ) throws(Failure) -> Int {
    var offset = start + 1
    let limit = range.upperBound
    while offset < limit, block[offset] > 0x20, block[offset] != UInt8(ascii: ">"),
      block[offset] != UInt8(ascii: "/")
    { offset += 1 }
    let name = block.extracting((start + 1)..<offset)
    if depth == 1 {
      part =
        name.equals("System")
        ? .system : name.equals("EventData") ? .data : name.equals("UserData") ? .userData : .other
    }
    var slot = slot(ofElement: name, in: part, depth: depth)
    // Attributes: `name='value'` or `name="value"`, in which `>` may stand.
    while true {
      while offset < limit, block[offset] <= 0x20 { offset += 1 }
      guard offset < limit else { throw Failure() }
      let byte = block[offset]
      if byte == UInt8(ascii: ">") {
        depth += 1
        offset += 1
        break
      }
      if byte == UInt8(ascii: "/") {
        guard offset + 1 < limit, block[offset + 1] == UInt8(ascii: ">") else { throw Failure() }
        return offset + 2
      }
      let first = offset
      while offset < limit, block[offset] > 0x20, block[offset] != UInt8(ascii: "=") { offset += 1 }
      guard offset + 1 < limit, block[offset] == UInt8(ascii: "="),
        block[offset + 1] == UInt8(ascii: "'") || block[offset + 1] == UInt8(ascii: "\"")
      else { throw Failure() }
      let attribute = block.extracting(first..<offset)
      let value = offset + 2
      guard let end = block.extracting(0..<limit).firstOffset(of: block[offset + 1], from: value)
      else { throw Failure() }
      offset = end + 1
      switch part {
      case .system where depth == 2:
        if name.equals("Provider"), attribute.equals("Name") {
          set(WindowsValue.provider.rawValue, value..<end, &cells)
        } else if name.equals("TimeCreated"), attribute.equals("SystemTime") {
          set(WindowsValue.systemTime.rawValue, value..<end, &cells)
        }
      case .data where depth == 2 && attribute.equals("Name"):
        slot = names.slot(of: block.extracting(value..<end)) ?? -1
      case .userData:
        // DriverFrameworks names device and request in attributes.
        if attribute.equals("instance") {
          set(WindowsValue.instance.rawValue, value..<end, &cells)
        } else if attribute.equals("major") {
          set(WindowsValue.major.rawValue, value..<end, &cells)
        } else if attribute.equals("minor") {
          set(WindowsValue.minor.rawValue, value..<end, &cells)
        }
      default: break
      }
    }
    guard slot >= 0 else { return offset }
    guard let end = block.extracting(0..<limit).firstOffset(of: UInt8(ascii: "<"), from: offset)
    else { throw Failure() }
    if !cells.isSet(slot) { set(slot, offset..<end, &cells) }
    return end
  }

  /// The place of the text of an element; −1 if nobody wants it.
  private func slot(ofElement name: Span<UInt8>, in part: Part, depth: Int) -> Int {
    switch part {
    case .system where depth == 2:
      if name.equals("EventID") { return WindowsValue.eventID.rawValue }
      if name.equals("Computer") { return WindowsValue.computer.rawValue }
      if name.equals("Task") { return WindowsValue.task.rawValue }
      if name.equals("Keywords") { return WindowsValue.keywords.rawValue }
      if name.equals("Channel") { return WindowsValue.channel.rawValue }
      return -1
    case .userData where depth > 2: return names.slot(of: name) ?? -1
    default: return -1
    }
  }

  private func set(_ slot: Int, _ range: Range<Int>, _ cells: inout RecordCells) {
    cells.set(slot, range.lowerBound, range.upperBound, .xml)
  }
}
