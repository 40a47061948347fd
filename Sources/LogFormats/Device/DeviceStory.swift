internal import ByteScan
package import EventModel

/// Which stick or card the files of one machine went to, as far as its device events tell.
///
/// Windows writes the letter of a drive with a file, the serial number with a device, and nowhere
/// that the one is the other. A file is on a device if the device was there, and
///
/// - the event says itself that the drive is removable, or
/// - the drive has one of the letters that Windows gives to media next (`E:` to `I:`), and in the week
///   before and on the same day nobody used that letter in an hour without a device: that would be a
///   disk or a share that is always there.
///
/// The device is named if only one was there.
package struct DeviceStory: Sendable {
  /// The time that a device is there, unless it is seen to leave before: nobody logs each removal.
  private static let longestStay: Int64 = 24 * 3_600 * 1_000_000
  private static let hour: Int64 = 3_600 * 1_000_000

  /// How many days a use of a letter speaks against it, besides its own.
  package static let useDayCount: Int64 = 7
  /// How many days a device has to be known for, besides its own: it may have been there when a letter was used.
  package static let deviceDayCount: Int64 = useDayCount + 1

  fileprivate struct Stay {
    var type: Word
    /// As it was told first; empty if no line tells it.
    var serial: [UInt8]
    var first: Int64
    var last: Int64
  }

  private var stays: [Stay] = []
  /// Beginnings of hours in which a letter was used, in microseconds.
  private var usedHours: [UInt8: Set<Int64>] = [:]

  /// Begins the story of a machine of which nothing is known.
  package init() {}

  /// Takes in that a device came, was mounted or went; events come in the order of their times.
  ///
  /// Devices without a letter, such as phones, are left out.
  ///
  /// - Parameter event: An event of the kind `device` that owns its texts.
  package mutating func note(_ event: Event) {
    guard let type = event.word(.deviceType), type == .usbStorage || type == .sdCard else { return }
    let time = event.time.microseconds
    let none: [UInt8] = []
    var serial: [UInt8] = []
    let text = event.text(.deviceSerial, in: none.span)
    serial.append(copying: text)
    if event.word(.action) == .disconnect {
      for index in stays.indices
      where stays[index].isOf(type, serial) && stays[index].last > time {
        stays[index].last = time
      }
      return
    }
    // Several channels tell of one arrival, some of them without the number.
    if let known = stays.lastIndex(where: { $0.isOf(type, serial) && $0.last >= time }) {
      stays[known].last = time + Self.longestStay
      if stays[known].serial.isEmpty { stays[known].serial = serial }
      return
    }
    stays.append(Stay(type: type, serial: serial, first: time, last: time + Self.longestStay))
  }

  /// Takes in that a file was used on a drive with a letter, at any time within an hour.
  ///
  /// - Parameters:
  ///   - letter: The letter, in upper case.
  ///   - time: Any time of the hour.
  package mutating func noteUse(of letter: UInt8, at time: Timestamp) {
    usedHours[letter, default: []].insert(Self.hour(of: time))
  }

  /// Returns the serial number of the device that a file went to.
  ///
  /// - Parameters:
  ///   - letter: The letter of its drive; `nil` for a drive that is known to be removable.
  ///   - time: When.
  /// - Returns: `nil` if it went to no device that can come and go; empty if the number is not known, or which
  ///   of several devices it was.
  /// - Complexity: O(*n*) in the stays and the hours of the story.
  package func serial(ofDriveAt letter: UInt8?, at time: Timestamp) -> [UInt8]? {
    let present = stays.filter { $0.first <= time.microseconds && time.microseconds <= $0.last }
    guard let first = present.first else { return nil }
    if let letter, isUsedWithoutDevice(letter) { return nil }
    return present.allSatisfy { $0.hasNumber(first.serial) } ? first.serial : []
  }

  private func isUsedWithoutDevice(_ letter: UInt8) -> Bool {
    guard let hours = usedHours[letter] else { return false }
    return hours.contains { hour in
      !stays.contains { $0.first < hour + Self.hour && hour <= $0.last }
    }
  }

  private static func hour(of time: Timestamp) -> Int64 {
    let rest = time.microseconds % hour
    return time.microseconds - (rest < 0 ? rest + hour : rest)
  }

  /// The letter of the drive in a path, if it is one that Windows gives to media next.
  package static func letter(of path: Span<UInt8>) -> UInt8? {
    guard path.count > 3, path[1] == UInt8(ascii: ":"), path[2] == UInt8(ascii: "\\") else {
      return nil
    }
    let letter = path[0] & 0xDF
    return letter >= UInt8(ascii: "E") && letter <= UInt8(ascii: "I") ? letter : nil
  }
}

extension DeviceStory.Stay {
  /// Whether a line about a device of this type and number may be about the one that stays.
  fileprivate func isOf(_ type: Word, _ serial: [UInt8]) -> Bool {
    self.type == type && (serial.isEmpty || self.serial.isEmpty || hasNumber(serial))
  }

  /// Channels write a number in upper case or in lower case.
  fileprivate func hasNumber(_ other: [UInt8]) -> Bool {
    serial.count == other.count
      && zip(serial, other).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }
}
