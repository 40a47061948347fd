import SystemBoundary
import Testing

struct InflaterTests {
  @Test(arguments: InflateEngine.allCases, [0, 1, 6, 9])
  func `inflates what was deflated, at any seam`(engine: InflateEngine, level: Int) {
    let text = (0..<100_000).map { UInt8(truncatingIfNeeded: ($0 &* $0) >> 7) }
    let packed = Deflater.deflate(text.span, level: level) + [9, 9, 9, 9, 9, 9, 9, 9, 9, 9]
    for (inputCount, outputCount) in [(1, 1000), (13, 7), (70_000, 1), (200_000, 200_000)] {
      var inflater = Inflater(engine: engine)
      var found: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: outputCount)
      var offset = 0
      var leftover: [UInt8] = []
      while true {
        var target = piece.mutableSpan
        let end = min(packed.count, offset + inputCount)
        let step = inflater.inflate(packed.span.extracting(offset..<end), into: &target)
        offset += step.consumed
        found += piece[..<step.produced]
        leftover = step.leftover
        if step.outcome != .running { break }
      }
      #expect(found == text, "pieces of \(inputCount) and \(outputCount)")
      #expect(leftover + packed[offset...] == Array(repeating: 9, count: 10))
    }
  }

  /// ISA-L 2.30 counted a byte that was not there at the end of some of these.
  @Test(arguments: InflateEngine.allCases)
  func `takes no more of a damaged stream than there is`(engine: InflateEngine) {
    let line =
      "1764547200.123    120 10.0.0.7 TCP_MISS/200 4312 POST http://files.example.com/ - \n"
    let text = (0..<60).flatMap { Array("\(line)user\($0 * 7919)".utf8) }
    var inflater = Inflater(engine: engine)
    var piece = [UInt8](repeating: 0, count: 8_000)
    for number in 0..<2_000 {
      var random = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
      let start = Int(random >> 40) % (text.count - 100)
      var packed = Deflater.deflate(text.span.extracting(start..<(start + 100)), level: number % 10)
      for _ in 0..<2 {
        random = random &* 0xD134_2543_DE82_EF95 &+ 1
        packed[Int(random >> 33) % packed.count] = UInt8(random >> 56)
      }
      inflater.restart()
      var target = piece.mutableSpan
      let step = inflater.inflate(packed.span, into: &target)
      #expect(0...packed.count ~= step.consumed, "stream \(number)")
    }
  }

  @Test func `threads hand over in order`() {
    let queue = Monitor<[Int]>([])
    let thread = WorkerThread { for number in 0..<1000 { queue.update { $0.append(number) } } }
    var taken: [Int] = []
    while taken.count < 1000 {
      taken += queue.wait { (numbers: inout [Int]) -> [Int]? in
        if numbers.isEmpty { return nil }
        defer { numbers = [] }
        return numbers
      }
    }
    thread.join()
    #expect(taken == Array(0..<1000))
  }

  @Test func `the machine has a processor and a clock`() {
    #expect(Machine.processorCount >= 1)
    let before = Machine.monotonicNanoseconds
    #expect(Machine.monotonicNanoseconds >= before)
    #expect(ProcessEnvironment.executablePath != nil)
    #expect(ProcessEnvironment.value(of: "EXFIL_SURELY_NOT_SET") == nil)
  }
}
