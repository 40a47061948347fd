internal import Testing

@testable internal import EventModel

@Suite struct WrittenNameTests {
  /// Fields that rules write otherwise than the code does.
  private static let otherFields: [Field: String] = [
    .srcIP: "src_ip", .bytesOut: "bytes_out", .bytesIn: "bytes_in",
    .siteCategory: "site_category", .contentType: "content_type", .userAgent: "user_agent",
    .attachmentCount: "attachment_count", .forwardTo: "forward_to", .fileExtension: "extension",
    .targetPath: "target_path", .deviceSerial: "device.serial", .deviceType: "device.type",
    .deviceVendor: "device.vendor", .deviceModel: "device.model",
    .kindOfLogin: "kind_of_login",
  ]

  @Test(arguments: Field.allCases) func `a field is named as its case is`(_ field: Field) {
    #expect(field.name == Self.otherFields[field] ?? "\(field)")
    #expect(Field(name: field.name) == field)
  }

  /// Words that rules write otherwise than the code does, beside methods, which are capitals.
  private static let otherWords: [Word: String] = [
    .copyMethod: "COPY", .moveMethod: "MOVE", .outbound: "out", .inbound: "in",
    .internalMail: "internal", .internalScope: "internal", .deleteFile: "delete",
    .attach: "connect", .volumeDrop: "volume_drop", .cloudSync: "cloud_sync",
    .usbStorage: "usb_storage", .sdCard: "sd_card", .opticalDrive: "optical",
    .publicScope: "public", .networkLogin: "network",
  ]

  @Test(arguments: Word.allCases) func `a word is written as its case is`(_ word: Word) {
    let isMethod = (Word.get.rawValue...Word.search.rawValue).contains(word.rawValue)
    let written = isMethod ? "\(word)".uppercased() : "\(word)"
    #expect(word.text == Self.otherWords[word] ?? written)
  }
}
