internal import Digests
internal import SystemBoundary

/// The sealed table of what stands behind keyed names.
struct PseudonymTable {
  /// By keyed name.
  private(set) var names: [String: String] = [:]
  private static let heading = Array("exfil names 1\n".utf8)

  /// Reads the table of a key; it is empty where there is none yet.
  ///
  /// - Throws: ``RunFailure`` with status 3 if the table was sealed with another key, or changed.
  init(of key: PseudonymKey) throws(RunFailure) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try InputFile(opening: key.table).wholeContent(upTo: 1 << 30)
    } catch {
      if error.isNotFound { return }
      throw .invalid(["table of names `\(key.table.display)`: \(error.reason)"])
    }
    guard bytes.starts(with: Self.heading),
      let opened = key.sealing.opened(Array(bytes[Self.heading.count...]))
    else {
      throw .invalid([
        "table of names `\(key.table.display)`: was sealed with another key, or changed since"
      ])
    }
    for line in opened.split(separator: UInt8(ascii: "\n")) {
      guard let divider = line.firstIndex(of: UInt8(ascii: "\t")) else { continue }
      names[String(decoding: line[..<divider], as: UTF8.self)] =
        Self.text(written: line[(divider + 1)...])
    }
  }

  /// Whether it has all of these names already.
  func holds(_ others: [String: String]) -> Bool {
    others.allSatisfy { names[$0.key] == $0.value }
  }

  /// Adds names, and writes the table if it has new ones; the caller holds the lock.
  ///
  /// - Throws: ``RunFailure`` with status 4 if it cannot be written, and 70 if one keyed name stands
  ///   for two.
  mutating func add(_ others: [String: String], of key: PseudonymKey) throws(RunFailure) {
    var isNew = false
    for (name, text) in others {
      if let known = names.updateValue(text, forKey: name) {
        guard known == text else {
          throw .internalError("the keyed name `\(name)` would stand for two")
        }
      } else {
        isNew = true
      }
    }
    guard isNew else { return }
    var bytes: [UInt8] = []
    for (name, text) in names.sorted(by: { $0.key < $1.key }) {
      bytes += name.utf8
      bytes.append(UInt8(ascii: "\t"))
      Self.write(text, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    guard let sealed = key.sealing.sealed(bytes) else {
      throw RunFailure(.outputNotWritten, ["table of names: the system has no random numbers"])
    }
    do throws(SystemError) {
      var writer = try AtomicFileWriter(replacing: key.table)
      try writer.write((Self.heading + sealed).span)
      try writer.commit()
    } catch {
      throw RunFailure(
        .outputNotWritten, ["table of names `\(key.table.display)`: \(error.reason)"])
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      default: bytes.append(byte)
      }
    }
  }

  private static func text(written bytes: ArraySlice<UInt8>) -> String {
    var text: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        text.append(
          byte == UInt8(ascii: "n")
            ? UInt8(ascii: "\n") : byte == UInt8(ascii: "t") ? UInt8(ascii: "\t") : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
