internal import ByteScan
internal import EventModel

/// Finds the data of an event in the message that Windows makes of it for people, in English or
/// Japanese.
///
///     An attempt was made to access an object.
///
///     Subject:
///         Account Name:       sato
///     Object:
///         Object Name:        D:\share\a.xlsx
///
/// Sources: the messages of the Security log in Microsoft's
/// [events](https://learn.microsoft.com/en-us/previous-versions/windows/it-pro/windows-10/security/threat-protection/auditing/event-4663);
/// Japanese ones in Microsoft's support blog [jpazureid/blog](https://github.com/jpazureid/blog) (4625) and by the parsers of
/// [ExabeamLabs/Content-Library-CIM2](https://github.com/ExabeamLabs/Content-Library-CIM2) (4624, 4656, 4663, 4688).
struct WindowsMessage: Sendable {
  private let labels: SlotNames
  private let values: [WindowsValue]

  private static let known: [(label: String, value: WindowsValue)] = [
    ("Security ID", .subjectUserSid), ("セキュリティ ID", .subjectUserSid),
    ("Account Name", .subjectUserName), ("アカウント名", .subjectUserName),
    ("Account Domain", .subjectDomainName), ("アカウント ドメイン", .subjectDomainName),
    ("Logon Type", .logonType), ("ログオン タイプ", .logonType),
    ("Object Type", .objectType), ("オブジェクトの種類", .objectType),
    ("Object Name", .objectName), ("オブジェクト名", .objectName),
    ("Handle ID", .handleID), ("ハンドル ID", .handleID),
    ("Process ID", .processID), ("プロセス ID", .processID),
    ("Process Name", .processName), ("プロセス名", .processName),
    ("New Process Name", .newProcessName), ("新しいプロセス名", .newProcessName),
    ("Access Mask", .accessMask), ("アクセス マスク", .accessMask),
    ("Source Network Address", .ipAddress), ("ソース ネットワーク アドレス", .ipAddress),
    ("Source Address", .ipAddress), ("ソース アドレス", .ipAddress),
    ("Share Name", .shareName), ("共有名", .shareName),
    ("Relative Target Name", .relativeTargetName), ("相対ターゲット名", .relativeTargetName),
    ("Device ID", .deviceID), ("デバイス ID", .deviceID),
    ("Device Name", .deviceDescription), ("デバイス名", .deviceDescription),
    ("Class Name", .className), ("クラス名", .className),
    // Sysmon translates nothing.
    ("UtcTime", .utcTime), ("Image", .image), ("User", .user),
    ("TargetFilename", .targetFilename), ("Contents", .contents),
  ]

  init() {
    labels = SlotNames(Self.known.map(\.label))
    values = Self.known.map(\.value)
  }

  /// Sets what the message of an event says; `false` if it says nothing that is known.
  ///
  /// `form` is what has to be undone in its bytes, and so in those of its parts.
  ///
  /// - Complexity: O(*n*) in the bytes of the message.
  func read(
    _ block: Span<UInt8>, _ text: Range<Int>, form: CellForm, of provider: WindowsProvider,
    into cells: inout RecordCells
  ) -> Bool {
    switch provider {
    case .security, .sysmon: readLabels(block, text, form, &cells)
    case .print: readPrint(block, text, form, &cells)
    case .userMode: readRequest(block, text, form, &cells)
    case .pnp: readStart(block, text, form, &cells)
    case .partition: false
    }
  }

  /// Lines of `Label:` and a value, or `Label: value`.
  private func readLabels(
    _ block: Span<UInt8>, _ text: Range<Int>, _ form: CellForm, _ cells: inout RecordCells
  ) -> Bool {
    var start = text.lowerBound
    var isRead = false
    while start < text.upperBound {
      let feed = block.firstOffset(of: 0x0A, from: start) ?? text.upperBound
      let end = min(feed, text.upperBound)
      let line = Self.trimmed(block, start..<end)
      start = end + 1
      guard let colon = block.extracting(line).firstOffset(of: UInt8(ascii: ":")), colon > 0,
        let index = labels.slot(
          of: block.extracting(line.lowerBound..<(line.lowerBound + colon)))
      else { continue }
      isRead = true
      let value = Self.trimmed(block, (line.lowerBound + colon + 1)..<line.upperBound)
      set(values[index], value, form, &cells)
    }
    return isRead
  }

  /// The first account of an event is who did it, the second one whom it was done to or for.
  ///
  /// Of anything else the first counts: explanations come at the end, and what a program brings along
  /// (its command line) later than what is read of it.
  private func set(
    _ value: WindowsValue, _ range: Range<Int>, _ form: CellForm, _ cells: inout RecordCells
  ) {
    var value = value
    if cells.has(value) {
      switch value {
      case .subjectUserSid: value = .targetUserSid
      case .subjectUserName: value = .targetUserName
      case .subjectDomainName: value = .targetDomainName
      default: return
      }
      if cells.has(value) { return }
    }
    cells.set(value.rawValue, range.lowerBound, range.upperBound, form)
  }

