internal import Digests
internal import SystemBoundary

/// The secret behind keyed names, and the files beside it.
struct PseudonymKey: Sendable {
  let path: RawPath
  private let naming: DerivedKey
  let sealing: DerivedKey

  /// Fewer bytes are no secret.
  static let leastByteCount = 32
  private static let mostByteCount = 64 << 10

  /// Reads a key file: any file of at least 32 bytes that only its owner may read.
  ///
  /// - Throws: ``RunFailure`` with status 3 that says what is wrong with it.
  init(reading path: RawPath) throws(RunFailure) {
    self.path = path
    let (status, bytes): (FileStatus, [UInt8])
    do throws(SystemError) {
      let file = try InputFile(opening: path)
      status = try file.status()
      bytes = status.kind == .regular ? try file.wholeContent(upTo: Self.mostByteCount) : []
    } catch {
      throw .invalid(["key file `\(path.display)`: \(error.reason)"])
    }
    guard status.permissions & 0o077 == 0 else {
      throw .invalid([
        "key file `\(path.display)`: others may read it; take that away with `chmod 600`"
      ])
    }
    guard bytes.count >= Self.leastByteCount else {
      throw .invalid([
        "key file `\(path.display)`: has \(bytes.count) bytes, which is no secret; "
          + "make one with `head -c 32 /dev/urandom`"
      ])
    }
    naming = DerivedKey(from: bytes, for: "exfil pseudonyms: names")
    sealing = DerivedKey(from: bytes, for: "exfil pseudonyms: table")
  }

  /// The sealed table of names.
  var table: RawPath { RawPath(path.bytes + Array(".names".utf8)) }
  /// What a run holds while it changes the table, so that two at once lose nothing.
  var lock: RawPath { RawPath(path.bytes + Array(".lock".utf8)) }
  /// Where each use of `unseal` is noted.
  var log: RawPath { RawPath(path.bytes + Array(".log".utf8)) }

  // No letters that look like digits or like one another (Crockford's Base32).
  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz")

  /// Returns the keyed name of somebody or something: a letter for its sort and 60 bits of the code.
  func name(of text: String, sort: Pseudonyms.Sort) -> String {
    let code = naming.code(of: Array("\(sort.rawValue)\u{0}\(text)".utf8))
    if sort == .finding {
      return String(
        code.prefix(16).flatMap { byte in
          [byte >> 4, byte & 15].map { Self.digits[Int($0)] }
        })
    }
    return "\(sort.rawValue)-"
      + String(code.prefix(Pseudonyms.digitCount).map { Self.digits[Int($0 & 31)] })
  }
}

extension InputFile {
  /// Returns the whole content of a short file.
  ///
  /// - Throws: ``SystemError`` when reading fails.
  func wholeContent(upTo limit: Int) throws(SystemError) -> [UInt8] {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while all.count < limit {
      var target = piece.mutableSpan
      let byteCount = try read(into: &target)
      if byteCount == 0 { break }
      all += piece[..<byteCount]
    }
    return all
  }
}
