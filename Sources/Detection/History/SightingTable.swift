internal import ByteScan
internal import EventModel

/// On which civil days a worker saw a value with a subject, and when it saw the subject first.
///
/// A value that comes a thousand times a day is kept once. The table is emptied when it has grown:
/// what is seen again afterwards is kept again, and the reduction takes everything together.
struct SightingTable: Sendable {
  private struct Sighted: Sendable {
    var root: Field
    var kind: UInt8
    var name: Range<Int>
    var firstDay: Int32
  }

  private struct Value: Sendable {
    var subject: Int32
    var key: UInt16
    var text: Range<Int>
    /// The day of the last sighting that was noted: most often it is that of the next one too.
    var lastDay: Int32
  }

  private struct Sighting: Sendable {
    var value: Int32
    var day: Int32
  }

  private var subjectNumbers = ByteInterner()
  private var subjects: [Sighted] = []
  /// By the number of an identity: that of its subject, or −1.
  private var subjectsOfIdentities: [Int32] = []
  private var valueNumbers = ByteInterner()
  private var values: [Value] = []
  private var sightings: [Sighting] = []
  private var texts: [UInt8] = []
  private var scratch: [UInt8] = []

  /// Roughly how much memory a value of a subject takes beside its text, and each day on which it was
  /// seen.
  static let byteCountPerValue = 96
  static let byteCountPerDay = 8

  /// Roughly how much memory the table takes.
  var byteCount: Int {
    subjects.count * 96 + values.count * Self.byteCountPerValue
      + sightings.count * Self.byteCountPerDay + texts.count
  }

  /// Notes that there was an event of an identity on a day, if the identity is known as a subject.
  ///
  /// - Returns: The number of the subject, or `nil`.
  mutating func note(identity: Int, on day: Int) -> Int? {
    guard identity < subjectsOfIdentities.count, subjectsOfIdentities[identity] >= 0 else {
      return nil
    }
    let number = Int(subjectsOfIdentities[identity])
    if day < Int(subjects[number].firstDay) {
      subjects[number].firstDay = Int32(truncatingIfNeeded: day)
    }
    return number
  }

  /// Makes a subject known as that of an identity.
  mutating func remember(subject: Int, ofIdentity identity: Int) {
    while subjectsOfIdentities.count <= identity { subjectsOfIdentities.append(-1) }
    subjectsOfIdentities[identity] = Int32(truncatingIfNeeded: subject)
  }

  /// Notes that there was an event of a subject on a day; returns the number of the subject until
  /// the table is emptied.
  ///
  /// - Complexity: O(*n*) in the bytes of the subject.
  mutating func note(subject: Span<UInt8>, kind: UInt8, root: Field, on day: Int) -> Int {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(root.rawValue)
    scratch.append(kind)
    scratch.append(copying: subject)
    let name = scratch
    let day = Int32(truncatingIfNeeded: day)
    if let known = subjectNumbers.number(of: name.span) {
      subjects[known].firstDay = min(subjects[known].firstDay, day)
      return known
    }
    let start = texts.count
    texts.append(copying: subject)
    subjects.append(
      Sighted(root: root, kind: kind, name: start..<texts.count, firstDay: day))
    subjectNumbers.insert(name.span, number: subjects.count - 1)
    return subjects.count - 1
  }

  /// Notes that an event of a subject had a value on a day.
  ///
  /// - Complexity: O(*n*) in the bytes of the value.
  mutating func note(_ text: Span<UInt8>, ofKey key: Int, subject: Int, on day: Int) {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(littleEndian: UInt32(truncatingIfNeeded: subject))
    scratch.append(littleEndian: UInt16(truncatingIfNeeded: key))
    scratch.append(copying: text)
    let name = scratch
    let day = Int32(truncatingIfNeeded: day)
    let number: Int
    if let known = valueNumbers.number(of: name.span) {
      guard values[known].lastDay != day else { return }
      values[known].lastDay = day
      number = known
    } else {
      let start = texts.count
      texts.append(copying: text)
      values.append(
        Value(
          subject: Int32(truncatingIfNeeded: subject), key: UInt16(truncatingIfNeeded: key),
          text: start..<texts.count, lastDay: day))
      number = values.count - 1
      valueNumbers.insert(name.span, number: number)
    }
    sightings.append(Sighting(value: Int32(truncatingIfNeeded: number), day: day))
  }

  /// Empties the table into records.
  ///
  /// - Parameter append: Takes one record.
  /// - Throws: What `append` throws; the table is then left as it was.
  /// - Complexity: O(*n* log *n*) in the sightings.
  mutating func empty<Failure: Error>(
    _ append: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var order = Array(sightings.indices)
    let (values, sightings) = (values, sightings)
    order.sort { a, b in
      let (left, right) = (sightings[a], sightings[b])
      let (of, other) = (values[Int(left.value)].subject, values[Int(right.value)].subject)
      return (of, left.value, left.day) < (other, right.value, right.day)
    }
    var next = 0
    for (number, subject) in subjects.enumerated() {
      let name = texts.span.extracting(subject.name)
      var writer = SightingWriter(
        subject: name, kind: subject.kind, root: subject.root, firstDay: subject.firstDay)
      while next < order.count, Int(values[Int(sightings[order[next]].value)].subject) == number {
        let value = sightings[order[next]].value
        var days: [Int32] = []
        while next < order.count, sightings[order[next]].value == value {
          let day = sightings[order[next]].day
          if days.last != day { days.append(day) }
          next += 1
        }
        let known = values[Int(value)]
        writer.append(texts.span.extracting(known.text), ofKey: known.key, on: days)
        if writer.isLarge {
          try append(writer.finished())
          writer.beginAgain()
        }
      }
      try append(writer.finished())
    }
    self = SightingTable()
  }
}
