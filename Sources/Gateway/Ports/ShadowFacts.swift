public import Actors

/// Port: how the challenger does behind everybody's back. Ops supplies it.
public protocol ShadowFacts: Sendable {
    func shadow() async -> ShadowState
}

/// What shadow traffic is doing.
public struct ShadowState: Sendable, Equatable {
    /// The share of viewers' requests that a challenger would answer too, 0…1.
    public var share: Double
    /// Why there is no challenger, or what became of it; for a person.
    public var note: String?
    /// Of the challenger there is; nil when there is none.
    public var report: ShadowReport?

    public init(share: Double, note: String? = nil, report: ShadowReport? = nil) {
        self.share = share
        self.note = note
        self.report = report
    }
}
