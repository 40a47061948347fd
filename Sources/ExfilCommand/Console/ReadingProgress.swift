internal import EventModel

/// How much of the inputs has been read, how fast, and how long the rest may take.
struct ReadingProgress {
  /// About how much more text there is than bytes where a log is packed.
  private static let packedFactor: UInt64 = 6

  private var sizes: [(byteCount: UInt64, isPacked: Bool)] = []
  private var texts: [UInt64] = []
  private var total: UInt64 = 0
  /// Of ``total``, the stored bytes that what was read stands for; never more than an input has.
  private var done: UInt64 = 0
  private var textByteCount: Int64 = 0

  /// Creates the progress of a run of which nothing is known.
  init() {}

  /// Creates the progress of a run over inputs of these sizes.
  init(_ sizes: [(byteCount: UInt64, isPacked: Bool)]) {
    self.sizes = sizes
    texts = [UInt64](repeating: 0, count: sizes.count)
    total = sizes.reduce(0) { $0 + $1.byteCount }
  }

  /// Adds bytes of text that were read of an input.
  mutating func add(byteCount: Int, ofInput number: Int) {
    textByteCount += Int64(byteCount)
    guard sizes.indices.contains(number) else { return }
    let before = stored(ofInput: number)
    texts[number] += UInt64(max(byteCount, 0))
    done += stored(ofInput: number) - before
  }

  private func stored(ofInput number: Int) -> UInt64 {
    min(
      texts[number] / (sizes[number].isPacked ? Self.packedFactor : 1), sizes[number].byteCount)
  }

  /// Returns what to say: bytes, share, rate and the time that the rest may take.
  ///
  /// The share is a guess where inputs are packed, and left out where no size is known.
  func text(afterNanoseconds nanoseconds: UInt64) -> String {
    var parts = ["\(ValueText.size(textByteCount)) read"]
    if total > 0 { parts.append("\(min(done * 100 / total, 99)) %") }
    let seconds = Double(nanoseconds) / 1e9
    guard seconds >= 0.5 else { return parts.joined(separator: "  ") }
    parts.append("\(ValueText.size(Int64(Double(textByteCount) / seconds)))/s")
    if total > 0, done > 0, done < total {
      let left = seconds * Double(total - done) / Double(done)
      parts.append("about \(ValueText.duration(microseconds: Int64(max(left, 1) * 1e6))) left")
    }
    return parts.joined(separator: "  ")
  }
}
