import Testing

@testable import EventModel

struct EventCompletionTests {
  private let company = CompanyDomains(["acme.jp"])
  private let time = Timestamp(microseconds: 1_791_764_267_000_000)

  /// Completes an event that owns its texts.
  private func complete(
    _ kind: EventKind, company: CompanyDomains? = nil, _ fill: (inout Event) -> Void
  ) -> Event {
    var event = Event()
    event.begin(kind, at: time)
    fill(&event)
    event.complete(companyDomains: company ?? self.company, in: [UInt8]().span)
    return event
  }

  private func text(_ field: Field, of event: Event, in block: [UInt8] = []) -> String {
    let text = event.text(field, in: block.span)
    return String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
  }

  @Test(arguments: [
    ("\\\\fs01\\顧客\\一覧.XLSX", "一覧.XLSX", "XLSX"), ("/srv/a", "a", ""), ("/", "", ""),
  ])
  func `a file takes name and extension from its path`(
    path: String, name: String, fileExtension: String
  ) {
    let event = complete(.file) { $0.set(.path, copying: path) }
    #expect(text(.name, of: event) == name)
    #expect(text(.fileExtension, of: event) == fileExtension)
    #expect(event.has(.fileExtension) == !fileExtension.isEmpty)
  }

  @Test func `a path in the block is not copied, and what the log says stays`() {
    let block = Array("x C:\\work\\plan.docx y".utf8)
    var event = Event()
    event.begin(.file, at: time)
    event.set(.path, toBlockRange: 2..<19)
    event.complete(companyDomains: company, in: block.span)
    #expect(text(.name, of: event, in: block) == "plan.docx")
    #expect(text(.fileExtension, of: event, in: block) == "docx")

    let named = complete(.file) {
      $0.set(.path, copying: "/a/b.txt")
      $0.set(.name, copying: "other.zip")
    }
    #expect(text(.name, of: named) == "other.zip")
    #expect(text(.fileExtension, of: named) == "zip")
    #expect(
      text(.name, of: complete(.app) { $0.set(.path, copying: "C:\\x\\rclone.exe") })
        == "rclone.exe")
  }

  @Test(
    arguments: Word.allCases.filter {
      Schema.word($0.text, of: .action, in: .file) == $0
    })
  func `a file's bytes leave by action and volume`(action: Word) {
    let volumes: [Word?] = [
      nil, .local, .network, .removable, .phone, .optical, .cloudSync, .cloud,
    ]
    for volume in volumes {
      let event = complete(.file) {
        $0.set(.action, to: action)
        if let volume { $0.set(.volume, to: volume) }
        $0.set(.size, to: 42)
      }
      let takesOut = [.removable, .phone, .optical, .cloudSync, .cloud].contains(volume)
      let leaves =
        [.upload, .sync].contains(action)
        || takesOut && [.copy, .write, .move, .create, .archive].contains(action)
      #expect(
        event.number(.bytesOut) == (leaves ? 42 : nil),
        "\(action.text) \(String(describing: volume))")
    }
  }

  @Test func `a file without a size has no bytes, and given bytes stay`() {
    let unknown = complete(.file) { $0.set(.action, to: .upload) }
    #expect(unknown.number(.bytesOut) == nil)
    let given = complete(.file) {
      $0.set(.action, to: .read)
      $0.set(.bytesOut, to: 7)
      $0.set(.size, to: 9)
    }
    #expect(given.number(.bytesOut) == 7)
    let web = complete(.web) { $0.set(.size, to: 9) }
    #expect(web.number(.bytesOut) == nil)
  }

  @Test(
    arguments: [
      ("a@acme.jp", ["b@acme.jp"], Word.internalMail, nil),
      ("a@acme.jp", ["b@gmail.com"], .outbound, 42),
      ("a@ACME.JP", ["b@acme.jp", "c@x.example"], .outbound, 42),
      ("a@sub.acme.jp", ["b@evilacme.jp"], .outbound, 42),
      ("a@gmail.com", ["b@acme.jp"], .inbound, nil),
      ("a@gmail.com", ["b@x.example"], .inbound, 42),
      ("a@acme.jp", [], nil, nil), ("a@acme.jp", ["nobody"], nil, nil),
      ("", ["b@gmail.com"], nil, 42),
    ] as [(String, [String], Word?, Int64?)])
  func `a mail's direction and bytes follow the company's domains`(
    sender: String, recipients: [String], direction: Word?, bytesOut: Int64?
  ) {
    for field in [Field.to, .cc, .bcc] {
      let event = complete(.mail) {
        $0.set(.sender, copying: sender)
        for recipient in recipients { $0.append(field, copying: Array(recipient.utf8).span) }
        $0.set(.size, to: 42)
      }
      #expect(event.word(.direction) == direction)
      #expect(event.number(.bytesOut) == bytesOut)
    }
  }

  @Test func `recipients outside of the company are counted in all fields`() {
    let event = complete(.mail) {
      $0.append(.to, copying: Array("a@acme.jp".utf8).span)
      for number in 0..<3 { $0.append(.to, copying: Array("\(number)@x.example".utf8).span) }
      $0.append(.cc, copying: Array("b@y.example".utf8).span)
      $0.append(.bcc, copying: Array("nobody".utf8).span)
    }
    #expect(event.number(.externalRecipientCount) == 4)
    let inside = complete(.mail) { $0.append(.to, copying: Array("a@acme.jp".utf8).span) }
    #expect(inside.number(.externalRecipientCount) == nil)
    let unknown = complete(.mail, company: CompanyDomains([])) {
      $0.append(.to, copying: Array("a@x.example".utf8).span)
    }
    #expect(unknown.number(.externalRecipientCount) == nil)
  }

  @Test func `without domains of the company a mail has neither`() {
    let event = complete(.mail, company: CompanyDomains([])) {
      $0.set(.sender, copying: "a@acme.jp")
      $0.append(.to, copying: Array("b@gmail.com".utf8).span)
      $0.set(.size, to: 42)
    }
    #expect(!event.has(.direction) && !event.has(.bytesOut))
  }

  @Test func `attachments are counted unless the log has counted them`() {
    func fill(_ event: inout Event) {
      event.append(.attachment, copying: Array("a.zip".utf8).span)
      event.append(.attachment, copying: Array("b.zip".utf8).span)
    }
    #expect(complete(.mail, fill).number(.attachmentCount) == 2)
    #expect(complete(.mail) { _ in }.number(.attachmentCount) == nil)
    let counted = complete(.mail) {
      fill(&$0)
      $0.set(.attachmentCount, to: 5)
    }
    #expect(counted.number(.attachmentCount) == 5)
  }
}

