import ByteScan
import EventModel
import RuleProgram

/// How the bytes of a text are brought into the form in which they are compared.
enum TextForm: UInt8, Hashable, Sendable {
  /// As logged: `exactly`.
  case raw
  case folded
  /// Folded, with `/` for every separator.
  case path
  /// A host: lower-case A-labels without port or trailing dot.
  case domain
  /// A mail address, its domain as a host.
  case email
}

/// A text that tests look at: where it comes from, which part, and in what form.
///
/// Each distinct source is a slot of ``MatchContext``, so a text is folded once per event at most.
struct TextSource: Hashable, Sendable {
  enum Origin: Hashable, Sendable {
    case field(Field)
    /// The first element of a list field, where no quantifier says which one is meant.
    case firstElement(Field)
    /// The element that the enclosing quantifier is looking at.
    case element
    /// The user as the roster knows them.
    case user
  }

  enum Part: Hashable, Sendable {
    case whole, addressDomain, addressLocal, nameExtension, department, phase
  }

  var origin: Origin
  var part: Part
  var form: TextForm

  /// Replaces `output` by a value that the whole text must equal; any name of a person stands for
  /// the person.
  func writeWholeValue(
    _ value: Span<UInt8>, _ people: any UserRecords, into output: inout [UInt8]
  ) {
    if origin == .user, part == .whole, form != .raw {
      form.write(people.user(named: String(lossy: value)).identity.span, into: &output)
    } else {
      form.write(value, into: &output)
    }
  }
}

/// What the elements of a list field are.
enum ElementType: Hashable, Sendable {
  case email, attachment

  init(of field: Field) { self = field == .attachment ? .attachment : .email }
}

extension Field {
  /// Whether the field holds several values.
  var holdsElements: Bool {
    switch self {
    case .to, .cc, .bcc, .recipient, .attachment, .forwardTo, .target: true
    default: false
    }
  }

  /// The form in which texts of the field are compared.
  var textForm: TextForm {
    switch self {
    case .domain: .domain
    // A browser reads `\` in the path of an address as `/`, so one form serves web and files.
    case .path, .targetPath: .path
    case .sender, .account, .to, .cc, .bcc, .recipient, .forwardTo, .target: .email
    default: .folded
    }
  }
}

extension Operand {
  /// Returns the text the operand stands for, in the form in which it is compared.
  ///
  /// `elements` is what the enclosing quantifier looks at, if there is one.
  func textSource(elements: ElementType?) -> TextSource {
    let origin: TextSource.Origin
    var form: TextForm
    switch self.origin {
    case .element:
      origin = .element
      form = elements == .attachment ? .folded : .email
    case .field(.user):
      origin = .user
      form = .folded
    case .field(let field):
      origin = field.holdsElements ? .firstElement(field) : .field(field)
      form = field.textForm
    }
    let part: TextSource.Part
    switch self.part {
    case .whole, .name, .size, .daysLeft: part = .whole
    case .domain: (part, form) = (.addressDomain, .domain)
    case .local: (part, form) = (.addressLocal, .folded)
    case .fileExtension: (part, form) = (.nameExtension, .folded)
    case .department: (part, form) = (.department, .folded)
    case .phase: (part, form) = (.phase, .folded)
    }
    return TextSource(origin: origin, part: part, form: form)
  }

  /// Returns the number the operand stands for.
  var numberSource: NumberSource {
    if part == .daysLeft { return .daysLeft }
    switch origin {
    case .element: return .elementByteCount
    case .field(let field):
      return field.holdsElements ? .firstByteCount(field) : .field(field)
    }
  }
}

/// A number that tests look at.
enum NumberSource: Hashable, Sendable {
  case field(Field)
  /// The size of the attachment that the enclosing quantifier is looking at.
  case elementByteCount
  /// The size of the first attachment.
  case firstByteCount(Field)
  /// The days from the event to the user's last day.
  case daysLeft
}
