/// A Squid `logformat` line, taken apart: what stands in a log line, from left to right.
package struct SquidLogformat: Sendable {
  /// How the value of a code was made safe for the line.
  enum Quoting: Hashable, Sendable {
    /// As is, or with the escapes that user names always have.
    case plain
    /// `\"`, `\\`, `\r`, `\n`, `\t`; ends at a bare quote.
    case string
    /// `%XX` for control bytes, brackets and bytes from 0x80 on; ends at a bare `]`.
    case bracket
    /// `%XX`, as in a URL.
    case url
  }

  /// One piece of the layout.
  enum Element: Sendable {
    /// Bytes as they stand, never empty and without blanks.
    case literal([UInt8])
    /// One or more blanks.
    case blanks
    case value(Value)
  }

  /// A code and how its value is written.
  struct Value: Sendable {
    var code: SquidCode
    var quoting = Quoting.plain
    /// Whether a minimum width pads the value with blanks.
    var isPadded = false
    /// Whether the value may hold blanks that nothing marks.
    var mayHoldBlanks = false
    /// The pattern of a time that `%tl` or `%tg` writes.
    var clock: ClockPattern?
  }

  var elements: [Element]
  /// The codes that the lines carry.
  var codes: Set<SquidCode>

  /// The layout that Squid writes without configuration (`logformat squid`).
  package static let nativeText =
    "%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt"

  /// The native layout with the one column that lets volumes be judged.
  package static let adviceText = nativeText + " %>st"

  /// Whether the time of a line needs a zone that the line does not name.
  package var needsZone: Bool {
    !codes.contains(.epochSeconds)
      && elements.contains { element in
        guard case .value(let value) = element, let clock = value.clock else { return false }
        return value.code == .localTime && !clock.hasZone
      }
  }
}

/// Why a text is not a logformat that can be read back, and where.
package struct SquidLogformatError: Error, Hashable, Sendable {
  /// A sentence for the rule's author.
  package var reason: String
  /// The offset in bytes of the offending piece from the start of the logformat text.
  package var byteOffset: Int
}
