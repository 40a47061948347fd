internal import EventModel
internal import RuleProgram

extension RuleCompiler {
  /// Enters every declared name; a name declared twice is an error that names both places.
  mutating func declareNames() {
    forEachDeclaration { compiler, declaration in
      switch declaration.content {
      case .constant(let syntax): compiler.declareLet(syntax)
      case .list(let syntax): compiler.declareList(syntax)
      case .calendar(let syntax): compiler.declareCalendar(syntax)
      case .define(let name, let pattern): compiler.declareDefine(name, pattern)
      case .rule(let rule):
        let place = compiler.symbols.rules[rule.name.text]
        if compiler.isNew(rule.name, .rule, place) {
          compiler.symbols.rules[rule.name.text] = compiler.place(rule.name)
        }
      case .format(let format):
        let place = compiler.symbols.formats[format.name.text]
        if compiler.isNew(format.name, .format, place) {
          compiler.symbols.formats[format.name.text] = compiler.place(format.name)
        }
      case .broken(_, let name):
        if let name { compiler.symbols.broken.insert(name.text) }
      case .use, .set, .extend, .allow, .disable: break
      }
    }
  }

  func place(_ name: NameSyntax) -> Place { Place(source: source, range: name.range) }

  /// Whether a declaration is the first of its name; reports it if not.
  private mutating func isNew(_ name: NameSyntax, _ what: Complaint.Named, _ first: Place?) -> Bool
  {
    guard let first else { return true }
    report(.duplicate(name.text, what, first: written(first)), at: name.range)
    return false
  }

  private mutating func declareLet(_ syntax: LetSyntax) {
    let name = syntax.name
    let first = symbols.lets[name.text]?.place ?? symbols.listPlaces[name.text]
    guard isNew(name, .constant, first) else { return }
    if case .name(let value) = syntax.value.value {
      report(.letOfName(value), at: syntax.value.range)
      symbols.broken.insert(name.text)
      return
    }
    let parts = [.email, .attachment, .user].flatMap(Scope.parts).map(\.name)
    if Field(name: name.text) != nil || parts.contains(name.text) {
      report(.shadowsField(name.text), at: name.range)
      return
    }
    symbols.lets[name.text] = Symbols.Let(value: syntax.value.value, place: place(name))
  }

  private mutating func declareList(_ syntax: ListSyntax) {
    let name = syntax.name
    let first = symbols.listPlaces[name.text] ?? symbols.lets[name.text]?.place
    guard isNew(name, .list, first) else { return }
    symbols.listPlaces[name.text] = place(name)
    symbols.lists[name.text] = ListID(program.lists.count)
    program.lists.append(ValueList(name: name.text, type: syntax.type))
  }

  private mutating func declareCalendar(_ syntax: CalendarSyntax) {
    let name = syntax.name
    guard isNew(name, .calendar, symbols.calendarPlaces[name.text]) else { return }
    symbols.calendarPlaces[name.text] = place(name)
    symbols.calendars[name.text] = CalendarID(program.calendars.count)
    program.calendars.append(
      OpeningCalendar(name: name.text, timezone: "", open: [], closedDays: []))
  }

  private mutating func declareDefine(_ name: NameSyntax, _ pattern: PatternSyntax) {
    guard isNew(name, .define, symbols.defines[name.text]?.place) else { return }
    if EventKind(name: name.text) != nil {
      report(.shadowsKind(name.text), at: name.range)
      return
    }
    symbols.defines[name.text] = Symbols.Define(pattern: pattern, place: place(name))
  }

  /// Lets each `set` take the place of the `let` of its name.
  mutating func applyOverrides() {
    forEachDeclaration { compiler, declaration in
      guard case .set(let syntax) = declaration.content, compiler.mayChangeOthers else { return }
      compiler.override(syntax)
    }
  }

  private mutating func override(_ syntax: LetSyntax) {
    let name = syntax.name
    guard let original = symbols.lets[name.text] else {
      guard !symbols.mayBeBroken(name.text) else { return }
      report(.unknownLet(name.text, known: symbols.lets.keys), at: name.range)
      return
    }
    if let first = original.overriddenAt {
      report(.setTwice(name.text, first: written(first)), at: name.range)
      return
    }
    guard original.value.typeName == syntax.value.value.typeName else {
      report(
        .otherTypeThanLet(
          name.text, original.value.typeName, found: syntax.value.value.typeName,
          place: written(original.place)), at: syntax.value.range)
      return
    }
    var changed = original
    changed.value = syntax.value.value
    changed.overriddenAt = place(name)
    symbols.lets[name.text] = changed
  }

  /// Takes the settings of the program from the `let`s that have a meaning of their own.
  mutating func readSettings() {
    if let zone = symbols.lets["civil_timezone"] {
      source = (zone.overriddenAt ?? zone.place).source
      let range = (zone.overriddenAt ?? zone.place).range
      if case .text(let name) = zone.value {
        if let zone = findZone(name, at: range) {
          program.civilTimezone = name
          civilZone = zone
        }
      } else {
        report(.civilTimezone, at: range)
      }
    }
    if let notice = symbols.lets["before_notice"] {
      source = (notice.overriddenAt ?? notice.place).source
      if case .duration(let microseconds) = notice.value {
        program.beforeNoticeMicroseconds = microseconds
      } else {
        report(.beforeNotice, at: (notice.overriddenAt ?? notice.place).range)
      }
    }
    program.companyDomains = symbols.lists["company_domains"]
    program.watchlist = symbols.lists["watchlist"]
    program.privilegedUsers = symbols.lists["privileged_users"]
  }

  /// Finds a time zone; reports it if there is none.
  mutating func findZone(_ name: String, at range: Range<Int>) -> CivilZone? {
    do throws(ZoneError) {
      return try CivilZone(named: name)
    } catch {
      let isDamaged = if case .damagedZone = error { true } else { false }
      report(isDamaged ? .damagedZone(name) : .unknownZone(name), at: range)
      return nil
    }
  }
}
