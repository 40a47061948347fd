extension TextFolding {
  /// Returns the character of usual width that a character of another width stands for.
  ///
  /// These are the `<wide>` and `<narrow>` decompositions of the Unicode Character Database and no
  /// other compatibility mapping, and the pairs of ``encoderPair(of:)``.
  static func widthFolded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value = scalar.value
    switch value {
    case 0xFF01...0xFF5E: return Unicode.Scalar(UInt8(value - 0xFEE0))
    case 0x3000: return " "
    case 0xFF61...0xFF9F: return halfWidthKatakana[Int(value - 0xFF61)]
    case 0xFF5F: return "\u{2985}"
    case 0xFF60: return "\u{2986}"
    case 0xFFA0: return "\u{3164}"
    case 0xFFA1...0xFFBE: return shifted(value, by: 0xCE70)
    case 0xFFC2...0xFFC7: return shifted(value, by: 0xCE73)
    case 0xFFCA...0xFFCF: return shifted(value, by: 0xCE75)
    case 0xFFD2...0xFFD7: return shifted(value, by: 0xCE77)
    case 0xFFDA...0xFFDC: return shifted(value, by: 0xCE79)
    case 0xFFE0...0xFFE6: return wideSigns[Int(value - 0xFFE0)]
    case 0xFFE8...0xFFEE: return narrowForms[Int(value - 0xFFE8)]
    case 0x2014...0x301C: return encoderPair(of: scalar)
    default: return scalar
    }
  }

  /// Returns one character for two that differ only by the encoder that wrote them.
  ///
  /// One byte pair of Shift_JIS becomes U+301C or U+FF5E, U+2212 or U+FF0D, U+2016 or U+2225, U+2015
  /// or U+2014, U+203E or U+FFE3, by the table in use; one file name must not have two forms.
  private static func encoderPair(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x301C: "~"
    case 0x2212: "-"
    case 0x2015: "\u{2014}"
    case 0x203E: "\u{AF}"
    case 0x2225: "\u{2016}"
    default: scalar
    }
  }

  private static func shifted(_ value: UInt32, by distance: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(value - distance) ?? "\u{FFFD}"
  }

  /// U+FF61 to U+FF9F; the last two are the voicing marks, which then compose.
  private static let halfWidthKatakana = Array(
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}"
      .unicodeScalars)

  /// U+FFE0 to U+FFE6.
  private static let wideSigns = Array(
    "\u{A2}\u{A3}\u{AC}\u{AF}\u{A6}\u{A5}\u{20A9}".unicodeScalars)

  /// U+FFE8 to U+FFEE.
  private static let narrowForms = Array("│←↑→↓■○".unicodeScalars)

  /// Returns whether a character takes no room: zero-width, bidi controls, variation selectors, tags.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0xAD: false
    case 0xAD, 0x034F, 0x061C, 0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F,
      0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// Returns whether a character neither composes with a neighbour nor has another canonical form.
  ///
  /// The ranges are those of Japanese, Korean and Latin text; a character outside them may be inert
  /// too, and only costs time.
  static func isInert(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0xAC, 0xAE...0x2FF, 0x2010...0x2027, 0x2030...0x205E, 0x2190...0x2328,
      0x2400...0x27BF, 0x3001...0x3029, 0x3030...0x3098, 0x309B...0x9FFF, 0xAC00...0xD7A3,
      0xE000...0xF8FF:
      true
    default: false
    }
  }

  /// Returns whether an inert character has no other case.
  static func isCaseless(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x3001 }

  /// Whether a character is the combining dakuten or handakuten.
  static func isVoicingMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x3099 || scalar.value == 0x309A
  }

  /// Returns the kana that a kana and a voicing mark compose, or `nil` if there is none.
  ///
  /// In the kana blocks the voiced form follows the plain one, and the half-voiced one follows that.
  static func voiced(_ base: Unicode.Scalar, by mark: Unicode.Scalar) -> Unicode.Scalar? {
    let value = base.value
    // Katakana stand 0x60 after their hiragana; ワ to ヲ have voiced forms in katakana only.
    let hiragana = 0x30A1...0x30FE ~= value ? value - 0x60 : value
    switch hiragana {
    case 0x306F, 0x3072, 0x3075, 0x3078, 0x307B:
      return Unicode.Scalar(value + (mark.value == 0x3099 ? 1 : 2))
    case _ where mark.value == 0x309A: return nil
    case 0x304B, 0x304D, 0x304F, 0x3051, 0x3053, 0x3055, 0x3057, 0x3059, 0x305B, 0x305D, 0x305F,
      0x3061, 0x3064, 0x3066, 0x3068, 0x309D:
      return Unicode.Scalar(value + 1)
    case 0x3046: return Unicode.Scalar(value + 0x4E)
    case 0x308F...0x3092 where value >= 0x30EF: return Unicode.Scalar(value + 8)
    default: return nil
    }
  }
}
