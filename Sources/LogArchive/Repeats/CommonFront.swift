internal import ByteScan
internal import SystemBoundary

/// How far two texts agree from their first byte on.
enum CommonFront {
  /// Returns how many whole lines two inputs begin with alike.
  ///
  /// - Complexity: O(*n*) in the bytes that agree; memory for two buffers.
  static func lineCount(of first: ArchiveInput, _ second: ArchiveInput) -> Int {
    var a = Text(first)
    var b = Text(second)
    var lines = 0
    while Interruption.signalNumber == nil {
      a.fill()
      b.fill()
      let byteCount = min(a.count, b.count)
      if byteCount == 0 { return lines }
      let (left, right) = (a.front(byteCount), b.front(byteCount))
      if left.span.hasSameBytes(as: right.span) {
        lines += left.span.count(of: 0x0A)
        a.start += byteCount
        b.start += byteCount
      } else {
        let same = zip(left, right).prefix { $0 == $1 }.count
        return lines + left.span.extracting(0..<same).count(of: 0x0A)
      }
    }
    return lines
  }

  private struct Text: ~Copyable {
    private var content: TextPrint.Content
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var start = 0
    private var end = 0

    init(_ input: ArchiveInput) { content = TextPrint.Content(input, hashesInputs: false) }

    var count: Int { end - start }

    /// The next bytes.
    func front(_ byteCount: Int) -> [UInt8] { Array(buffer[start..<(start + byteCount)]) }

    mutating func fill() {
      guard start == end else { return }
      start = 0
      end = content.read(into: &buffer, from: 0)
    }
  }
}
