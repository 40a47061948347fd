internal import ByteScan
internal import EventModel

/// Shorter words for the declarations of built-in formats.
extension RecordDeclaration.Value {
  /// A field from a column or key, the first of `names` that the header has.
  static func column(
    _ field: Field, _ names: String..., part: RecordDeclaration.Part? = nil
  ) -> RecordDeclaration.Value {
    let place: RecordDeclaration.Place =
      names.count == 1 ? .named(names[0]) : .anyNamed(names)
    return RecordDeclaration.Value(field: field, origin: .places([place]), part: part)
  }

  /// A field from a numbered column.
  static func column(
    _ field: Field, _ number: Int, part: RecordDeclaration.Part? = nil
  ) -> RecordDeclaration.Value {
    RecordDeclaration.Value(field: field, origin: .places([.numbered(number)]), part: part)
  }

  /// A field from a JSON record; points stand between the names.
  static func json(
    _ field: Field, _ path: String, part: RecordDeclaration.Part? = nil
  ) -> RecordDeclaration.Value {
    RecordDeclaration.Value(field: field, origin: .places([.json(path)]), part: part)
  }

  /// The time, from one place, or from two that are joined by a blank.
  static func time(
    _ places: RecordDeclaration.Place..., as form: TimeForm
  ) -> RecordDeclaration.Value {
    RecordDeclaration.Value(field: .time, origin: .places(places), timeForm: form)
  }

  /// The same value in every record.
  static func constant(_ field: Field, _ word: Word) -> RecordDeclaration.Value {
    RecordDeclaration.Value(field: field, origin: .constant(.word(word)))
  }

  /// The same value, whose words mean those of the language.
  func meaning(
    _ words: KeyValuePairs<Word, [String]>, otherwise: RecordDeclaration.Meaning = .missing
  ) -> RecordDeclaration.Value {
    var value = self
    value.mapping = RecordDeclaration.Mapping(
      words.flatMap { word, texts in texts.map { ($0, .word(word.text)) } }, otherwise: otherwise)
    return value
  }

  /// The same value as it stands in a URL.
  func percentEncoded() -> RecordDeclaration.Value {
    var value = self
    value.isPercentEncoded = true
    return value
  }

  /// The same value as a list, with this byte between its members.
  func list(_ separator: UInt8) -> RecordDeclaration.Value {
    var value = self
    value.separator = separator
    return value
  }
}

extension RecordDeclaration.Place {
  /// A value of a JSON record; points stand between the names.
  static func json(_ path: String) -> RecordDeclaration.Place {
    .path(path.split(separator: ".").map(String.init))
  }
}

extension RecordDeclaration.Condition {
  /// Records in which a place has one of some values are irrelevant.
  static func not(
    _ place: RecordDeclaration.Place, _ values: String...
  ) -> RecordDeclaration.Condition {
    RecordDeclaration.Condition(
      place, RecordDeclaration.Mapping(values.map { ($0, .ignored) }, otherwise: .missing))
  }

  /// Records without a value in a place are irrelevant.
  static func present(_ place: RecordDeclaration.Place) -> RecordDeclaration.Condition {
    RecordDeclaration.Condition(
      place, RecordDeclaration.Mapping([], otherwise: .missing), needsValue: true)
  }

  /// Records in which a place has any other value are irrelevant.
  static func only(
    _ place: RecordDeclaration.Place, _ values: String...
  ) -> RecordDeclaration.Condition {
    RecordDeclaration.Condition(
      place, RecordDeclaration.Mapping(values.map { ($0, .missing) }, otherwise: .ignored))
  }
}

extension RecordDeclaration {
  /// The same declaration, with what few formats need.
  func with(_ change: (inout RecordDeclaration) -> Void) -> RecordDeclaration {
    var declaration = self
    change(&declaration)
    return declaration
  }
}

extension TimeForm {
  /// The form of a pattern that is part of the program.
  static func written(_ pattern: String) -> TimeForm {
    do throws(TimePattern.Failure) {
      return .pattern(try TimePattern(pattern))
    } catch {
      preconditionFailure("`\(pattern)` is no pattern of a time")
    }
  }
}