  /// Reads the message of PrintService 307.
  ///
  ///     Document 5, a.xlsx owned by sato on \\PC01 was printed on PR01 through port IP_10.0.0.9.  Size in bytes: 700.
  ///     Pages printed: 3. No user action is required.
  ///
  /// The name of the document is anybody's text, so the words are looked for from the end.
  private func readPrint(
    _ block: Span<UInt8>, _ text: Range<Int>, _ form: CellForm, _ cells: inout RecordCells
  ) -> Bool {
    let start = text.lowerBound
    func last(_ words: StaticString, before end: Int) -> Range<Int>? {
      block.lastRange(of: words, in: start..<end)
    }
    guard block.extracting(text).starts(with: "Document "),
      let pages = last(" Pages printed: ", before: text.upperBound),
      let size = last(" Size in bytes: ", before: pages.lowerBound),
      let port = last(" through port ", before: size.lowerBound),
      let printer = last(" was printed on ", before: port.lowerBound),
      let machine = last(" on ", before: printer.lowerBound),
      let owner = last(" owned by ", before: machine.lowerBound),
      let comma = block.extracting(0..<owner.lowerBound).firstOffset(of: 0x2C, from: start)
    else { return false }
    func set(_ value: WindowsValue, _ range: Range<Int>) {
      cells.set(value.rawValue, range.lowerBound, range.upperBound, form)
    }
    set(.param2, min(comma + 2, owner.lowerBound)..<owner.lowerBound)
    set(.param3, owner.upperBound..<machine.lowerBound)
    set(.param4, machine.upperBound..<printer.lowerBound)
    set(.param5, printer.upperBound..<port.lowerBound)
    set(.param7, Self.digits(block, from: size.upperBound, to: text.upperBound))
    set(.param8, Self.digits(block, from: pages.upperBound, to: text.upperBound))
    return true
  }

  /// Reads the messages of DriverFrameworks-UserMode by the templates of the provider.
  ///
  ///     The UMDF Host Process ({…}) has been asked to load drivers for device D.
  ///     Received a Pnp or Power operation (27, 23) for device D.
  private func readRequest(
    _ block: Span<UInt8>, _ text: Range<Int>, _ form: CellForm, _ cells: inout RecordCells
  ) -> Bool {
    guard let mark = block.lastRange(of: " for device ", in: text) else { return false }
    var end = mark.upperBound
    while end < text.upperBound, block[end] > 0x20 { end += 1 }
    if end > mark.upperBound, block[end - 1] == UInt8(ascii: ".") { end -= 1 }
    cells.set(WindowsValue.instance.rawValue, mark.upperBound, end, form)
    guard let open = block.lastRange(of: "operation (", in: text.lowerBound..<mark.lowerBound)
    else { return true }
    let major = Self.digits(block, from: open.upperBound, to: mark.lowerBound)
    let minor = Self.digits(block, from: major.upperBound + 2, to: mark.lowerBound)
    cells.set(WindowsValue.major.rawValue, major.lowerBound, major.upperBound, form)
    cells.set(WindowsValue.minor.rawValue, minor.lowerBound, minor.upperBound, form)
    return true
  }

  /// Reads the message of Kernel-PnP 410: `Device D was started.`.
  private func readStart(
    _ block: Span<UInt8>, _ text: Range<Int>, _ form: CellForm, _ cells: inout RecordCells
  ) -> Bool {
    guard block.extracting(text).starts(with: "Device "),
      let end = block.lastRange(of: " was started.", in: text)
    else { return false }
    cells.set(
      WindowsValue.deviceInstanceID.rawValue, text.lowerBound + 7, end.lowerBound, form)
    return true
  }

  private static func digits(_ block: Span<UInt8>, from start: Int, to end: Int) -> Range<Int> {
    let start = min(start, end)
    var offset = start
    while offset < end, block[offset].isAsciiDigit { offset += 1 }
    return start..<offset
  }

  private static func trimmed(_ block: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, block[start] <= 0x20 { start += 1 }
    while end > start, block[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}

extension Span<UInt8> {
  /// Where words stand last in a range; `nil` if they do not.
  ///
  /// - Complexity: O(*n*) in the bytes of the range.
  fileprivate func lastRange(of words: StaticString, in range: Range<Int>) -> Range<Int>? {
    let count = words.utf8CodeUnitCount
    var start = range.upperBound - count
    while start >= range.lowerBound {
      if extracting(start..<(start + count)).equals(words) { return start..<(start + count) }
      start -= 1
    }
    return nil
  }
}
