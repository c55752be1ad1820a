/// How a challenger did beside the model that serves, on the same live requests.
public struct ShadowReport: Sendable, Equatable {
    /// The version that answered beside.
    public var challenger: ModelVersion
    /// What served meanwhile.
    public var champion: ModelVersion
    /// Requests of the share, and those of them that came when the queue was full.
    public var offered: Int
    /// Of those offered: the queue was full.
    public var dropped: Int
    /// Answered by both, and by the serving model alone.
    public var compared: Int
    /// Answered by the serving model alone.
    public var failed: Int
    /// The mean share of the first ten places that both fill with the same films; nil when nothing was compared.
    public var overlap: Double?
    /// Answers without the viewer's own model.
    public var servedFallbacks: Int
    /// The same of the challenger.
    public var challengerFallbacks: Int
    /// From the service's door and back; the serving model's includes waiting for its shard.
    public var servedLatency: LatencySummary
    /// The same of the challenger, which never waits.
    public var challengerLatency: LatencySummary

    init(challenger: ModelVersion, champion: ModelVersion, _ sums: Sums, _ counts: ShadowQueueCounts) {
        self.challenger = challenger
        self.champion = champion
        offered = counts.offered
        dropped = counts.dropped
        compared = sums.compared
        failed = sums.failed
        overlap = sums.compared > 0 ? sums.overlap / Double(sums.compared) : nil
        servedFallbacks = sums.servedFallbacks
        challengerFallbacks = sums.challengerFallbacks
        servedLatency = LatencySummary(sums.servedLatency)
        challengerLatency = LatencySummary(sums.challengerLatency)
    }

    /// What is added up.
    struct Sums {
        var compared = 0
        var failed = 0
        var overlap = 0.0
        var servedFallbacks = 0
        var challengerFallbacks = 0
        var servedLatency = LatencyHistogram()
        var challengerLatency = LatencyHistogram()

        mutating func add(served: RecommendationAnswer, challenger: RecommendationAnswer, overlap: Double) {
            compared += 1
            self.overlap += overlap
            servedFallbacks += served.isFallback ? 1 : 0
            challengerFallbacks += challenger.isFallback ? 1 : 0
            servedLatency.record(served.latency)
            challengerLatency.record(challenger.latency)
        }
    }
}
