package import Detection
package import EventModel
internal import RuleProgram

/// The account of a run as one JSON object, for programs that watch runs.
package struct RunSummaryJSON: Sendable {
  let zone: CivilZone

  /// Creates a writer that prints times in the civil zone of the run.
  package init(zone: CivilZone) { self.zone = zone }

  /// Appends the object and a line feed; the order of its names never changes.
  ///
  /// - Complexity: O(*n* log *n*) in the inputs and identities.
  package func append(
    _ summary: RunSummary, _ conclusion: RunConclusion, to buffer: inout [UInt8]
  ) {
    var object = JSONObject(taking: &buffer)
    object.add("exit_status", conclusion.exitStatus)
    object.add(
      "complete",
      summary.incompleteInputs.isEmpty && summary.unjudged.isEmpty && !summary.isStopped
        && !summary.inputs.isEmpty)
    object.add("balanced", summary.balances)
    object.addObject("findings") { findings in
      findings.add("raised", conclusion.raisedCount)
      findings.add("published", conclusion.publishedCount)
      findings.add("trial", conclusion.trialCount)
      findings.addObject("by_severity") { counts in
        for severity in Severity.allCases.reversed() {
          counts.add(severity.name, conclusion.published[severity] ?? 0)
        }
      }
    }
    object.addList("inputs", summary.inputs) { input, element in add(input, to: &element) }
    object.addList("not_evaluable", summary.notEvaluable) { entry, element in
      element.add("rule", entry.rule)
      element.add("source", entry.source)
      element.add("fields", entry.fields)
      add(entry.days, to: &element)
      element.add("advice", entry.advice.english)
      if !entry.through.isEmpty { element.add("through", entry.through) }
    }
    object.add("not_applicable", summary.notApplicable)
    object.addList("not_applicable_days", summary.silentDays) { entry, element in
      element.add("rule", entry.rule)
      add(entry.days, to: &element)
    }
    add(summary.coverage, to: &object)
    object.addList("over_memory", summary.unjudged) { entry, element in
      element.add("rule", entry.rule)
      element.add("subjects", entry.subjects)
    }
    object.addList("weakened", summary.weakened) { entry, element in
      element.add("rule", entry.rule)
      element.add("without", entry.without)
    }
    object.addList("allowed", summary.allowed) { entry, element in
      element.add("name", entry.name)
      element.addList("rules", entry.shares) { share, element in
        element.add("rule", share.rule)
        element.add("events", share.eventCount)
        element.add("alerts_on_each", share.alertsOnEach)
      }
      add(entry, to: &element)
    }
    object.addList("disabled", summary.disabled) { entry, element in
      element.add("rule", entry.name)
      add(entry, to: &element)
    }
    object.add("unknown_identities", counts: summary.unknownIdentities)
    object.add("ambiguous_identities", counts: summary.ambiguousIdentities)
    object.add("silent_people", summary.silentPeople)
    object.add("still_learning", summary.stillLearning)
    object.add("events_without_subject", summary.eventsWithoutSubject)
    object.add("rules", summary.ruleCount)
    object.add("people", summary.peopleCount)
    object.add("facts", summary.factCount)
    object.add("spilled_bytes", summary.spilledByteCount)
    addRoster(summary.roster, to: &object)
    object.add("warnings", summary.warnings.map(\.english))
    object.close(into: &buffer)
    buffer.append(UInt8(ascii: "\n"))
  }

  /// Civil days, a first and a last one for each stretch.
  private func add(_ days: CivilDays, to object: inout JSONObject) {
    object.addList("days", days.dates) { dates, element in
      element.add("first", dates.first.text)
      element.add("last", dates.last.text)
    }
  }

  /// What the roster is worth; when it was written is told only where that is long ago, so that a
  /// copy of the files gives the same bytes.
  private func addRoster(_ roster: RosterAccount?, to object: inout JSONObject) {
    guard let roster else { return }
    object.addObject("roster") { element in
      element.add("departing", roster.departingCount)
      element.add("departed", roster.departedCount)
      element.add("warnings", roster.concerns.map(\.rawValue))
      if roster.isOld { element.add("written", roster.written.map { $0.text(in: zone) }) }
    }
  }

  private func add(_ exception: ExceptionAccount, to object: inout JSONObject) {
    object.add("until", exception.lastDay)
    object.add("ended", exception.hasEnded)
    object.add("reason", exception.reason)
    if let approver = exception.approver { object.add("by", approver) }
    object.add("place", exception.place)
    let events = exception.events
    object.add("events", events.eventCount)
    object.add("bytes_out", events.bytesOut)
    object.add("users", counts: events.users)
    object.add("first", events.first.map { $0.text(in: zone) })
    object.add("last", events.last.map { $0.text(in: zone) })
  }

  private func add(_ input: InputAccount, to object: inout JSONObject) {
    object.add("file", input.name)
    object.add("status", input.status)
    object.addList("notes", input.notes) { note, element in
      element.add("code", note.code)
      element.add("detail", note.detail)
    }
    object.add("format", input.format)
    object.add("encoding", input.encoding)
    object.add("zone", input.zone)
    object.add("stored_bytes", input.storedByteCount)
    object.add("bytes", input.byteCount)
    object.add("sha256_stored", input.sha256Stored)
    object.add("sha256", input.sha256)
    let account = input.lines
    object.add("lines", account.lines)
    object.add("event_lines", account.eventLines)
    object.addObject("events") { events in
      for kind in EventKind.allCases {
        if let count = account.events[kind] { events.add(kind.name, count) }
      }
    }
    object.add("ignored", counts: account.ignored)
    object.add("other_programs", counts: account.otherPrograms)
    object.add("rejected", counts: account.rejected)
    object.add("rejected_bytes", account.rejectedByteCount)
    object.addList("first_rejects", account.firstRejects) { reject, element in
      element.add("reason", reject.reason)
      element.add("line", reject.line)
      element.add("offset", reject.offset)
      element.add("sample", reject.sample.span)
    }
    object.add("first_event", account.firstEvent.map { $0.text(in: zone) })
    object.add("last_event", account.lastEvent.map { $0.text(in: zone) })
    object.add("implausible_times", account.implausibleTimes)
    // Names that are only there where clocks are set forth and back.
    if account.ambiguousTimes > 0 { object.add("ambiguous_local", account.ambiguousTimes) }
    if account.skippedTimes > 0 { object.add("skipped_local", account.skippedTimes) }
    object.add("times_backwards", account.timesBackwards)
  }
}
