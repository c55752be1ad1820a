/// Which stage may follow which.
///
/// ```
///   None ──▶ Staging ──▶ Production ──▶ Archived
///     │         │ ▲          ▲            │ │
///     └─────────┴─┼──────────┼──▶ Archived┘ │      (a candidate that was not wanted)
///                 └──────────┴──────────────┘      (a rollback, or a second try)
/// ```
enum StageTransition {
    /// Where a version may go from `stage`; staying is no transition.
    static func successors(of stage: ModelStage) -> [ModelStage] {
        switch stage {
        case .none: [.staging, .archived]
        case .staging: [.production, .archived]
        case .production: [.archived]
        case .archived: [.staging, .production]
        }
    }

    static func isAllowed(from: ModelStage, to: ModelStage) -> Bool { successors(of: from).contains(to) }

    /// The stages a version passes on its way into production, the last included.
    static func wayToProduction(from stage: ModelStage) -> [ModelStage] {
        switch stage {
        case .none: [.staging, .production]
        case .staging, .archived: [.production]
        case .production: []
        }
    }
}
