import ByteScan
import Testing

@testable import LogFormats

/// Times of the same minute are told by words, as comparing them byte by byte does.
struct MinuteFrontTests {
  private func bytes(_ count: Int, from alphabet: String, _ random: inout SeededRandom) -> [UInt8] {
    (0..<count).map { _ in Array(alphabet.utf8).randomElement(using: &random) ?? 0 }
  }

  @Test(arguments: 0..<40) func `tells times apart as a loop does`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<300 {
      let count = Int.random(in: 14...34, using: &random)
      let place = Int.random(in: 0...(count - 2), using: &random)
      let known = bytes(count, from: "0123456789/:", &random)
      let front = MinuteFront(0..<count, secondsAt: place, in: known.span)
      #expect((front != nil) == MinuteFront.byteCounts.contains(count))
      guard let front else { continue }
      var other = known
      if random.next() % 2 == 0 {
        other[Int.random(in: 0..<count, using: &random)] = UInt8(ascii: "7")
      }
      other[place] = bytes(1, from: "0123456/", &random)[0]
      other[place + 1] = bytes(1, from: "0123456789:", &random)[0]
      if random.next() % 8 == 0 { other.append(0x20) }
      let isSame =
        other.count == count
        && other.indices.allSatisfy {
          $0 == place || $0 == place + 1 || other[$0] == known[$0]
        }
      let (tens, ones) = (Int64(other[place]) - 0x30, Int64(other[place + 1]) - 0x30)
      let expected = isSame && 0..<6 ~= tens && 0..<10 ~= ones ? tens * 10 + ones : nil
      // The time stands somewhere in its block.
      let block = Array("ab".utf8) + other + Array("cd".utf8)
      #expect(front.seconds(of: 2..<(2 + other.count), in: block.span) == expected)
    }
  }
}
