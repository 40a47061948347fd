/// What the first bytes of an input say about it; its name is not asked.
enum ContentKind: Hashable, Sendable {
  case empty
  case text
  case gzip
  /// A container that is not read, by its usual name.
  case unsupported(String)

  /// How many bytes ``init(of:)`` wants to see.
  static let prefixByteCount = 512

  private static let magics: [(name: String, bytes: [UInt8])] = [
    ("zip", [0x50, 0x4B, 0x03, 0x04]), ("zip", [0x50, 0x4B, 0x05, 0x06]),
    ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
    ("7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]), ("compress", [0x1F, 0x9D]),
    ("lz4", [0x04, 0x22, 0x4D, 0x18]),
  ]

  init(of prefix: [UInt8]) {
    if prefix.isEmpty {
      self = .empty
    } else if prefix.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if let name = Self.containerName(of: prefix) {
      self = .unsupported(name)
    } else {
      self = .text
    }
  }

  /// The container that begins with these bytes, if it is one we know and don't read.
  static func containerName(of prefix: [UInt8]) -> String? {
    if let magic = magics.first(where: { prefix.starts(with: $0.bytes) }) { return magic.name }
    if prefix.starts(with: [0x42, 0x5A, 0x68]), prefix.count >= 10,
      0x31...0x39 ~= prefix[3],
      Array(prefix[4..<10]) == [0x31, 0x41, 0x59, 0x26, 0x53, 0x59]
        || Array(prefix[4..<10]) == [0x17, 0x72, 0x45, 0x38, 0x50, 0x90]
    {
      return "bzip2"
    }
    if prefix.count >= 262, Array(prefix[257..<262]) == Array("ustar".utf8) { return "tar" }
    return nil
  }
}
