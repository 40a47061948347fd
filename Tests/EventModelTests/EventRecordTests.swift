import ByteScan
import Testing

@testable import EventModel

/// Events that wait as bytes come back as they were.
struct EventRecordTests {
  private static func event(in block: [UInt8]) -> Event {
    var event = Event()
    event.begin(.file, at: Timestamp(microseconds: -7))
    event.set(.user, toBlockRange: 0..<4)
    event.set(.path, copying: #"E:\顧客\a.xlsx"#)
    event.set(.action, to: .create)
    event.set(.size, to: .max)
    return event
  }

  @Test func `an event is read back with all its fields, without the block it came from`() throws {
    let block = Array("sato".utf8)
    let event = Self.event(in: block)
    var bytes: [UInt8] = []
    event.append(recordTo: &bytes, in: block.span)
    let record = Event(record: bytes.span)
    let read = try #require(record)
    let none: [UInt8] = []
    #expect(read.kind == .file)
    #expect(read.time == event.time)
    #expect(read.present == event.present)
    #expect(read.word(.action) == .create)
    #expect(read.number(.size) == .max)
    let user = [UInt8](read.text(.user, in: none.span))
    let path = [UInt8](read.text(.path, in: none.span))
    #expect(String(logBytes: user) == "sato")
    #expect(String(logBytes: path) == #"E:\顧客\a.xlsx"#)
  }

  @Test func `a record that was cut is none`() {
    let block = Array("sato".utf8)
    var bytes: [UInt8] = []
    Self.event(in: block).append(recordTo: &bytes, in: block.span)
    for length in bytes.indices {
      let part = Array(bytes[..<length])
      let read = Event(record: part.span)
      #expect(read?.kind == nil, "the first \(length) of \(bytes.count) bytes")
    }
  }
}
