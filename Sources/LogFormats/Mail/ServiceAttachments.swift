internal import ByteScan

/// The names of attachments as mail services write them, decoded.
enum ServiceAttachments {
  private static let parts = JSONCutter([
    ["labeledName"], ["detectedName"], ["file_name"], ["disposition"],
  ])

  /// Returns the names in a value: an array of texts or of objects, or a text that holds names in
  /// quotes or one name.
  static func names(_ block: Span<UInt8>, _ value: Range<Int>, _ form: CellForm) -> [[UInt8]] {
    var names: [[UInt8]] = []
    guard JSONArray.isArray(block, value) else {
      var text: [UInt8] = []
      form.append(block, value, to: &text)
      return quoted(text)
    }
    var places: [Range<Int>] = []
    JSONArray.forEachElement(block, value) { places.append($0) }
    for place in places {
      if place.isEmpty { continue }
      if block[place.lowerBound] == UInt8(ascii: "{") {
        if let name = part(block, place) { names.append(name) }
      } else {
        var name: [UInt8] = []
        CellForm.json.append(block, place, to: &name)
        names.append(EncodedWords.decode(name.span))
      }
    }
    return names
  }

  /// The name of one part of a message; the text itself, which stands `inline`, is no attachment.
  private static func part(_ block: Span<UInt8>, _ object: Range<Int>) -> [UInt8]? {
    var cells = RecordCells(count: 4)
    var cutter = parts
    guard cutter.cut(block, line: object, into: &cells) == .record else { return nil }
    if cells.isSet(3), block.extracting(cells[3].range).equals("inline") { return nil }
    for slot in 0..<3 where cells.isSet(slot) && !cells[slot].range.isEmpty {
      var name: [UInt8] = []
      cells[slot].form.append(block, cells[slot].range, to: &name)
      return EncodedWords.decode(name.span)
    }
    return nil
  }

  /// `"a.pdf", "b.pdf"`, or one name without quotes.
  private static func quoted(_ text: [UInt8]) -> [[UInt8]] {
    guard text.first == UInt8(ascii: "\"") else {
      return text.isEmpty ? [] : [EncodedWords.decode(text.span)]
    }
    let pieces = text.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
    // What stands between quotes is every second piece.
    return pieces.enumerated().filter { $0.offset % 2 == 1 && !$0.element.isEmpty }
      .map { EncodedWords.decode(Array($0.element).span) }
  }
}
