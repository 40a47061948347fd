internal import ByteScan

extension Event {
  /// Copies the texts that stand in a block into the event, which then needs the block no longer.
  package mutating func ownTexts(in block: Span<UInt8>) {
    for declaration in Schema.declarations(of: kind)
    where has(declaration.field) && !declaration.isList && declaration.type.isText {
      var bytes: [UInt8] = []
      bytes.append(copying: text(declaration.field, in: block))
      set(declaration.field, copying: bytes.span)
    }
  }
}

extension ValueType {
  /// Whether values of the type are bytes of the log.
  var isText: Bool {
    switch self {
    case .text, .date, .ip, .domain, .email, .path, .user: true
    case .word, .time, .integer, .size, .duration, .attachment: false
    }
  }
}
