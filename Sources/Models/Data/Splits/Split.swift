/// A log in three parts, ready for training and asking. All matrices share `train`'s numbers.
///
/// Thresholds are applied to the whole log first. Users whom they leave out take no part in a split. A user and a film
/// meet at most once (see `Preferences`), so what is asked for was never seen in the parts trained on.
public struct Split: Sendable {
    public let description: SplitDescription
    /// The first part: train on this, choose settings on `validation`.
    public let train: TrainingSet
    /// Train and validation together: train on this with the chosen settings, then ask for `test`.
    public let refit: TrainingSet
    /// [users, items]: the positives of the second part. A user is warm when `train.positives` has a row for them,
    /// cold when that row is empty.
    public let validation: InteractionMatrix
    /// [users, items]: the positives of the third part, not seen in `refit`. Warmth is a matter of the set trained on.
    public let test: InteractionMatrix
    /// [entries of `test`], seconds since 1970.
    public let testTimes: FrozenArray<Int64>
}

/// What was split, how, and what came out: the line every report prints.
public struct SplitDescription: Sendable, Equatable, Codable {
    /// Interactions, and users and positives among them.
    public struct Part: Sendable, Equatable, Codable {
        /// Pairs of a viewer and a film they met.
        public var interactions = 0
        /// Those that were likes.
        public var positives = 0
        /// Viewers with any.
        public var users = 0

        public init(interactions: Int = 0, positives: Int = 0, users: Int = 0) {
            self.interactions = interactions
            self.positives = positives
            self.users = users
        }
    }

    /// How it was split.
    public var splitProtocol: SplitProtocol
    /// What counted, and who did enough to be trained on.
    public var settings: PreprocessingSettings
    /// Viewers over all parts.
    public var userCount: Int
    /// Films over all parts.
    public var itemCount: Int
    /// What models are fitted on.
    public var train: Part
    /// What settings are chosen by.
    public var validation: Part
    /// What models are judged by.
    public var test: Part
    /// Under `global-time`: validation begins at this second, since 1970.
    public var validationStart: Int64?
    /// Under `global-time`: the test begins at this second.
    public var testStart: Int64?
}
