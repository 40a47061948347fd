internal import ByteScan
internal import EventModel

/// The providers of which events are read, each with the numbers that say something about people
/// or data.
enum WindowsProvider: Hashable {
  case security, sysmon, print, pnp, userMode, partition

  /// The provider of an event, by its name, or by its channel where no name is logged.
  init?(_ cells: borrowing RecordCells, _ block: Span<UInt8>) {
    var cell = cells[.provider]
    if cell.range.isEmpty { cell = cells[.sourceName] }
    if cell.range.isEmpty { cell = cells[.channel] }
    let name = block.extracting(cell.range)
    if name.equals("Microsoft-Windows-Security-Auditing")
      || name.equalsIgnoringAsciiCase("Security")
    {
      self = .security
    } else if name.starts(with: "Microsoft-Windows-Sysmon") {
      self = .sysmon
    } else if name.starts(with: "Microsoft-Windows-PrintService") {
      self = .print
    } else if name.starts(with: "Microsoft-Windows-Kernel-PnP") {
      self = .pnp
    } else if name.starts(with: "Microsoft-Windows-DriverFrameworks-UserMode") {
      self = .userMode
    } else if name.starts(with: "Microsoft-Windows-Partition") {
      self = .partition
    } else {
      return nil
    }
  }

  /// Whether events of a number say something about people or data.
  func knows(_ id: Int64) -> Bool {
    switch self {
    case .security:
      switch id {
      case 4624, 4625, 4656, 4663, 4688, 5145, 6416: true
      default: false
      }
    case .sysmon: id == 1 || id == 11 || id == 15 || id == 23 || id == 26
    case .print: id == 307
    case .pnp: id == 410
    case .userMode: id == 2003 || id == 2100
    case .partition: id == 1006
    }
  }

  /// What an event of a number is about.
  func kind(of id: Int64) -> EventKind {
    switch self {
    case .security:
      switch id {
      case 4624, 4625: .login
      case 4688: .app
      case 6416: .device
      default: .file
      }
    case .sysmon: id == 1 ? .app : .file
    case .print: .print
    case .pnp, .userMode, .partition: .device
    }
  }
}