struct SchemaNamesTests {
  @Test(
    arguments: [
      (Field.domain, EventKind.web, "url.domain"), (.bytesOut, .web, "http.request.bytes"),
      (.bytesIn, .web, "http.response.bytes"), (.method, .web, "http.request.method"),
      (.status, .web, "http.response.status_code"), (.srcIP, .web, "source.ip"),
      (.user, .mail, "user.id"), (.time, .file, "@timestamp"), (.to, .mail, "email.to.address"),
      (.path, .file, "file.path"), (.path, .web, "url.path"),
      (.deviceType, .device, "volume.bus_type"),
      (.volume, .file, "volume.bus_type"), (.name, .app, "process.name"),
      (.action, .share, "event.action"),
      (.bytesOut, .login, "source.bytes"), (.subject, .mail, "email.subject"),
      (.path, .share, "file.path"), (.bytesOut, .file, nil),
      (.label, .file, nil),
      (.domain, .mail, nil),
    ] as [(Field, EventKind, String?)])
  func `fields have their names in the common schema`(
    field: Field, kind: EventKind, expected: String?
  ) {
    #expect(Schema.ecsName(of: field, in: kind) == expected)
  }

  @Test(arguments: EventKind.allCases)
  func `no two fields of a kind share a name`(kind: EventKind) {
    let names = Schema.declarations(of: kind).compactMap { Schema.ecsName(of: $0.field, in: kind) }
    #expect(Set(names).count == names.count)
  }
}

struct ValueTextTests {
  @Test(
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1 KB"), (1049, "1 KB"), (1050, "1.1 KB"),
      (1_234_567_890, "1.2 GB"),
      (60_000_000, "60 MB"), (73_400_320, "73.4 MB"), (999_949, "999.9 KB"), (999_950, "1 MB"),
      (999_999_999, "1 GB"), (-1500, "-1.5 KB"), (Int64.max, "9223.4 PB"),
      (Int64.min, "-9223.4 PB"),
    ] as [(Int64, String)])
  func `sizes are decimal`(byteCount: Int64, expected: String) {
    #expect(ValueText.size(byteCount) == expected)
  }

  @Test(
    arguments: [
      (0, "0s"), (999_999, "0s"), (45_000_000, "45s"), (5_400_000_000, "1h30m"),
      (172_800_000_000, "2d"), (90_061_000_000, "1d1h1m1s"), (-60_000_000, "-1m"),
    ] as [(Int64, String)])
  func `durations are in the units of rules`(microseconds: Int64, expected: String) {
    #expect(ValueText.duration(microseconds: microseconds) == expected)
  }

  @Test(
    arguments: [
      (nil, ValueType.size, "不明"), (1500, .size, "1.5 KB"), (1500, .integer, "1500"),
      (0, .time, "1970-01-01T09:00:00.000+09:00"), (0, .date, "1970-01-01"),
      (60_000_000, .duration, "1m"), (Int64(Word.cloudSync.rawValue), .word([]), "cloud_sync"),
      (255, .word([]), "不明"),
    ] as [(Int64?, ValueType, String)])
  func `values print by their type`(number: Int64?, type: ValueType, expected: String) throws {
    #expect(try ValueText.text(of: number, as: type, in: testZone("Asia/Tokyo")) == expected)
  }
}
