import EventModel
import Testing

@testable import LogFormats

/// Lines of a block come out by queue id and host, each stay's in the order of the block.
struct QueuedLinesTests {
  @Test(arguments: 0..<20) func `gathers as a dictionary does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var queued = QueuedLines()
    // The same storage serves block after block.
    for idCount in [1, 3, 400, 7] {
      var block: [UInt8] = []
      var expected: [String: [Int]] = [:]
      var order: [String] = []
      var places: [(host: Range<Int>, id: Range<Int>)] = []
      for number in 0..<(idCount * 3) {
        let host = ["mx1", "MX1", "mx2"][Int.random(in: 0..<3, using: &random)]
        let id = "4Q" + String(Int.random(in: 0..<idCount, using: &random), radix: 16)
        let start = block.count
        block += Array(host.utf8) + Array(id.utf8)
        places.append((start..<(start + 3), (start + 3)..<block.count))
        let name = host.lowercased() + "/" + id
        if expected[name] == nil { order.append(name) }
        expected[name, default: []].append(number)
      }
      for (number, place) in places.enumerated() {
        let line = FragmentLine(
          time: Timestamp(microseconds: Int64(number)), note: LineNote(first: 1),
          number: number, range: place.host)
        queued.add(line, host: place.host, queueID: place.id, in: block.span)
      }
      var names: [String] = []
      queued.handOn { host, id, lines in
        let name =
          String(decoding: block[host], as: UTF8.self).lowercased() + "/"
          + String(decoding: block[id], as: UTF8.self)
        names.append(name)
        var numbers: [Int] = []
        for index in lines.indices { numbers.append(lines[index].number) }
        #expect(numbers == expected[name])
      }
      #expect(names == order)
      #expect(queued.isEmpty)
    }
  }
}
