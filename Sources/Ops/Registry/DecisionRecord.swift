public import Actors
public import Foundation

/// A decision of the learning loop with everything that led to it.
public struct DecisionRecord: Sendable, Equatable, Codable {
    public var id: String
    public var at: Date
    /// `promote`, `hold`, `refuse`, `rollback`, `retrain` or `skip`.
    public var kind: String
    public var challenger: ModelVersion?
    public var champion: ModelVersion?
    /// The policy that decided, by name.
    public var policy: String
    /// Every reason, in the order they weigh.
    public var reasons: [String]
    /// The same in one paragraph for a person.
    public var paragraph: String
    /// What the policy saw, as JSON text.
    public var details: String
    public var runID: RunID?

    public init(
        id: String = UUID().uuidString.lowercased(), at: Date, kind: String, challenger: ModelVersion? = nil,
        champion: ModelVersion? = nil, policy: String, reasons: [String], paragraph: String, details: String = "{}",
        runID: RunID? = nil
    ) {
        self.id = id
        self.at = at
        self.kind = kind
        self.challenger = challenger
        self.champion = champion
        self.policy = policy
        self.reasons = reasons
        self.paragraph = paragraph
        self.details = details
        self.runID = runID
    }
}
