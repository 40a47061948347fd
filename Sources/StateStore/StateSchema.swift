internal import GRDB

/// The tables of the state, and how those of earlier versions become them.
///
/// Numbers of bytes are of decompressed text unless they say `stored`; times are microseconds since
/// 1970-01-01T00:00:00Z, days are civil days since 1970-01-01. Tables are for the program; people
/// read the views: `inputs`, `findings`, `runs`, `coverage`.
enum StateSchema {
  /// What marks a database as a state: `exfl`.
  static let applicationID = 0x6578_666c
  /// The number of the newest migration.
  static let version = 4

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      for statement in first { try db.execute(sql: statement) }
      try db.execute(sql: "PRAGMA user_version = 1")
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    migrator.registerMigration("2") { db in
      for statement in second { try db.execute(sql: statement) }
      try FragmentMigration.run(db)
      // People had other prints: nobody's row has changed, but everybody is judged anew once.
      try db.execute(sql: "DELETE FROM person")
      try db.execute(sql: "DELETE FROM setting WHERE name = 'program'")
      try db.execute(sql: "PRAGMA user_version = 2")
    }
    migrator.registerMigration("3") { db in
      for statement in third { try db.execute(sql: statement) }
      try FactMigration.run(db)
      try db.packHours()
      for statement in ["DROP VIEW coverage", "DROP TABLE hour", coverage] {
        try db.execute(sql: statement)
      }
      try db.execute(sql: "PRAGMA user_version = 3")
    }
    migrator.registerMigration("4") { db in
      try FindingMigration.run(db)
      try db.execute(sql: "PRAGMA user_version = 4")
    }
    return migrator
  }

  private static let first = [
    """
    CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE run(
      id INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL, ended TEXT, status TEXT NOT NULL,
      version TEXT NOT NULL, inputs INTEGER, lines INTEGER, newest_event INTEGER,
      new INTEGER, changed INTEGER, withdrawn INTEGER) STRICT
    """,
    // A text that was read: told by what is in it.
    """
    CREATE TABLE content(
      id INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, lines INTEGER NOT NULL,
      sha256 BLOB NOT NULL, head_bytes INTEGER NOT NULL, head_sha256 BLOB NOT NULL) STRICT
    """,
    "CREATE INDEX content_head ON content(head_bytes, head_sha256)",
    // How long the text was at the end of each run that read some of it.
    """
    CREATE TABLE beginning(
      content INTEGER NOT NULL, bytes INTEGER NOT NULL, sha256 BLOB NOT NULL,
      PRIMARY KEY(content, bytes)) STRICT, WITHOUT ROWID
    """,
    // Where the text was seen last, as stored.
    """
    CREATE TABLE copy(
      path BLOB PRIMARY KEY, content INTEGER NOT NULL, stored_bytes INTEGER NOT NULL,
      stored_sha256 BLOB, open_bytes INTEGER NOT NULL, modified INTEGER NOT NULL,
      changed INTEGER NOT NULL, run INTEGER NOT NULL) STRICT
    """,
    "CREATE INDEX copy_size ON copy(stored_bytes)",
    // What one run read of one input; its id is the source of places in facts.
    """
    CREATE TABLE reading(
      id INTEGER PRIMARY KEY, run INTEGER NOT NULL, content INTEGER NOT NULL, path TEXT NOT NULL,
      first_byte INTEGER NOT NULL, bytes INTEGER NOT NULL, lines INTEGER NOT NULL,
      events INTEGER NOT NULL, ignored INTEGER NOT NULL, rejected INTEGER NOT NULL,
      status TEXT NOT NULL, format TEXT NOT NULL, sources TEXT NOT NULL, encoding TEXT NOT NULL, zone TEXT NOT NULL,
      first_event INTEGER, last_event INTEGER) STRICT
    """,
    """
    CREATE TABLE hour(
      source TEXT NOT NULL, server BLOB NOT NULL, batch INTEGER NOT NULL, hour INTEGER NOT NULL,
      events INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
      PRIMARY KEY(source, server, batch, hour)) STRICT, WITHOUT ROWID
    """,
    // The rules whose numbers stand in records.
    """
    CREATE TABLE program(
      id INTEGER PRIMARY KEY, rules TEXT NOT NULL, history TEXT NOT NULL) STRICT
    """,
    """
    CREATE TABLE fact(
      id INTEGER PRIMARY KEY, subject BLOB NOT NULL, run INTEGER NOT NULL, program INTEGER NOT NULL,
      server BLOB, batch INTEGER, records INTEGER NOT NULL, first INTEGER, last INTEGER, until INTEGER, first_day INTEGER,
      last_day INTEGER, fingerprint INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT
    """,
    // Events and what was seen stand in rows of their own; the latter have no `last`. After `until`
    // no rule asks for the events any more to judge a new one.
    "CREATE INDEX fact_subject ON fact(subject, last, until)",
    "CREATE INDEX fact_age ON fact(last, last_day)",
    // The run that joined the record, of what was made of several lines.
    "CREATE INDEX fact_batch ON fact(batch) WHERE batch IS NOT NULL",
    // Lines that may yet find the rest of their record.
    """
    CREATE TABLE fragment(
      id INTEGER PRIMARY KEY, key BLOB NOT NULL, batch INTEGER NOT NULL, records INTEGER NOT NULL,
      last INTEGER NOT NULL, messages BLOB NOT NULL, fingerprint INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT
    """,
    "CREATE INDEX fragment_batch ON fragment(batch, last)",
    // What of a subject was judged but is made anew in each run: last lines, faults of sources.
    """
    CREATE TABLE unsettled(subject BLOB PRIMARY KEY, prints BLOB NOT NULL) STRICT
    """,
    "CREATE TABLE server(name BLOB PRIMARY KEY) STRICT",
    // What is known of a person; a change has the person judged anew.
    "CREATE TABLE person(id TEXT PRIMARY KEY, fingerprint INTEGER NOT NULL) STRICT",
    """
    CREATE TABLE finding(
      id TEXT PRIMARY KEY, subject BLOB NOT NULL, rule TEXT NOT NULL, severity INTEGER NOT NULL,
      score INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, standing INTEGER NOT NULL,
      first_seen TEXT NOT NULL, first_run INTEGER NOT NULL, changed_run INTEGER NOT NULL,
      told_run INTEGER, superseded_by TEXT, print INTEGER NOT NULL, json TEXT NOT NULL) STRICT
    """,
    "CREATE INDEX finding_subject ON finding(subject)",
    "CREATE INDEX finding_untold ON finding(told_run) WHERE told_run IS NULL",
    // Reports that hold what has not been marked as told yet.
    "CREATE TABLE pending(path BLOB PRIMARY KEY, sha256 BLOB NOT NULL) STRICT",
    """
    CREATE VIEW runs AS SELECT id, started, ended, status, inputs, lines,
      datetime(newest_event / 1000000, 'unixepoch') AS newest_event, new, changed, withdrawn FROM run
    """,
    """
    CREATE VIEW inputs AS SELECT reading.id, run, path, first_byte, reading.bytes, reading.lines,
      events, ignored, rejected, status, format, encoding, zone,
      datetime(first_event / 1000000, 'unixepoch') AS first_event,
      datetime(last_event / 1000000, 'unixepoch') AS last_event,
      lower(hex(content.sha256)) AS sha256
      FROM reading JOIN content ON content.id = reading.content
    """,
    """
    CREATE VIEW findings AS SELECT id, rule, json_extract(json, '$.subject.value') AS subject,
      score, datetime(first / 1000000, 'unixepoch') AS first,
      datetime(last / 1000000, 'unixepoch') AS last, first_seen, standing, told_run, superseded_by
      FROM finding
    """,
    """
    CREATE VIEW coverage AS SELECT source, date(hour * 3600, 'unixepoch') AS day_utc,
      sum(events) AS events, count(*) AS hours FROM hour GROUP BY source, day_utc
    """,
  ]

  private static let second = [
    // Lines that may yet find the rest of their record: a row for all that was joined together, with
    // what names the records and where their lines stand, and rows with the lines of many records.
    """
    CREATE TABLE batch(
      id INTEGER PRIMARY KEY, records INTEGER NOT NULL, bytes INTEGER NOT NULL, heads BLOB NOT NULL) STRICT
    """,
    """
    CREATE TABLE batch_part(id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT
    """,
    "CREATE INDEX batch_part_batch ON batch_part(batch)",
    // What rules can count of the events, beside what finds them: most people need no more of a night.
    "ALTER TABLE fact ADD COLUMN tallies BLOB",
    "DROP INDEX fact_subject",
    "CREATE INDEX fact_reach ON fact(subject, last, until, program, tallies)",
    // What must be known of a finding that stands, without its text.
    """
    CREATE INDEX finding_standing ON finding(id, rule, subject, first, last, told_run, print)
      WHERE standing = 1
    """,
  ]

  private static let third = [
    // Facts: a row with the heads of many subjects, in the order of these numbers, and rows with the
    // records. Events and what was seen stand in rows of their own; the latter have no `last`. After
    // `until` no rule asks for the events any more to judge a new one. `batch` is the run that joined
    // the records, of what was made of several lines.
    """
    CREATE TABLE pack(
      id INTEGER PRIMARY KEY, run INTEGER NOT NULL, program INTEGER NOT NULL, server BLOB, batch INTEGER,
      records INTEGER NOT NULL, bytes INTEGER NOT NULL, first INTEGER, last INTEGER, until INTEGER,
      last_day INTEGER, first_subject INTEGER NOT NULL, last_subject INTEGER NOT NULL,
      heads BLOB NOT NULL) STRICT
    """,
    "CREATE TABLE pack_part(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
    // The events of a source on a day in UTC, and how they lie on its hours.
    """
    CREATE TABLE day(
      source TEXT NOT NULL, server BLOB NOT NULL, batch INTEGER NOT NULL, day INTEGER NOT NULL,
      events INTEGER NOT NULL, hour_count INTEGER NOT NULL, hours BLOB NOT NULL,
      PRIMARY KEY(source, server, batch, day)) STRICT, WITHOUT ROWID
    """,
  ]

  private static let coverage = """
    CREATE VIEW coverage AS SELECT source, date(day * 86400, 'unixepoch') AS day_utc,
      sum(events) AS events, sum(hour_count) AS hours FROM day GROUP BY source, day_utc
    """
}
