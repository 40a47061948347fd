package import ByteScan

/// On what terms a person works for the company.
package enum Employment: String, CaseIterable, Hashable, Sendable {
  case employee, contractor, temp

  /// Reads the folded word of a roster, in English or Japanese.
  init?(_ folded: String) {
    switch folded {
    case "employee", "正社員": self = .employee
    case "contractor", "業務委託": self = .contractor
    case "temp", "派遣": self = .temp
    default: return nil
    }
  }
}

/// One row of the roster.
package struct Person: Hashable, Sendable {
  /// The id as the roster writes it; the first login where there is none.
  package var id = ""
  package var logins: [String] = []
  package var emails: [String] = []
  package var aliases: [String] = []
  /// The computers that are this person's.
  package var hosts: [String] = []
  package var name: String?
  /// The name in Latin letters, its parts in any order.
  package var romaji: String?
  package var department: String?
  package var manager: String?
  package var employment = Employment.employee
  package var hireDate: CivilDate?
  /// The day on which the person told the company that they leave.
  package var noticeDate: CivilDate?
  /// 最終出社日: the last day at the office.
  package var lastOfficeDay: CivilDate?
  /// 退職日: the last day of employment, or of the contract.
  package var lastDay: CivilDate?

  /// Creates a person of whom nothing is known.
  package init() {}
}
