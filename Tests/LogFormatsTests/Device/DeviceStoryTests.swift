import ByteScan
import EventModel
import Testing

@testable import LogFormats

/// Which stick a file went to, told from what the machine logs of devices and drive letters.
struct DeviceStoryTests {
  /// One thing that is known of the machine; times are `day hour:minute`.
  enum Known {
    case device(String, Word, String, Word = .usbStorage)
    case use(String, Character)
  }

  /// `none`: no device; empty: some device; else the number of the stick.
  static let stories:
    [(name: String, known: [Known], letter: Character?, time: String, told: String)] =
      [
        ("nothing is known of the machine", [], "E", "3 10:00", "none"),
        ("a stick was put in", [.device("3 09:30", .attach, "A1")], "E", "3 10:00", "A1"),
        (
          "the drive is known to be removable, whatever its letter",
          [.device("3 09:30", .attach, "A1")], nil, "3 10:00", "A1"
        ),
        (
          "before the stick was put in", [.device("3 09:30", .attach, "A1")], "E", "3 09:29", "none"
        ),
        ("a day later", [.device("3 09:30", .attach, "A1")], "E", "4 09:31", "none"),
        (
          "after the stick was pulled out",
          [.device("3 09:30", .attach, "A1"), .device("3 09:45", .disconnect, "A1")], "E",
          "3 10:00",
          "none"
        ),
        (
          "another stick was pulled out",
          [
            .device("3 09:30", .attach, "A1"), .device("3 09:31", .attach, "B2"),
            .device("3 09:45", .disconnect, "B2"),
          ], "E", "3 10:00", "A1"
        ),
        (
          "two sticks are there, and nothing tells which it was",
          [.device("3 09:30", .attach, "A1"), .device("3 09:31", .attach, "B2")], "E", "3 10:00", ""
        ),
        (
          "three channels tell of one stick, one of them without its number",
          [
            .device("3 09:30", .attach, ""), .device("3 09:30", .attach, "A1"),
            .device("3 09:31", .mount, "a1"),
          ], "E", "3 10:00", "A1"
        ),
        (
          "a phone has no letter", [.device("3 09:30", .attach, "P7", .mtp)], "E", "3 10:00", "none"
        ),
        (
          "the letter was used on the same day without a stick: a disk that is always there",
          [.use("3 07:00", "E"), .device("3 09:30", .attach, "A1")], "E", "3 10:00", "none"
        ),
        (
          "the letter was used the week before with the same stick",
          [
            .use("1 10:00", "E"), .device("1 09:58", .attach, "A1"),
            .device("1 10:30", .disconnect, "A1"), .device("3 09:30", .attach, "A1"),
          ], "E", "3 10:00", "A1"
        ),
        (
          "another letter was used without a stick",
          [.use("3 07:00", "F"), .device("3 09:30", .attach, "A1")], "E", "3 10:00", "A1"
        ),
      ]

  @Test(arguments: stories)
  func `a file is tied to the stick that was there`(
    story: (name: String, known: [Known], letter: Character?, time: String, told: String)
  ) throws {
    var told = DeviceStory()
    for known in story.known {
      switch known {
      case .device(let time, let action, let serial, let type):
        var event = Event()
        event.begin(.device, at: try Self.time(time))
        event.set(.action, to: action)
        event.set(.deviceType, to: type)
        event.set(.deviceSerial, copying: serial)
        told.note(event)
      case .use(let time, let letter):
        told.noteUse(of: try #require(letter.asciiValue), at: try Self.time(time))
      }
    }
    let serial = told.serial(ofDriveAt: story.letter?.asciiValue, at: try Self.time(story.time))
    #expect(serial.map { String(decoding: $0, as: UTF8.self) } ?? "none" == story.told)
  }

  static let paths: [(path: String, letter: Character?)] = [
    (#"E:\list.xlsx"#, "E"), (#"i:\a\b.csv"#, "I"), (#"C:\Users\a.txt"#, nil), (#"D:\a.txt"#, nil),
    (#"Z:\a.txt"#, nil), (#"\\fs01\e\a.txt"#, nil), (#"E:"#, nil), ("/e:/a", nil),
  ]

  @Test(arguments: paths)
  func `only letters that Windows gives to media next are looked at`(
    path: String, letter: Character?
  ) {
    let bytes = Array(path.utf8)
    #expect(DeviceStory.letter(of: bytes.span) == letter?.asciiValue)
  }

  /// `day hour:minute` of October 2026 in UTC.
  private static func time(_ text: String) throws -> Timestamp {
    let parts = text.split(whereSeparator: { " :".contains($0) }).compactMap { Int64($0) }
    try #require(parts.count == 3)
    let seconds = 1_790_812_800 + parts[0] * 86_400 + parts[1] * 3_600 + parts[2] * 60
    return Timestamp(microseconds: seconds * 1_000_000)
  }
}
