/// The characters that can make a terminal or an editor show something other than what is there.
enum HarmfulScalars {
  /// Whether the scalar is a control character, a bidirectional control or an invisible character.
  ///
  /// The bidirectional controls are those of Unicode Standard Annex #9, table 3 (the "Trojan
  /// Source" characters, CVE-2021-42574).
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    default: isBidirectionalControl(scalar) || isInvisible(scalar)
    }
  }

  /// Whether the scalar changes the direction in which text is shown.
  static func isBidirectionalControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether the scalar takes no room of its own: zero-width characters, line and paragraph
  /// separators, a byte order mark inside text, tag characters.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B...0x200D, 0x2028, 0x2029, 0x2060...0x2064, 0xFEFF, 0xE0000...0xE007F: true
    default: false
    }
  }
}
