import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Device names, paths, access masks and entities, each in a table of what Windows writes.
struct WindowsValuesTests {
  @Test(arguments: [
    (
      "USBSTOR\\Disk&Ven_Generic&Prod_Flash_Disk&Rev_8.07\\99E2116A&0",
      "usb_storage Generic|Flash_Disk|99E2116A"
    ),
    (
      "SWD\\WPDBUSENUM\\_??_USBSTOR#Disk&Ven_Generic&Prod_Flash_Disk&Rev_8.07#99E2116A&0#{53f5}",
      "usb_storage Generic|Flash_Disk|99E2116A volume"
    ),
    (
      "WPDBUSENUMROOT\\UMB\\2&37C186B&0&STORAGE#VOLUME#1&19F7E59C&0&_??_USBSTOR#DISK&VEN_GENERIC&PROD_USB_MS_READER&REV_1.03#920321111113&3#",
      "usb_storage GENERIC|USB_MS_READER|920321111113 volume"
    ),
    // The second sign of the serial number is `&`: Windows made it up.
    ("USBSTOR\\Disk&Ven_A&Prod_B&Rev_1\\7&2a1b&0", "usb_storage A|B|"),
    ("USBSTOR\\CdRom&Ven_HL&Prod_DVD__&Rev_1\\K1&0", "optical HL|DVD|K1"),
    ("USBSTOR\\Disk&Ven_&Prod_&Rev_\\1&0", "usb_storage ||"),
    ("USBSTOR\\Disk&Ven_A", "usb_storage A||"),
    ("USBSTOR\\", "none"),
    ("STORAGE\\Volume\\_??_USBSTOR#Disk&Ven_A&Prod_B&Rev_1#1234&0#{53f5}", "none"),
    ("SCSI\\Disk&Ven_Seagate&Prod_Expansion\\000000", "none"),
    ("HID\\VID_046D&PID_C52B\\7&1", "none"),
    ("USB\\VID_18D1&PID_4EE1\\8A3X0ABCD", "none"),
    ("", "none"),
  ]) func `tells a device by its name`(_ name: String, _ expected: String) {
    #expect(describe(name, isPortable: false) == expected)
  }

  @Test func `takes a device of the class of phones for one, whatever its name`() {
    #expect(describe("USB\\VID_18D1&PID_4EE1\\8A3X0ABCD", isPortable: true) == "mtp ||8A3X0ABCD")
  }

  private func describe(_ name: String, isPortable: Bool) -> String {
    let bytes = Array(name.utf8)
    guard let device = DeviceInstance(bytes.span, isPortable: isPortable) else { return "none" }
    let parts = [device.vendor, device.model, device.serial]
      .map { String(decoding: bytes[$0], as: UTF8.self) }
    return "\(device.type.text) \(parts.joined(separator: "|"))"
      + (device.isVolume ? " volume" : "")
  }

  @Test(arguments: [
    ("C:\\a\\b.txt", "C:\\a\\b.txt"), ("\\??\\C:\\a", "C:\\a"), ("\\\\?\\C:\\a", "C:\\a"),
    ("\\\\.\\D:\\a", "D:\\a"), ("\\\\?\\UNC\\fs01\\hr\\a", "\\\\fs01\\hr\\a"),
    ("\\??\\unc\\fs01\\hr", "\\\\fs01\\hr"), ("\\Device\\Mup\\fs01\\hr\\a", "\\\\fs01\\hr\\a"),
    ("\\device\\mup\\fs01\\hr", "\\\\fs01\\hr"), ("\\\\fs01\\hr\\a", "\\\\fs01\\hr\\a"),
    ("\\Device\\HarddiskVolume3\\a", "\\Device\\HarddiskVolume3\\a"), ("", ""),
    ("\\??\\", ""),
  ]) func `writes a path as people do`(_ logged: String, _ expected: String) {
    var path = Array(logged.utf8)
    WindowsPath.unify(&path)
    #expect(String(decoding: path, as: UTF8.self) == expected)
  }

  @Test(
    arguments: [
      ("0x1", Word.read), ("0x2", .write), ("0x4", .write), ("0x10000", .deleteFile),
      ("0x120089", .read), ("0x1F01FF", .write), ("0x110080", .deleteFile),
    ] as [(String, Word)]) func `tells an action by the rights`(_ mask: String, _ action: Word)
  {
    #expect(WindowsAccess(Array(mask.utf8).span)?.action == action)
  }

