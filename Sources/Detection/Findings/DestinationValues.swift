internal import EventModel
internal import RuleProgram

/// Reads where the data of a fact went.
struct DestinationValues {
  let values: FactValues
  let companyDomains: CompanyDomains

  /// The destinations of a fact as logged: its domain, else the external domains of its
  /// recipients, else the device, else the kind of volume.
  func destinations(of fact: Int) -> [[UInt8]] {
    let timeline = values.timeline
    if let domain = timeline.text(.domain, of: fact) { return [Array(domain)] }
    let domains = externalDomains(of: fact)
    if !domains.isEmpty { return domains }
    if let serial = timeline.text(.deviceSerial, of: fact) { return [Array(serial)] }
    if let volume = timeline.number(.volume, of: fact)
      .flatMap({ Word(rawValue: UInt8(truncatingIfNeeded: $0)) }), volume.isOutside
    {
      return [Array(volume.text.utf8)]
    }
    return []
  }

  private func externalDomains(of fact: Int) -> [[UInt8]] {
    values.rawTexts(of: Operand(.field(.recipient)), of: fact).compactMap { address in
      guard companyDomains.containsAddress(address.span) == false,
        let parts = EmailAddress(address.span)
      else { return nil }
      return Array(address[parts.domain])
    }
  }
}

extension Word {
  /// Whether data on such a volume has left: a share or a local disk is no destination.
  fileprivate var isOutside: Bool {
    switch self {
    case .removable, .phone, .optical, .cloudSync, .cloud: true
    default: false
    }
  }
}
