internal import EventModel
internal import Testing

/// The names that `exfil events --names ecs` gives to fields; every other field is `exfil.NAME`.
@Suite struct ECSNameTests {
  /// Kind, field, and its name in the field reference of the Elastic Common Schema, but for
  /// `device.vendor.name`.
  private static let table = """
    web code event.code
    web time @timestamp
    web user user.id
    web host host.name
    web src_ip source.ip
    web outcome event.outcome
    web source event.dataset
    web domain url.domain
    web url url.full
    web path url.path
    web method http.request.method
    web status http.response.status_code
    web bytes_out http.request.bytes
    web bytes_in http.response.bytes
    web tenant cloud.account.id
    web account destination.user.email
    web content_type http.response.mime_type
    web user_agent user_agent.original
    mail sender email.from.address
    mail to email.to.address
    mail cc email.cc.address
    mail bcc email.bcc.address
    mail subject email.subject
    mail attachment email.attachments.file
    mail direction email.direction
    mail_rule action event.action
    file action event.action
    file path file.path
    file name file.name
    file extension file.extension
    file size file.size
    file target_path file.target_path
    file volume volume.bus_type
    file device.serial device.serial_number
    share action event.action
    share path file.path
    device action event.action
    device device.type volume.bus_type
    device device.serial device.serial_number
    device device.vendor device.vendor.name
    device device.model device.model.name
    app action event.action
    app name process.name
    app path process.executable
    query action event.action
    login bytes_out source.bytes
    login bytes_in destination.bytes
    source action event.action
    alert rule rule.id
    alert score event.risk_score
    alert category rule.category
    """

  /// What every kind has stands in the table once, under the first kind.
  private static let common: Set<Field> = [.code, .time, .user, .host, .srcIP, .outcome, .source]

  @Test func `fields have the names of the schema, and no others`() {
    var rows: [String] = []
    for kind in EventKind.allCases {
      for field in Schema.declarations(of: kind).map(\.field) {
        guard let name = Schema.ecsName(of: field, in: kind) else { continue }
        if Self.common.contains(field), kind != .web {
          #expect(name == Schema.ecsName(of: field, in: .web))
        } else {
          rows.append("\(kind.name) \(field.name) \(name)")
        }
      }
    }
    #expect(rows.sorted() == Self.table.split(separator: "\n").map(String.init).sorted())
  }

  @Test(arguments: EventKind.allCases) func `no two fields of a kind have one name`(kind: EventKind)
  {
    let names = Schema.declarations(of: kind).compactMap { Schema.ecsName(of: $0.field, in: kind) }
    #expect(Set(names).count == names.count)
  }
}
