internal import EventModel

/// The phases of leaving in words for people.
enum PhaseWording {
  static func text(_ phase: DeparturePhase, _ language: ReportLanguage) -> String {
    switch phase {
    case .none: language("not leaving", "在職")
    case .beforeNotice: language("before notice", "退職申出前90日")
    case .notice: language("has given notice", "退職申出後")
    case .last30Days: language("last 30 days", "退職前30日")
    case .lastWeek: language("last week", "最終週")
    case .finalLeave: language("final leave", "有給消化中")
    case .departed: language("has left", "退職後")
    }
  }
}
