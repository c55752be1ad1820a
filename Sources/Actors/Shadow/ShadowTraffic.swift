import Models

/// Lets a challenger answer a share of the live requests, behind everybody's back, and compares.
///
/// ```
///   answer served ─ ShadowQueue (bounded) ─► here, one at a time, then a rest ─► challenger ─► report
/// ```
/// The challenger has shards of its own, so it never stands in a viewer's way; and it works a bounded share of the time,
/// so that however slow it is, it takes no more of a core than that.
public actor ShadowTraffic {
    /// What is answered beside, and what is compared with it.
    public nonisolated let champion: ModelVersion
    /// The version that answers beside.
    public nonisolated let challenger: ModelVersion
    private let queue: ShadowQueue
    private let service: RecommendationService
    private let effort: Double
    private let time: ServingTime
    private let clock: any Clock<Duration>
    private let countsBefore: ShadowQueueCounts
    private var sums = ShadowReport.Sums()
    /// Work that was not rested from yet.
    private var untiring = Duration.zero

    /// How many first places are compared.
    private static let cutoff = 10
    /// Work is done in bursts of this.
    private static let burst = Duration.milliseconds(2)

    /// - Parameters:
    ///   - champion: answers of other versions are let go of.
    ///   - router: shards that know what viewers did since the challenger was trained; new ones know nothing of it.
    ///   - effort: the share of the time that is worked, above 0 and at most 1.
    public init(
        queue: ShadowQueue, champion: ModelVersion, challenger: ServingSnapshot, router: ShardRouter,
        effort: Double = 0.05, time: ServingTime = .system, clock: any Clock<Duration> = ContinuousClock()
    ) {
        precondition(effort > 0 && effort <= 1, "a share of the time")
        self.queue = queue
        self.champion = champion
        self.challenger = challenger.version
        service = RecommendationService(store: ModelStore(serving: challenger), router: router, time: time)
        self.effort = effort
        self.time = time
        self.clock = clock
        countsBefore = queue.counts
    }

    /// What was found so far.
    public var findings: ShadowReport {
        ShadowReport(challenger: challenger, champion: champion, sums, queue.counts.since(countsBefore))
    }

    /// Compares what the queue holds, one after the other, until it is empty or the task is cancelled.
    public func compareWhatIsThere() async {
        while !Task.isCancelled, let sample = queue.next() {
            let start = time.elapsed()
            await compare(sample)
            await rest(after: time.elapsed() - start)
        }
    }

    /// Leaves the processor to others for as long as the work was, times what the effort allows.
    private func rest(after work: Duration) async {
        untiring += work
        guard untiring >= Self.burst, effort < 1 else { return await Task.yield() }
        let pause = untiring * (1 / effort - 1)
        untiring = .zero
        // Ends early when cancelled, and then the loop does.
        try? await clock.sleep(for: pause)
    }

    private func compare(_ sample: ShadowQueue.Sample) async {
        guard sample.answer.snapshot.version == champion, champion != challenger else { return }
        var request = sample.request
        request.explain = false
        do {
            let own = try await service.recommend(request)
            sums.add(served: sample.answer, challenger: own, overlap: Self.overlap(sample.answer, own))
        } catch {
            // A film or genre the challenger does not know, for one: that it cannot answer is a finding.
            sums.failed += 1
        }
    }

    /// The share of the first places that both fill with the same films; 1 for two empty lists.
    private static func overlap(_ first: RecommendationAnswer, _ second: RecommendationAnswer) -> Double {
        let lists = [first, second].map { answer in
            answer.items.prefix(cutoff).map { answer.snapshot.items.id(of: $0.item) }
        }
        let places = max(lists[0].count, lists[1].count)
        guard places > 0 else { return 1 }
        return Double(Set(lists[0]).intersection(lists[1]).count) / Double(places)
    }
}
