package import EventModel

/// A user's format declaration, compiled.
package struct DeclaredFormat: Sendable {
  /// The declaration as the rule file has it.
  package let declaration: FormatDeclaration
  let layout: Layout
  let timezone: CivilZone?

  enum Layout: Sendable {
    case squid(SquidLogformat)
    case samba(SambaPrefix)
    case records(RecordPlan)
  }

  /// The declared name.
  package var name: String { declaration.name }

  /// Compiles a declaration.
  ///
  /// - Throws: ``FormatDeclarationError``, with the place in the layout text where it applies.
  package init(_ declaration: FormatDeclaration) throws(FormatDeclarationError) {
    self.declaration = declaration
    var zone: CivilZone?
    if let name = declaration.timezone {
      do throws(ZoneError) {
        zone = try CivilZone(named: name)
      } catch {
        throw FormatDeclarationError(
          name: declaration.name, place: declaration.place,
          reason: "`\(name)` is not a time zone of this machine", layoutOffset: nil)
      }
    }
    timezone = zone
    switch declaration.layout {
    case .squid(let text):
      do throws(SquidLogformatError) {
        layout = .squid(try SquidLogformat(text))
      } catch {
        throw FormatDeclarationError(
          name: declaration.name, place: declaration.place, reason: error.reason,
          layoutOffset: error.byteOffset)
      }
    case .samba(let text):
      do throws(SambaPrefixError) {
        layout = .samba(try SambaPrefix(text))
      } catch {
        throw FormatDeclarationError(
          name: declaration.name, place: declaration.place, reason: error.reason,
          layoutOffset: error.byteOffset)
      }
    case .records(let records):
      do throws(RecordPlanError) {
        layout = .records(try RecordPlan(records, kind: declaration.kind))
      } catch {
        throw FormatDeclarationError(
          name: declaration.name, place: declaration.place, reason: error.reason,
          layoutOffset: error.layoutOffset)
      }
      return
    }
    let kind: EventKind = if case .squid = layout { .web } else { .file }
    guard declaration.kind == kind else {
      throw FormatDeclarationError(
        name: declaration.name, place: declaration.place,
        reason: "lines of this layout are of kind `\(kind.name)`", layoutOffset: nil)
    }
  }

  /// The format that reads a whole input of such lines.
  var format: LogFormat {
    switch layout {
    case .squid(let layout):
      LogFormat(name: name, layout: .squid(layout), timezone: timezone)
    case .samba(let prefix):
      LogFormat(
        name: "syslog", layout: .syslog(SyslogLayout(samba: prefix, sambaName: name)),
        timezone: timezone)
    case .records(let plan):
      LogFormat(name: name, layout: .records(plan), timezone: timezone)
    }
  }
}

/// Why a declaration cannot be used.
package struct FormatDeclarationError: Error, Hashable, Sendable {
  /// The declared name.
  package var name: String
  /// Where the declaration stands, as `file:line:column`.
  package var place: String
  /// A sentence for the rule's author.
  package var reason: String
  /// The offset in bytes within the layout text, if it is about a place in it.
  package var layoutOffset: Int?
}
