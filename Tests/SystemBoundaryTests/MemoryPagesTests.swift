import Testing

@testable import SystemBoundary

struct MemoryPagesTests {
  @Test(arguments: [0, 1, 4095, 4096, 4097, 300_000])
  func `giving pages changes nothing of what stands in them`(count: Int) {
    var bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    bytes.reserveCapacity(2 * count + 100_000)
    let before = bytes
    MemoryPages.provide(for: &bytes)
    #expect(bytes == before)
    bytes.append(contentsOf: before)
    #expect(bytes == before + before)
  }
}
