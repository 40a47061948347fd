import EventModel
import RuleProgram
import Testing

/// Values in one array of bytes against an array of values.
@Suite struct ListEntriesTests {
  static let end = Timestamp(microseconds: 7)

  @Test func `gives back what it was given, in order`() {
    let values = ["a", "", "顧客", "a", "long.example.co.jp"].enumerated().map { index, text in
      ValueList.Entry(text, endsAt: index % 2 == 1 ? Timestamp(microseconds: Int64(index)) : nil)
    }
    var entries = ListEntries(values)
    #expect(Array(entries) == values && entries.count == 5)
    #expect(entries.byteCount == values.reduce(0) { $0 + $1.value.utf8.count })
    #expect(entries.indices.map { entries.endsAt($0) } == values.map(\.endsAt))
    entries.append(Array("plain".utf8).span)
    #expect(entries.last == ValueList.Entry("plain") && entries.count == 6)
  }

  @Test func `equal values make equal lists, cut otherwise they do not`() {
    let ab = ListEntries(["a", "b"].map { ValueList.Entry($0) })
    #expect(ab == ListEntries(["a", "b"].map { ValueList.Entry($0) }))
    #expect(ab != ListEntries(["ab", ""].map { ValueList.Entry($0) }))
    #expect(ab != ListEntries([ValueList.Entry("a"), ValueList.Entry("b", endsAt: Self.end)]))
  }

  @Test func `a copy keeps its values when the original grows`() {
    var entries = ListEntries([ValueList.Entry("a", endsAt: Self.end)])
    let copy = entries
    entries.append(ValueList.Entry("b"))
    #expect(copy.count == 1 && entries.count == 2 && copy[0] == entries[0])
  }
}
