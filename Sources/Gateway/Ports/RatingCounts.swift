public import Models

/// Port: how films were rated. Ops supplies it; serving never waits for it.
public protocol RatingCounts: Sendable {
    /// How many ratings of 0.5, 1, … 5 stars the film was given: ten numbers.
    func ratings(of item: ItemID) async throws -> [Int]
}
