package import EventModel

/// What the entries of a list are; it directs how `in` compares.
package enum ListType: String, CaseIterable, Hashable, Sendable {
  case domain, email, user, ip, folder, text, word, glob, date
}

/// A named list of values, as a rule file or a list file gives it.
package struct ValueList: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    /// The value as written; matchers fold or normalise it by the list's type.
    package var value: String
    /// The first moment at which the entry no longer counts, if it ends.
    package var endsAt: Timestamp?
    package init(_ value: String, endsAt: Timestamp? = nil) {
      self.value = value
      self.endsAt = endsAt
    }
  }

  package var name: String
  package var type: ListType
  package var entries: ListEntries
  package init(name: String, type: ListType, entries: some Sequence<Entry> = [Entry]()) {
    self.name = name
    self.type = type
    self.entries = ListEntries(entries)
  }
}

/// Opening hours and closed days in one civil zone.
package struct OpeningCalendar: Hashable, Sendable {
  package struct OpenHours: Hashable, Sendable {
    /// Days of the week that are open, 1 (Monday) to 7 (Sunday).
    package var weekdays: Set<Int>
    /// Minutes since midnight: start and end of [start, end).
    package var startMinute: Int
    package var endMinute: Int
    package init(weekdays: Set<Int>, startMinute: Int, endMinute: Int) {
      self.weekdays = weekdays
      self.startMinute = startMinute
      self.endMinute = endMinute
    }
  }

  package var name: String
  /// The IANA name of the zone, such as `Asia/Tokyo`.
  package var timezone: String
  package var open: [OpenHours]
  /// Closed civil days, as days since 1970-01-01.
  package var closedDays: Set<Int>
  package init(name: String, timezone: String, open: [OpenHours], closedDays: Set<Int>) {
    self.name = name
    self.timezone = timezone
    self.open = open
    self.closedDays = closedDays
  }
}
