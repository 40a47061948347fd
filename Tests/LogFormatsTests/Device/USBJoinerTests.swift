import ByteScan
import EventModel
import Testing

@testable import LogFormats

struct USBJoinerTests {
  private static let fields: [Field] = [
    .code, .host, .action, .deviceType, .deviceSerial, .deviceVendor, .deviceModel,
  ]

  private static func records(_ text: String) throws -> [String] {
    let sink = LogReader.record(text, as: try .syslog(), options: .tokyo2026)
    var described: [String] = []
    let groups = Dictionary(grouping: sink.fragments.filter { $0.family == .kernelUSB }, by: \.key)
    for key in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let lines = MailJoining.ordered((groups[key] ?? []).map(\.line))
      for record in USBJoiner.records(of: lines) {
        guard record.isComplete else {
          described.append("incomplete \(record.lines.count) lines")
          continue
        }
        var event = Event()
        record.fill(&event)
        let nothing: [UInt8] = []
        var parts = ["\(record.lines.count) lines"]
        for field in fields {
          guard let value = event.printedValue(of: field, in: nothing.span) else { continue }
          parts.append("\(field.name)=\(value)")
        }
        described.append(parts.joined(separator: " "))
      }
    }
    return described
  }

  static let stick = """
    Nov 21 15:47:41 pc7 kernel: [ 1243.174155] usb 2-1: new SuperSpeed USB device number 7 using xhci_hcd
    Nov 21 15:47:41 pc7 kernel: [ 1243.184388] usb 2-1: New USB device found, idVendor=0781, idProduct=5581, bcdDevice= 1.00
    Nov 21 15:47:41 pc7 kernel: [ 1243.194793] usb 2-1: New USB device strings: Mfr=1, Product=2, SerialNumber=3
    Nov 21 15:47:41 pc7 kernel: [ 1243.205140] usb 2-1: Product: Ultra
    Nov 21 15:47:41 pc7 kernel: [ 1243.215542] usb 2-1: Manufacturer: SanDisk
    Nov 21 15:47:41 pc7 kernel: [ 1243.225918] usb 2-1: SerialNumber: 4C530001230101118392
    Nov 21 15:47:41 pc7 kernel: [ 1243.236306] usb-storage 2-1:1.0: USB Mass Storage device detected
    Nov 21 15:47:41 pc7 kernel: [ 1243.246671] scsi host3: usb-storage 2-1:1.0
    Nov 21 15:47:41 pc7 kernel: [ 1243.247000] sd 3:0:0:0: [sdb] Attached SCSI removable disk
    Nov 21 15:57:41 pc7 kernel: [ 1843.257036] usb 2-1: USB disconnect, device number 7
    """

  private static let known =
    "device.type=usb_storage device.serial=4C530001230101118392 device.vendor=SanDisk device.model=Ultra"

  static let logs: [(name: String, log: String, records: [String])] = [
    (
      "a stick plugged in and pulled out", stick,
      [
        "8 lines code=0781:5581 host=pc7 action=connect \(known)",
        "1 lines code=0781:5581 host=pc7 action=disconnect \(known)",
      ]
    ),
    (
      "a phone, known by its numbers",
      """
      Nov 21 15:47:41 pc7 kernel: usb 1-4: new high-speed USB device number 9 using xhci_hcd
      Nov 21 15:47:41 pc7 kernel: usb 1-4: New USB device found, idVendor=18d1, idProduct=4ee1
      Nov 21 15:47:41 pc7 kernel: usb 1-4: Product: Pixel 7
      """, ["3 lines code=18d1:4ee1 host=pc7 action=connect device.type=mtp device.model=Pixel 7"]
    ),
    (
      "a phone that mtp-probe recognises",
      """
      Nov 21 15:47:41 pc7 kernel: usb 1-4.2: new high-speed USB device number 9 using xhci_hcd
      Nov 21 15:47:41 pc7 kernel: usb 1-4.2: New USB device found, idVendor=ffff, idProduct=4ee1
      Nov 21 15:47:42 pc7 mtp-probe: checking bus 1, device 9: "/sys/devices/usb1/1-4/1-4.2"
      Nov 21 15:47:42 pc7 mtp-probe: bus: 1, device: 9 was an MTP device
      """, ["3 lines code=ffff:4ee1 host=pc7 action=connect device.type=mtp"]
    ),
    (
      "a mouse is a device of unknown type",
      """
      Nov 21 15:47:41 pc7 kernel: [10.1] usb 1-2: new low-speed USB device number 3 using xhci_hcd
      Nov 21 15:47:41 pc7 kernel: [10.2] usb 1-2: New USB device found, idVendor=046d, idProduct=c077
      Nov 21 15:47:41 pc7 kernel: [10.3] usb 1-2: Product: USB Optical Mouse
      Nov 21 15:47:41 pc7 kernel: [10.4] input: Logitech USB Optical Mouse as /devices/pci0000:00/input/input5
      Nov 21 15:47:41 pc7 kernel: [10.5] hid-generic 0003:046D:C077.0001: input,hidraw0: USB HID v1.11 Mouse
      """,
      [
        "3 lines code=046d:c077 host=pc7 action=connect device.type=unknown device.model=USB Optical Mouse"
      ]
    ),
    (
      "two devices one after the other at one port",
      """
      Nov 21 15:47:41 pc7 kernel: usb 1-2: New USB device found, idVendor=046d, idProduct=c077
      Nov 21 15:48:41 pc7 kernel: usb 1-2: USB disconnect, device number 3
      Nov 21 15:48:41 pc7 kernel: usb 1-2: new high-speed USB device number 4 using xhci_hcd
      Nov 21 15:48:41 pc7 kernel: usb 1-2: New USB device found, idVendor=0781, idProduct=5581
      """,
      [
        "1 lines code=046d:c077 host=pc7 action=connect device.type=unknown",
        "1 lines code=046d:c077 host=pc7 action=disconnect device.type=unknown",
        "2 lines code=0781:5581 host=pc7 action=connect device.type=unknown",
      ]
    ),
    (
      "what the log does not begin",
      """
      Nov 21 15:47:41 pc7 kernel: usb-storage 2-1:1.0: USB Mass Storage device detected
      Nov 21 15:47:41 pc7 kernel: usb 3-1: reset high-speed USB device number 9 using xhci_hcd
      Nov 21 15:47:41 pc7 kernel: usb 4-1: new high-speed USB device number 9 using xhci_hcd
      """,
      [
        "1 lines host=pc7 action=connect device.type=usb_storage", "incomplete 1 lines",
        "incomplete 1 lines",
      ]
    ),
  ]

  @Test(arguments: logs)
  func `puts the lines of a port together`(name: String, log: String, records: [String]) throws {
    #expect(try Self.records(log).sorted() == records.sorted(), "\(name)")
  }

  @Test(arguments: 0..<30)
  func `does not depend on the order of lines within a second`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let withClock = Self.stick.split(separator: "\n").map(String.init)
    let withoutClock: [String] = withClock.map { line in
      guard let start = line.firstIndex(of: "["), let end = line.firstIndex(of: "]") else {
        return line
      }
      return line.removing(start..<line.index(end, offsetBy: 2))
    }
    for lines in [withClock, withoutClock] {
      let shuffled = lines.map { $0.replacing("pc7", with: "pc\(seed)") }.shuffled(using: &random)
      let records = try Self.records(shuffled.joined(separator: "\n"))
      #expect(records.count == 2)
      #expect(
        records.first == "8 lines code=0781:5581 host=pc\(seed) action=connect \(Self.known)")
    }
  }
}

extension String {
  /// The text without the characters of a range.
  fileprivate func removing(_ range: Range<String.Index>) -> String {
    String(self[..<range.lowerBound] + self[range.upperBound...])
  }
}