  @Test(arguments: [
    "0x80", "0x100180", "0x20", "0x0", "1", "", "0x", "0xg", "-", "0x11111111111111111",
  ])
  func `sees no action in rights about other things`(_ mask: String) {
    #expect(WindowsAccess(Array(mask.utf8).span)?.action == nil)
  }

  @Test(arguments: [
    ("a&amp;b", "a&b"), ("&lt;x&gt;", "<x>"), ("&quot;&apos;", "\"'"),
    ("&#13;&#xD;&#xa;", "\r\r\n"),
    ("&#x9867;", "顧"), ("&none;", "&none;"), ("&", "&"), ("&;", "&;"), ("&#;", "&#;"),
    ("&#x;", "&#x;"), ("&#xD800;", "&#xD800;"), ("&#99999999;", "&#99999999;"), ("a&amp", "a&amp"),
  ]) func `undoes entities`(_ xml: String, _ expected: String) {
    var decoded: [UInt8] = []
    let bytes = Array(xml.utf8)
    CellForm.xml.append(bytes.span, 0..<bytes.count, to: &decoded)
    #expect(String(decoding: decoded, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    ("C:\\Windows\\System32\\a.dll", true), ("c:\\windows\\a.dll", true),
    ("D:\\Windows\\a.dll", true), ("C:\\Windows2\\a.txt", false),
    ("\\Device\\HarddiskVolume2\\Program Files\\x\\a.txt", true),
    ("C:\\Users\\sato\\AppData\\Local\\Packages\\x\\a.dat", true),
    ("C:\\Users\\sato\\AppData\\Local\\Temp\\a.zip", false), ("D:\\share\\Thumbs.db", true),
    ("D:\\share\\~$a.xlsx", true), ("D:\\share\\a.tmp", true), ("D:\\share\\a.xlsx", false),
    ("\\\\fs01\\hr\\a.xlsx", false), ("\\Device\\NamedPipe\\x", true), ("C:\\$Extend\\x", true),
  ]) func `knows the files of programs`(_ path: String, _ isSystem: Bool) {
    #expect(WindowsNoise.isSystem(path: Array(path.utf8).span) == isSystem)
  }

  @Test func `every wrapping gives the same event`() {
    let json = """
      {"winlog":{"provider_name":"Microsoft-Windows-Security-Auditing","event_id":4663,"computer_name":"fs01","event_data":{"ObjectType":"File","ObjectName":"D:\\\\顧客\\\\a.xlsx","AccessMask":"0x1","SubjectUserName":"sato","SubjectDomainName":"EX"}},"@timestamp":"2026-10-12T00:00:00Z"}
      """
    let flat = """
      {"SourceName":"Microsoft-Windows-Security-Auditing","EventID":4663,"Hostname":"fs01","EventTime":"2026-10-12T09:00:00+09:00","ObjectType":"File","ObjectName":"D:\\\\顧客\\\\a.xlsx","AccessMask":"0x1","SubjectUserName":"sato","SubjectDomainName":"EX"}
      """
    let xml = """
      <Event><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>4663</EventID><TimeCreated SystemTime='2026-10-12T00:00:00Z'/><Computer>fs01</Computer></System><EventData><Data Name='ObjectType'>File</Data><Data Name='ObjectName'>D:\\顧客\\a.xlsx</Data><Data Name='AccessMask'>0x1</Data><Data Name='SubjectUserName'>sato</Data><Data Name='SubjectDomainName'>EX</Data></EventData></Event>
      """
    let fields = Field.allCases.filter { $0 != .source }
    for (text, format) in [
      (json, BuiltInFormat.winlogbeat), (flat, .windowsJSON), (xml, .windowsXML),
    ] {
      let sink = LogReader.record(text, as: format.format, fields: fields)
      #expect(
        sink.calls == [
          "event file code=4663 time=2026-10-12T00:00:00.000000Z user=EX\\sato host=fs01 outcome=allowed path=D:\\顧客\\a.xlsx action=read"
        ], "\(format.format.name)")
    }
  }
}
