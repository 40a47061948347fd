internal import ByteScan

/// The prefix that an administrator gave Samba's `full_audit`, taken apart: `%u|%I|%m|%S`.
package struct SambaPrefix: Hashable, Sendable {
  /// What a variable of smb.conf stands for, as far as events need it.
  enum Variable: Hashable, Sendable { case user, sessionUser, address, machine, share, skipped }

  enum Part: Hashable, Sendable {
    case literal([UInt8])
    case variable(Variable)
  }

  let parts: [Part]

  /// The prefix that is tried when nothing is declared.
  package static let usualText = "%u|%I|%m|%S"

  /// Takes a prefix apart, as it stands after `full_audit:prefix =`.
  ///
  /// - Throws: ``SambaPrefixError``; a variable that events don't need is no error.
  package init(_ text: String) throws(SambaPrefixError) {
    var parts: [Part] = []
    var isVariable = false
    for (offset, byte) in text.utf8.enumerated() {
      if isVariable {
        isVariable = false
        if byte == UInt8(ascii: "%") {
          parts.append(literal: byte)
          continue
        }
        guard byte.asciiLowercased &- 0x61 < 26 else {
          throw SambaPrefixError(reason: "`%` names no variable", byteOffset: offset - 1)
        }
        if case .variable? = parts.last {
          throw SambaPrefixError(
            reason: "nothing separates this variable from the one before it",
            byteOffset: offset - 1)
        }
        parts.append(.variable(Self.variable(byte)))
      } else if byte == UInt8(ascii: "%") {
        isVariable = true
      } else {
        parts.append(literal: byte)
      }
    }
    if isVariable {
      throw SambaPrefixError(
        reason: "`%` at the end names no variable", byteOffset: text.utf8.count - 1)
    }
    self.parts = parts
  }

  private static func variable(_ letter: UInt8) -> Variable {
    switch letter {
    case UInt8(ascii: "u"): .user
    case UInt8(ascii: "U"): .sessionUser
    case UInt8(ascii: "I"): .address
    case UInt8(ascii: "m"), UInt8(ascii: "M"): .machine
    case UInt8(ascii: "S"): .share
    default: .skipped
    }
  }

  /// Where the values of a line stand.
  struct Values: Hashable {
    var user: Range<Int>?
    var sessionUser: Range<Int>?
    var address: Range<Int>?
    var machine: Range<Int>?
    var share: Range<Int>?
    /// Where the operation begins, after the prefix and its `|`.
    var end: Int
  }

  /// Matches the front of a text; `nil` if it does not begin as the prefix says.
  func match(_ block: Span<UInt8>, _ text: Range<Int>) -> Values? {
    var values = Values(end: text.lowerBound)
    var offset = text.lowerBound
    for (index, part) in parts.enumerated() {
      switch part {
      case .literal(let bytes):
        guard block.holds(bytes, at: offset, before: text.upperBound) else { return nil }
        offset += bytes.count
      case .variable(let variable):
        var next = [UInt8(ascii: "|")]
        if index + 1 < parts.count, case .literal(let bytes) = parts[index + 1] { next = bytes }
        let start = offset
        while offset < text.upperBound, !block.holds(next, at: offset, before: text.upperBound) {
          offset += 1
        }
        guard offset < text.upperBound else { return nil }
        values.set(variable, start..<offset)
      }
    }
    guard offset < text.upperBound, block[offset] == UInt8(ascii: "|") else { return nil }
    values.end = offset + 1
    return values
  }
}

/// Why a text is no prefix that can be read back, and where.
package struct SambaPrefixError: Error, Hashable, Sendable {
  /// A sentence for the rule's author.
  package var reason: String
  /// The offset in bytes of the offending piece from the start of the prefix.
  package var byteOffset: Int
}

extension SambaPrefix.Values {
  fileprivate mutating func set(_ variable: SambaPrefix.Variable, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    switch variable {
    case .user: user = range
    case .sessionUser: sessionUser = range
    case .address: address = range
    case .machine: machine = range
    case .share: share = range
    case .skipped: break
    }
  }
}

extension [SambaPrefix.Part] {
  fileprivate mutating func append(literal byte: UInt8) {
    if case .literal(let bytes)? = last {
      self[count - 1] = .literal(bytes + [byte])
    } else {
      append(.literal([byte]))
    }
  }
}
