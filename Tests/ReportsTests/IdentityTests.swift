internal import Detection
internal import EventModel
internal import Reports
internal import Testing

@Suite struct IdentityTests {
  private let zone = CivilZone(fixedOffsetInSeconds: 9 * 3600, name: "Asia/Tokyo")

  private func text(_ identity: InputIdentity, _ language: ReportLanguage = .english) -> String {
    IdentityText(zone: zone, language: language).text(of: identity)
  }

  /// A proxy log without request sizes, read whole.
  private var proxy: InputIdentity {
    var identity = InputIdentity(name: "access.log", status: "readable")
    identity.formats = [
      .init(name: "squid", reasons: [Wording("9 of 9 lines", "9 行のうち 9 行")])
    ]
    identity.runnerUp = .init(name: "syslog", lineCount: 0, sampledCount: 9)
    identity.encoding = "utf-8"
    identity.isGzip = true
    identity.zone = Wording("in the log", "ログに記録あり")
    var account = LineAccount()
    account.lines = 2000
    account.eventLines = 1999
    account.events = [.web: 1999]
    account.reject(
      "bad_time", line: 17, offset: 2210, bytes: Array("\u{1B}[2Jx".utf8).span, byteCount: 5)
    account.firstEvent = Timestamp(microseconds: 1_791_765_067_000_000)
    account.lastEvent = Timestamp(microseconds: 1_791_768_667_000_000)
    identity.lines = account
    var kind = InputIdentity.Kind(kind: "web", source: "squid")
    kind.events = 1999
    kind.filled = [.init(name: "domain", events: 1999), .init(name: "user", events: 1)]
    kind.empty = ["tenant"]
    kind.missing = [
      .init(name: "bytes_out", advice: Wording("end it with %>st", "末尾に %>st"))
    ]
    identity.kinds = [kind]
    identity.answerableRules = ["a.b", "t.other"]
    let advice = Wording("end it with %>st", "末尾に %>st")
    identity.unanswerableRules = [
      .init(rule: "c.d", missingFields: ["bytes_out"], advice: advice),
      .init(rule: "c.e", missingFields: ["bytes_out"], advice: advice),
    ]
    identity.unfedRules = [
      .init(rule: "t.other", missingFields: ["tenant"], advice: Wording(verbatim: ""))
    ]
    return identity
  }

  @Test func `tells what a file is, what its events have, and which rules it can answer`() {
    #expect(
      text(proxy) == #"""
        access.log  readable
          format        squid
            because     9 of 9 lines
            runner-up   syslog reads 0 of 9 sampled lines
          encoding      utf-8, gzip
          zone          in the log
          lines         2,000 = events 1,999 + ignored 0 + rejected 1
          time          2026-10-12 09:31–2026-10-12 10:31
          rejected      <0.1 % of the lines
            example     line 17, bad_time: \x1b[2Jx
          events        web (squid), 1,999 events
            with        domain, user <0.1 %
            never with  tenant
            cannot have bytes_out
          can run       a.b, t.other
          cannot run    c.d, c.e: no bytes_out
            change      end it with %>st
          sees nothing  t.other: no event here has tenant

        """#)
  }

  @Test func `tells it in Japanese too`() {
    #expect(
      text(proxy, .japanese) == #"""
        access.log  読み取れます
          書式          squid
            理由        9 行のうち 9 行
            次の候補    syslog: 調べた 9 行のうち 0 行
          文字コード    utf-8, gzip
          時間帯        ログに記録あり
          行            2,000 = 出来事 1,999 + 対象外 0 + 不明 1
          期間          2026-10-12 09:31–2026-10-12 10:31
          不明          <0.1 %の行
            例          17 行目、bad_time: \x1b[2Jx
          出来事        web (squid), 出来事 1,999
            項目あり    domain, user <0.1 %
            常に空      tenant
            書式にない  bytes_out
          判定できる    a.b, t.other
          判定不可      c.d, c.e: bytes_out がありません
            対処        末尾に %>st
          材料なし      t.other: tenant のある出来事が一件もありません

        """#)
  }

  @Test func `tells only what the front can tell`() {
    var identity = proxy
    identity.lines = nil
    identity.kinds[0].events = nil
    identity.kinds[0].filled = []
    identity.unfedRules = []
    let text = text(identity)
    #expect(text.contains("carries       web (squid): tenant\n"))
    #expect(!text.contains("never with") && !text.contains("lines "))
  }

  @Test func `shows hostile names harmlessly`() {
    let hostile = "a\u{1B}[2J\u{202E}\nb"
    var identity = InputIdentity(name: hostile, status: "incomplete")
    identity.formats = [.init(name: hostile, reasons: [Wording(verbatim: hostile)])]
    identity.needs = [Wording(verbatim: hostile)]
    identity.unfedRules = [
      .init(rule: hostile, missingFields: [hostile], advice: Wording(verbatim: hostile))
    ]
    let text = text(identity, .japanese)
    #expect(text.split(separator: "\n").count == 6)
    #expect(
      text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x202E })
  }

  @Test func `is an object a file for programs`() {
    let line = String(decoding: IdentityJSON(zone: zone).lines(of: [proxy]), as: UTF8.self)
    #expect(
      line
        == #"{"file":"access.log","status":"readable","understood":true,"formats":[{"name":"squid","#
        + #""reasons":["9 of 9 lines"]}],"ambiguous":[],"runner_up":[{"name":"syslog","lines":0,"#
        + #""of":9}],"encoding":"utf-8","gzip":true,"zone":"in the log","year":null,"lines":2000,"#
        + #""event_lines":1999,"ignored":{},"rejected":{"bad_time":1},"first_rejects":[{"reason":"#
        + #""bad_time","line":17,"offset":2210,"sample":"\u001b[2Jx"}],"first_event":"#
        + #""2026-10-12T09:31:07.000+09:00","last_event":"2026-10-12T10:31:07.000+09:00","kinds":["#
        + #"{"kind":"web","source":"squid","events":1999,"filled":{"domain":1999,"user":1},"#
        + #""never_filled":["tenant"],"missing":[{"field":"bytes_out","advice":"end it with %>st"}]}],"#
        + #""needs":[],"rules":{"can":["a.b","t.other"],"cannot":[{"rule":"c.d","fields":["bytes_out"],"#
        + #""advice":"end it with %>st"},{"rule":"c.e","fields":["bytes_out"],"advice":"end it with %>st"}],"#
        + #""see_nothing":[{"rule":"t.other","fields":["tenant"],"advice":""}]}}"# + "\n")
  }
}
