/// The ASCII form of labels with other characters (RFC 3492), without the `xn--` in front.
package enum Punycode {
  private static let base = 36
  private static let minimumThreshold = 1
  private static let maximumThreshold = 26
  private static let firstCode = 128
  private static let firstBias = 72

  /// Appends the encoded form of a label, or returns false if a number does not fit 32 bits.
  ///
  /// - Complexity: O(*n* · *m*) in the characters and the distinct ones that are not ASCII.
  package static func encode(_ label: [Unicode.Scalar], into encoded: inout [UInt8]) -> Bool {
    // A label of DNS has at most 63 bytes; the cap keeps hostile names from costing a square.
    guard label.count <= 255 else { return false }
    for scalar in label where scalar.isASCII { encoded.append(UInt8(scalar.value)) }
    let basicCount = label.count { $0.isASCII }
    if basicCount > 0 { encoded.append(UInt8(ascii: "-")) }
    var code = firstCode
    var delta = 0
    var bias = firstBias
    var handled = basicCount
    while handled < label.count {
      guard let next = label.lazy.map({ Int($0.value) }).filter({ $0 >= code }).min() else {
        return false
      }
      delta += (next - code) * (handled + 1)
      guard delta <= Int(Int32.max) else { return false }
      code = next
      for scalar in label {
        if scalar.value < code { delta += 1 }
        guard scalar.value == code else { continue }
        append(delta, bias: bias, to: &encoded)
        bias = adapted(delta, count: handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return true
  }

  /// Returns the characters of an encoded label, or `nil` if it is not one.
  package static func decode(_ encoded: [UInt8]) -> [Unicode.Scalar]? {
    guard encoded.count <= 255, encoded.allSatisfy({ $0 < 0x80 }) else { return nil }
    let split = encoded.lastIndex(of: UInt8(ascii: "-"))
    var label = encoded[..<(split ?? 0)].map { Unicode.Scalar($0) }
    var rest = encoded[(split.map { $0 + 1 } ?? 0)...]
    var code = firstCode
    var position = 0
    var bias = firstBias
    while !rest.isEmpty {
      let before = position
      var weight = 1
      var step = base
      while true {
        guard let digit = rest.popFirst().flatMap(value(ofDigit:)) else { return nil }
        position += digit * weight
        guard position <= Int(Int32.max) else { return nil }
        let limit = threshold(step, bias: bias)
        if digit < limit { break }
        weight *= base - limit
        guard weight <= Int(Int32.max) else { return nil }
        step += base
      }
      bias = adapted(position - before, count: label.count + 1, isFirst: before == 0)
      code += position / (label.count + 1)
      position %= label.count + 1
      guard code >= firstCode, let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init)
      else {
        return nil
      }
      label.insert(scalar, at: position)
      position += 1
    }
    return label
  }

  private static func append(_ delta: Int, bias: Int, to encoded: inout [UInt8]) {
    var rest = delta
    var step = base
    while true {
      let limit = threshold(step, bias: bias)
      if rest < limit { break }
      encoded.append(digit(of: limit + (rest - limit) % (base - limit)))
      rest = (rest - limit) / (base - limit)
      step += base
    }
    encoded.append(digit(of: rest))
  }

  private static func threshold(_ step: Int, bias: Int) -> Int {
    min(max(step - bias, minimumThreshold), maximumThreshold)
  }

  private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps = 0
    while delta > (base - minimumThreshold) * maximumThreshold / 2 {
      delta /= base - minimumThreshold
      steps += base
    }
    return steps + (base - minimumThreshold + 1) * delta / (delta + 38)
  }

  private static func digit(of value: Int) -> UInt8 {
    value < 26 ? UInt8(ascii: "a") + UInt8(value) : UInt8(ascii: "0") + UInt8(value - 26)
  }

  private static func value(ofDigit byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 26
    default: nil
    }
  }
}
