internal import ByteScan
internal import EventModel
internal import People
internal import RuleProgram

/// Reads the values that rules count, group by and print, from the facts of one subject.
///
/// A class, because timelines are large and the totals of every window hold one.
final class FactValues {
  let timeline: Timeline
  let people: PeopleDirectory
  /// The person the subject is, if the roster knows one.
  let person: Int?

  init(timeline: Timeline, people: PeopleDirectory, person: Int?) {
    self.timeline = timeline
    self.people = people
    self.person = person
  }

  /// Looks the subject of the timeline up in the roster.
  convenience init(timeline: Timeline, people: PeopleDirectory) {
    let subject = timeline.subject
    self.init(
      timeline: timeline, people: people,
      person: subject.kind == .user ? people.person(id: subject.value) : nil)
  }

  /// The folded values of the further `per` fields; `nil` if one is missing.
  func group(of fact: Int, by operands: [Operand]) -> [[UInt8]]? {
    var group: [[UInt8]] = []
    group.reserveCapacity(operands.count)
    for operand in operands {
      guard let text = firstText(of: operand, of: fact) else { return nil }
      group.append(text)
    }
    return group
  }

  /// The first of ``texts(of:of:)``, without the others.
  private func firstText(of operand: Operand, of fact: Int) -> [UInt8]? {
    // Almost always a field as a whole, and kept as a text.
    guard case .field(let field) = operand.origin, operand.part == .whole, field != .user,
      let text = timeline.text(field, of: fact)
    else { return texts(of: operand, of: fact).first }
    var folded: [UInt8] = []
    TextFolding.fold(text.span, into: &folded)
    return folded
  }

  /// How many values the fact has for the operand: none or one, or those of a list field.
  func count(of operand: Operand, of fact: Int) -> Int {
    max(numbers(of: operand, of: fact).count, rawTexts(of: operand, of: fact).count)
  }

  /// Returns the numbers an operand has: none, one, or one for each element of a list field.
  func numbers(of operand: Operand, of fact: Int) -> [Int64] {
    guard case .field(let field) = operand.origin else { return [] }
    switch operand.part {
    case .size:
      return timeline.elements(of: fact).filter { $0.field == field }.compactMap(\.byteCount)
    case .daysLeft:
      guard let person else { return [] }
      let time = Timestamp(microseconds: timeline.facts[fact].time)
      return people.daysLeft(of: person, at: time).map { [Int64($0)] } ?? []
    default:
      return timeline.number(field, of: fact).map { [$0] } ?? []
    }
  }

  /// Hands out what ``numbers(of:of:)`` returns; without an array in the usual case of one number.
  func forEachNumber(of operand: Operand, of fact: Int, _ body: (Int64) -> Void) {
    if case .field(let field) = operand.origin, operand.part == .whole {
      if let number = timeline.number(field, of: fact) { body(number) }
    } else {
      for number in numbers(of: operand, of: fact) { body(number) }
    }
  }

  /// Returns the texts of an operand as they are compared: folded, domains and addresses split off.
  func texts(of operand: Operand, of fact: Int) -> [[UInt8]] {
    let raw = rawTexts(of: operand, of: fact)
    if !raw.isEmpty { return raw.map(folded) }
    return numbers(of: operand, of: fact).map { Array(String($0).utf8) }
  }

  /// Returns the texts of an operand as they were logged.
  func rawTexts(of operand: Operand, of fact: Int) -> [[UInt8]] {
    guard case .field(let field) = operand.origin else { return [] }
    switch operand.part {
    case .department:
      return person.flatMap { people.people[$0].department }.map { [Array($0.utf8)] } ?? []
    case .phase:
      guard let person else { return [] }
      let time = Timestamp(microseconds: timeline.facts[fact].time)
      return [Array(people.phase(of: person, at: time).rawValue.utf8)]
    case .whole, .domain, .local, .name, .fileExtension, .size, .daysLeft:
      return wholeTexts(of: field, of: fact).compactMap { part(operand.part, of: $0) }
    }
  }

  func wholeTexts(of field: Field, of fact: Int) -> [[UInt8]] {
    if field == .user, timeline.subject.kind == .user {
      return [Array(timeline.subject.value.utf8)]
    }
    if let text = timeline.text(field, of: fact) { return [Array(text)] }
    if let number = timeline.number(field, of: fact),
      let word = Word.text(ofNumber: number, in: field)
    {
      return [Array(word.utf8)]
    }
    return timeline.elements(of: fact).filter { $0.field.belongs(to: field) }
      .map { Array(timeline.bytes($0.text)) }
  }

  private func part(_ part: Operand.Part, of text: [UInt8]) -> [UInt8]? {
    switch part {
    case .domain:
      guard let at = text.lastIndex(of: UInt8(ascii: "@")) else { return nil }
      return Array(text[(at + 1)...])
    case .local:
      return Array(text[..<(text.lastIndex(of: UInt8(ascii: "@")) ?? text.endIndex)])
    case .fileExtension:
      guard let dot = text.lastIndex(of: UInt8(ascii: ".")) else { return nil }
      return Array(text[(dot + 1)...])
    default:
      return text
    }
  }

  private func folded(_ text: [UInt8]) -> [UInt8] {
    var folded: [UInt8] = []
    TextFolding.fold(text.span, into: &folded)
    return folded
  }
}

extension Field {
  /// Whether the field's value is a word of a closed vocabulary in some kind.
  var holdsWord: Bool {
    switch self {
    case .outcome, .method, .direction, .action, .volume, .scope, .deviceType, .kindOfLogin,
      .severity:
      true
    default: false
    }
  }
}

extension Word {
  /// The text of a word field's number, or `nil` if the field holds plain numbers.
  static func text(ofNumber number: Int64, in field: Field) -> String? {
    guard field.holdsWord else { return nil }
    return Word(rawValue: UInt8(truncatingIfNeeded: number))?.text
  }
}
