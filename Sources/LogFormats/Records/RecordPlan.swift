internal import ByteScan
package import EventModel

/// A declared record format, compiled: which values are wanted, and what becomes of them.
package struct RecordPlan: Sendable {
  /// What is done with one value.
  enum Action: Hashable, Sendable {
    case text, encodedText, domain, url, word, number, size, list
    case constantText, constantNumber, envelopeHost
    /// A value that may show that the record is irrelevant, and sets no field.
    case condition
  }

  /// How one field is set.
  struct Step: Sendable {
    var field: Field
    var action: Action
    var slot = 0
    /// The index of its map or constant text.
    var index = 0
    var factor: Int64 = 1
    var separator: UInt8 = 0
    /// Whether it only counts where no step before it has set the field.
    var isFallback = false
    /// The number of the part of the text that is the value; −1 for all of it.
    var part = -1
  }

  /// Where a time stands, and how it is written.
  struct Clock: Sendable {
    var slots: [Int]
    var form: TimeForm
  }

  /// How events of one kind are made.
  struct Kind: Sendable {
    var kind: EventKind
    var steps: [Step] = []
    /// How many of the steps, at the front, set early fields or may show that a record is no event.
    var firstCount = 0
    /// Fields without which a record is no event: the places of those that are texts, and the words.
    var requiredSlots: [Int] = []
    var requiredWords: [Field] = []
    /// Whether web events get their outcome from the status, and host and path from the URL.
    var derivesOutcome = false
    var derivesTarget = false
  }

  let declaration: RecordDeclaration
  /// The places of wanted values, in the order of their numbers.
  private(set) var places: [RecordDeclaration.Place] = []
  private(set) var kinds: [Kind] = []
  private(set) var maps = WordMaps()
  private(set) var texts: [[UInt8]] = []
  private(set) var parts: [RecordDeclaration.Part] = []
  private(set) var kindSlot: Int?
  private(set) var kindMap: Int?
  /// Where the time may stand, the first one first; empty if it is that of the syslog line.
  private(set) var clocks: [Clock] = []
  /// The format line of a web server.
  private(set) var pattern: LinePattern?

  /// Compiles a declaration for its kinds.
  ///
  /// - Throws: ``RecordPlanError``.
  package init(_ declaration: RecordDeclaration, kind: EventKind) throws(RecordPlanError) {
    self.declaration = declaration
    switch declaration.syntax {
    case .apache(let text):
      do throws(LinePatternError) { pattern = try LinePattern(apache: text) } catch {
        throw RecordPlanError(reason: error.reason, layoutOffset: error.byteOffset)
      }
    case .nginx(let text):
      do throws(LinePatternError) { pattern = try LinePattern(nginx: text) } catch {
        throw RecordPlanError(reason: error.reason, layoutOffset: error.byteOffset)
      }
    default: break
    }
    var values = declaration.values
    if let pattern {
      values += WebLineFields.values(of: pattern, besides: values.map(\.field), kind: kind)
    }
    try readTime(values)
    var kindsByName: [EventKind] = [kind]
    if let place = declaration.kindPlace, !declaration.variants.isEmpty {
      kindSlot = slot(of: place)
      let mapping = RecordDeclaration.Mapping(
        declaration.variants.enumerated().flatMap { index, variant in
          variant.names.map { ($0, .word("\(index)")) }
        },
        otherwise: declaration.variants.firstIndex { $0.names.isEmpty }
          .map { .word("\($0)") } ?? .ignored)
      kindMap = maps.add(mapping) { UInt8($0) }
      kindsByName = []
      for variant in declaration.variants {
        kinds.append(
          plan(
            of: variant.kind, values + variant.values,
            declaration.conditions + variant.conditions))
      }
    } else if let place = declaration.kindPlace, let mapping = declaration.kindMapping {
      kindSlot = slot(of: place)
      kindMap = maps.add(mapping) { EventKind(name: $0)?.rawValue }
      kindsByName = EventKind.allCases.filter { kind in
        (mapping.entries.map(\.meaning) + [mapping.otherwise].compactMap(\.self))
          .contains(.word(kind.name))
      }
    }
    for kind in kindsByName { kinds.append(plan(of: kind, values, declaration.conditions)) }
    guard places.count <= RecordCells.limit else {
      throw RecordPlanError(
        reason: "more than \(RecordCells.limit) values are named", layoutOffset: nil)
    }
    try checkColumns()
  }

  private mutating func slot(of place: RecordDeclaration.Place) -> Int {
    if let known = places.firstIndex(of: place) { return known }
    places.append(place)
    return places.count - 1
  }

  private mutating func readTime(
    _ values: [RecordDeclaration.Value]
  ) throws(RecordPlanError) {
    var isTold = false
    for value in values where value.field == .time {
      guard case .places(let timePlaces) = value.origin else { continue }
      isTold = true
      if timePlaces == [.envelope] { continue }
      clocks.append(
        Clock(slots: timePlaces.map { slot(of: $0) }, form: value.timeForm ?? .iso))
    }
    guard isTold else {
      throw RecordPlanError(reason: "nothing tells the time", layoutOffset: nil)
    }
  }

  private mutating func plan(
    of kind: EventKind, _ values: [RecordDeclaration.Value],
    _ conditions: [RecordDeclaration.Condition]
  ) -> Kind {
    var plan = Kind(kind: kind)
    let declarations = Schema.declarations(of: kind)
    for condition in conditions {
      plan.steps.append(
        Step(
          field: .time, action: .condition, slot: slot(of: condition.place),
          index: maps.add(condition.mapping, rest: .missing) { _ in 0 },
          factor: condition.needsValue ? 0 : 1))
    }
    for value in values where value.field != .time {
      guard let declared = declarations.first(where: { $0.field == value.field }) else { continue }
      var step = step(value, declared, kind)
      step.isFallback =
        step.action != .list && plan.steps.contains { $0.field == value.field }
      plan.steps.append(step)
    }
    let set = plan.steps.map(\.field)
    plan.firstCount = plan.steps.count
    for declared in declarations {
      // The name is told by the path, time and source by every record.
      if declared.isOptional || [.time, .source].contains(declared.field) { continue }
      guard let step = plan.steps.first(where: { $0.field == declared.field }) else { continue }
      switch step.action {
      case .text, .encodedText, .domain, .url: plan.requiredSlots.append(step.slot)
      case .word, .number, .size: plan.requiredWords.append(declared.field)
      case .list, .constantText, .constantNumber, .envelopeHost, .condition: break
      }
    }
    plan.derivesOutcome =
      kind == .web && set.contains(.status)
      && (!set.contains(.outcome) || declaration.joinsStatus)
    plan.derivesTarget = kind == .web && (set.contains(.url) || set.contains(.domain))
    return plan
  }

  private mutating func step(
    _ value: RecordDeclaration.Value, _ declared: FieldDeclaration, _ kind: EventKind
  ) -> Step {
    var step = Step(field: value.field, action: .text, factor: value.unitByteCount)
    if let part = value.part {
      step.part = parts.count
      parts.append(part)
    }
    switch value.origin {
    case .constant(.text(let text)):
      step.action = .constantText
      step.index = texts.count
      texts.append(Array(text.utf8))
      return step
    case .constant(.number(let number)):
      step.action = .constantNumber
      step.factor = number
      return step
    case .constant(.word(let word)):
      step.action = .constantNumber
      step.factor = Int64(word.rawValue)
      return step
    case .places([.envelope]):
      step.action = .envelopeHost
      return step
    case .places(let places):
      if let first = places.first { step.slot = slot(of: first) }
    }
    if declared.isList {
      step.action = .list
      step.separator = value.separator ?? 0
      return step
    }
    switch declared.type {
    case .word:
      step.action = .word
      let mapping = value.mapping ?? Self.identity(of: declared)
      step.index = maps.add(mapping, rest: value.mapping == nil ? .missing : .unknown) {
        Schema.word($0, of: declared.field, in: kind)?.rawValue
      }
    case .integer, .duration: step.action = .number
    case .size: step.action = .size
    case .domain: step.action = .domain
    case .text where value.field == .url: step.action = .url
    case .text, .date, .time, .ip, .email, .path, .user, .attachment:
      step.action = value.isPercentEncoded ? .encodedText : .text
    }
    return step
  }

  /// A column that holds the words of the language itself; any other value is missing.
  private static func identity(of declared: FieldDeclaration) -> RecordDeclaration.Mapping {
    guard case .word(let words) = declared.type else {
      return RecordDeclaration.Mapping([], otherwise: nil)
    }
    return RecordDeclaration.Mapping(words.map { ($0.text, .word($0.text)) }, otherwise: nil)
  }

  private func checkColumns() throws(RecordPlanError) {
    guard let pattern else { return }
    for case .named(let name) in places where !pattern.columns.contains(name) {
      throw RecordPlanError(reason: "the layout has no `\(name)`", layoutOffset: nil)
    }
  }
}

