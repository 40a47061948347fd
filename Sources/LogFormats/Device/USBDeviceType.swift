internal import EventModel

/// Devices whose vendor and product numbers tell the interface they offer.
///
/// The kernel has no driver for MTP and PTP, so it never says that a phone offers them. Phones
/// change their product number with the mode instead. Facts from the USB ID repository
/// (linux-usb.org/usb.ids, version 2025.07.26), of which only the numbers are taken whose name there states
/// the mode; any other device stays unknown, whatever a product text says.
enum USBDeviceType {
  private static let types: [String: Word] = [
    // Google: Nexus and Pixel, alone and with adb.
    "18d1:4ee1": .mtp, "18d1:4ee2": .mtp, "18d1:4ee5": .ptp, "18d1:4ee6": .ptp,
    // Samsung Galaxy.
    "04e8:6860": .mtp, "04e8:6865": .ptp,
    // Xiaomi Mi and Redmi.
    "2717:ff40": .mtp, "2717:ff48": .mtp,
  ]

  /// Returns the type that an id such as `18d1:4ee1` tells, else `unknown`.
  static func type(ofID id: [UInt8]) -> Word {
    types[String(decoding: id, as: UTF8.self).lowercased()] ?? .unknown
  }
}
