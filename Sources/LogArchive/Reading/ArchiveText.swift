internal import ByteScan
internal import Digests
internal import SystemBoundary

/// The text of one input, or the part of it in front of or behind what earlier runs have read.
struct ArchiveText: ByteSource, ~Copyable, Sendable {
  private var content: ContentSource
  /// The bytes to be passed over before the first one that is handed out.
  private var unwanted: UInt64 = 0
  private let passedByteCount: UInt64
  /// How many more are handed out; `nil` for all.
  private var left: UInt64?

  init(_ content: consuming ContentSource, _ part: ReaderOptions.Part, of input: ArchiveInput) {
    let front = input.resumption?.byteCount ?? 0
    switch part {
    case .whole:
      passedByteCount = 0
    case .front:
      left = input.resumption == nil ? nil : front
      passedByteCount = 0
    case .rest:
      // Stored text is there to be passed over without being read.
      unwanted = content.pass(front, after: input.resumption?.begun)
      passedByteCount = front
    }
    self.content = content
  }

  var isCut: Bool { content.isCut }

  mutating func read(into target: inout MutableSpan<UInt8>) -> Int {
    while unwanted > 0 {
      var room = target._mutatingExtracting(0..<Int(min(UInt64(target.count), unwanted)))
      let count = content.read(into: &room)
      if count == 0 { return 0 }
      unwanted -= UInt64(count)
    }
    guard let left else { return content.read(into: &target) }
    if left == 0 { return 0 }
    var room = target._mutatingExtracting(0..<Int(min(UInt64(target.count), left)))
    let count = content.read(into: &room)
    self.left = left - UInt64(count)
    return count
  }

  func streamOffset(ofHandedOut count: UInt64) -> UInt64 {
    content.streamOffset(ofHandedOut: count + passedByteCount)
  }

  /// Writes what the source knows into the ledger.
  consuming func settle(_ ledger: inout FileLedger) { content.settle(&ledger) }
}

extension ContentSource {
  /// Passes over the first bytes as far as that needs no reading.
  ///
  /// - Parameters:
  ///   - byteCount: How many.
  ///   - begun: Their digest, if it is known.
  /// - Returns: How many are left to be passed over by reading.
  mutating func pass(_ byteCount: UInt64, after begun: BegunDigest?) -> UInt64 {
    switch consume self {
    case .plain(var source):
      source.pass(byteCount, after: begun)
      self = .plain(source)
      return 0
    case .gzip(let source):
      self = .gzip(source)
      return byteCount
    }
  }
}
