internal import ByteScan
package import EventModel

extension PeopleDirectory {
  /// Returns who did what an event tells, or `nil` if nothing says so.
  ///
  /// The log's own identity decides, known or not. For a mail without one it is the sender, if the
  /// roster or the company's domains have it. Else it is the lease of the address, then of the
  /// computer, at the time of the event; else the roster's owner of the computer.
  ///
  /// This is the definition; an engine that keeps answers per identity must give the same ones.
  package func identity(of event: borrowing Event, in block: Span<UInt8>) -> ResolvedIdentity? {
    if event.has(.user) {
      let user = event.text(.user, in: block)
      return resolve(user)
    }
    if event.kind == .mail, event.has(.sender) {
      let sender = event.text(.sender, in: block)
      if let identity = resolveSender(sender) { return identity }
    }
    if event.has(.srcIP) {
      let address = event.text(.srcIP, in: block)
      if let identity = leaseholder(ofAddress: address, at: event.time) { return identity }
    }
    if event.has(.host) {
      let host = event.text(.host, in: block)
      if let identity = leaseholder(ofHost: host, at: event.time) { return identity }
      return owner(ofHost: host).map { .person($0) }
    }
    return nil
  }

  /// Returns whom the sender of a mail means, or `nil` if they are neither in the roster nor of the
  /// company.
  package func resolveSender(_ sender: Span<UInt8>) -> ResolvedIdentity? {
    let identity = resolve(sender)
    guard case .unknown = identity else { return identity }
    return companyDomains.containsAddress(sender) == true ? identity : nil
  }

  /// Returns the person to whom the roster gives a computer: by its full name, then by its first
  /// label.
  package func owner(ofHost host: Span<UInt8>) -> Int? { hosts.person(of: foldedIdentity(host)) }
}
