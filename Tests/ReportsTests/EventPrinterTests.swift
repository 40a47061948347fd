internal import EventModel
internal import Reports
internal import Testing

@Suite struct EventPrinterTests {
  private func print(_ event: Event, _ block: [UInt8] = [], names: EventNaming = .own) -> String {
    var buffer: [UInt8] = []
    EventPrinter(naming: names).append(
      event, in: block.span, file: "a.log", line: 7, to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  private var upload: Event {
    var event = Event()
    event.begin(.web, at: Timestamp(microseconds: 1_791_765_067_000_123))
    event.set(.bytesOut, to: 62_915_175)
    event.set(.method, to: Word.post)
    event.set(.user, copying: "yamada")
    event.set(.domain, copying: "12.gigafile.nu")
    event.set(.outcome, to: Word.allowed)
    event.set(.url, toBlockRange: 3..<8)
    return event
  }

  private let block: [UInt8] = Array("xxxhttp\u{1B}xx".utf8)

  @Test func `prints the fields of the schema in its order`() {
    #expect(
      print(upload, block)
        == #"{"kind":"web","time":"2026-10-12T00:31:07.000123Z","file":"a.log","line":7,"#
        + #""user":"yamada","outcome":"allowed","domain":"12.gigafile.nu","url":"http\u001b","#
        + #""method":"POST","bytes_out":62915175}"# + "\n")
  }

  @Test func `prints the keys of the common schema`() {
    #expect(
      print(upload, block, names: .ecs)
        == #"{"exfil.kind":"web","@timestamp":"2026-10-12T00:31:07.000123Z","#
        + #""log.file.path":"a.log","log.line":7,"user.id":"yamada","event.outcome":"allowed","#
        + #""url.domain":"12.gigafile.nu","url.full":"http\u001b","http.request.method":"POST","#
        + #""http.request.bytes":62915175}"# + "\n")
  }

  @Test func `prints lists and attachments, and every recipient again`() {
    var event = Event()
    event.begin(.mail, at: Timestamp(microseconds: 0))
    event.set(.sender, copying: "a@example.co.jp")
    for (field, text) in [(Field.to, "b@x.jp"), (.recipient, "c@y.jp")] {
      event.append(field, copying: Array(text.utf8).span)
    }
    event.append(.attachment, copying: Array("顧客名簿.xlsx".utf8).span, byteCount: 12)
    event.append(.attachment, copying: Array(".profile".utf8).span, isEncrypted: true)
    #expect(
      print(event).contains(
        #""sender":"a@example.co.jp","to":["b@x.jp"],"recipient":["b@x.jp","c@y.jp"],"attachment":["#
          + #"{"name":"顧客名簿.xlsx","size":12,"extension":"xlsx"},"#
          + #"{"name":".profile","encrypted":true}]}"#))
    #expect(
      print(event, names: .ecs).contains(
        #""email.attachments.file":[{"name":"顧客名簿.xlsx","size":12,"extension":"xlsx"}"#))
    #expect(print(event, names: .ecs).contains(#""exfil.recipient":["b@x.jp","c@y.jp"]"#))
  }

  @Test(arguments: EventKind.allCases)
  func `no two fields of a kind share a key`(kind: EventKind) {
    for naming in EventNaming.allCases {
      var event = Event()
      event.begin(kind, at: Timestamp(microseconds: 0))
      for declaration in Schema.declarations(of: kind) where !declaration.isList {
        if case .word(let words) = declaration.type, let word = words.first {
          event.set(declaration.field, to: word)
        } else if [.integer, .size, .duration].contains(declaration.type) {
          event.set(declaration.field, to: 1)
        } else if declaration.field != .time {
          event.set(declaration.field, copying: "x")
        }
      }
      let keys = print(event, names: naming).split(separator: ",").compactMap {
        $0.split(separator: ":").first
      }
      #expect(Set(keys).count == keys.count)
    }
  }
}
