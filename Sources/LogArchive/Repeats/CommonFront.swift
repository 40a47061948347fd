internal import ByteScan
internal import SystemBoundary

/// How far two texts agree from their first byte on.
enum CommonFront {
  /// Returns how many whole lines two inputs begin with alike.
  ///
  /// - Complexity: O(*n*) in the bytes that agree; memory for two buffers.
  static func lineCount(of first: ArchiveInput, _ second: ArchiveInput) -> Int {
    guard var a = Text(first), var b = Text(second) else { return 0 }
    var lines = 0
    while Interruption.signalNumber == nil {
      a.fill()
      b.fill()
      let byteCount = min(a.count, b.count)
      if byteCount == 0 { return lines }
      let same = zip(a.rest.prefix(byteCount), b.rest.prefix(byteCount)).prefix { $0 == $1 }.count
      lines += a.rest.prefix(same).count { $0 == 0x0A }
      if same < byteCount { return lines }
      a.start += same
      b.start += same
    }
    return lines
  }

  private struct Text: ~Copyable {
    private var content: TextPrint.Content
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var start = 0
    private var end = 0

    init?(_ input: ArchiveInput) {
      guard let content = TextPrint.Content(input, hashesInputs: false) else { return nil }
      self.content = content
    }

    var count: Int { end - start }
    var rest: ArraySlice<UInt8> { buffer[start..<end] }

    mutating func fill() {
      guard start == end else { return }
      start = 0
      end = content.read(into: &buffer, from: 0)
    }
  }
}
