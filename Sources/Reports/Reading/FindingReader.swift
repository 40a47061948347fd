package import Detection
internal import EventModel
internal import RuleProgram

/// Reads a finding back from the JSON that ``FindingJSON`` writes.
package enum FindingReader {
  /// Reads one line of a report, with or without its line end.
  ///
  /// Names that this version does not know are left alone, for later ones may add some. Of the
  /// findings that one rests on only the ids are there.
  ///
  /// - Throws: ``JSONFault`` if the line is no JSON, or no finding.
  /// - Complexity: O(*n*) in the bytes.
  package static func finding(in line: Span<UInt8>) throws(JSONFault) -> Finding {
    let members = try JSONMembers(try JSONReader.value(of: line))
    var finding = Finding()
    finding.id = try members.string("id")
    finding.rule = try members.string("rule")
    finding.title = try members.string("title")
    finding.category = try members.optionalString("category") ?? ""
    let severity = try members.string("severity")
    guard let known = Severity(name: severity) else {
      throw JSONFault(
        members.offset(of: "severity"), "`severity` is not one of this version",
        "`severity` がこの版にない値です")
    }
    finding.severity = known
    finding.score = try members.integer("score")
    finding.scoreTerms = try terms(of: members)
    finding.subject = try subject(of: members)
    finding.user = try members.optionalString("user")
    finding.name = try members.optionalString("name")
    finding.department = try members.optionalString("department")
    finding.phase = try members.optionalString("phase").flatMap(DeparturePhase.init(rawValue:))
    finding.lastDay = try members.optionalString("last_day")
    finding.first = try time("first", of: members)
    finding.last = try time("last", of: members)
    finding.count = try members.count("count")
    finding.bytesOut = try members.optionalInteger("bytes_out")
    finding.destinations = try members.strings("destinations")
    finding.message = try members.optionalString("message") ?? ""
    finding.why = try members.optionalString("why") ?? ""
    finding.next = try members.optionalString("next") ?? ""
    finding.owner = try members.optionalString("owner") ?? ""
    finding.attack = try members.strings("attack")
    finding.isTrial = try members.bool("trial")
    finding.cappedBy = try members.optionalString("capped_by")
    finding.grounds = try members.strings("findings").map {
      Finding.Ground(id: $0, rule: "", score: 0)
    }
    finding.evidence = try evidence(of: members)
    finding.evidenceTotal = try members.count("evidence_total")
    return finding
  }

  private static func subject(of members: JSONMembers) throws(JSONFault) -> Subject {
    let subject = try members.object("subject")
    guard let kind = Subject.Kind(rawValue: try subject.string("kind")) else {
      throw JSONFault(
        subject.offset(of: "kind"), "`kind` is not user, address, host or source",
        "`kind` が user、address、host、source のいずれでもありません")
    }
    return Subject(kind: kind, value: try subject.string("value"))
  }

  private static func terms(of members: JSONMembers) throws(JSONFault) -> [Finding.Term] {
    var terms: [Finding.Term] = []
    for element in try members.list("score_terms") {
      let term = try JSONMembers(element)
      terms.append(Finding.Term(points: try term.integer("add"), why: try term.string("why")))
    }
    return terms
  }

  private static func evidence(of members: JSONMembers) throws(JSONFault) -> [EvidenceLine] {
    var lines: [EvidenceLine] = []
    for element in try members.list("evidence") {
      let line = try JSONMembers(element)
      lines.append(
        EvidenceLine(
          file: try line.string("file"), line: try line.count("line"),
          offset: try line.count("offset"), sha256: try line.string("sha256")))
    }
    return lines
  }

  private static func time(
    _ name: String, of members: JSONMembers
  ) throws(JSONFault) -> Timestamp {
    let text = try members.string(name)
    // With an offset, as every time of a report has, the zone does not matter.
    guard let time = CivilZone.utc.time(parsing: text) else {
      throw JSONFault(members.offset(of: name), "`\(name)` is no time", "`\(name)` が時刻ではありません")
    }
    return time
  }
}