/// Why a declaration of records cannot be used.
package struct RecordPlanError: Error, Hashable, Sendable {
  /// A sentence for the rule's author.
  package var reason: String
  /// The offset in bytes within the layout text, if it is about a place in it.
  package var layoutOffset: Int?
}

extension RecordPlan {
  /// The names of the wanted values, by place; `nil` where a place has a number or a path.
  var names: [String?] {
    places.map { if case .named(let name) = $0 { name } else { nil } }
  }

  /// The names that a value may have, by place; the first one that a header has counts.
  var alternatives: [[String]] {
    places.map {
      switch $0 {
      case .named(let name): [name]
      case .anyNamed(let names): names
      case .numbered, .path, .envelope: []
      }
    }
  }

  /// The paths of the wanted values, by place.
  var paths: [[String]?] {
    places.map { if case .path(let path) = $0 { path } else { nil } }
  }

  /// The columns that must be there for a source to be in this format.
  var identifyingColumns: [String] {
    declaration.identifyingColumns.isEmpty && declaration.decidingColumns.isEmpty
      ? names.compactMap(\.self) : declaration.identifyingColumns
  }

  /// Whether lines at the front tell what the columns of the lines after them are.
  var hasHeader: Bool {
    switch declaration.syntax {
    // A quoted value may also go on in the next block.
    case .csv, .tsv, .w3c, .zeek: true
    case .keyValue, .cef, .leef, .json, .apache, .nginx, .columns: false
    }
  }

  /// Whether times lack a zone.
  var needsZone: Bool {
    clocks.contains { $0.form.needsZone } && (declaration.syntax != .w3c || declaration.isLocal)
  }

  /// Whether records tell their own time.
  var hasOwnTime: Bool { !clocks.isEmpty }
}
