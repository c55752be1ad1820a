import Models
public import ServiceLifecycle

/// Lets a challenger answer a share of the live requests, behind everybody's back, and compares.
///
/// ```
///   answer served ─ ShadowQueue (bounded) ─► here, one at a time, background priority ─► challenger ─► report
/// ```
/// The challenger has a shard of its own, so it never stands in a viewer's way. It knows of viewers what it was trained
/// with, and nothing of what they did since: its overlap is a little below what it would be in service.
public actor ShadowTraffic: Service {
    private let queue: ShadowQueue
    private let version: ModelVersion
    private let challenger: RecommendationService
    private let interval: Duration
    private let clock: any Clock<Duration>
    private var report: ShadowReport.Sums

    /// How many first places are compared.
    private static let cutoff = 10

    /// - Parameter interval: the pause when there is nothing to do.
    public init(
        queue: ShadowQueue, challenger: ServingSnapshot, interval: Duration = .milliseconds(100),
        time: ServingTime = .system, clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.queue = queue
        version = challenger.version
        self.challenger = RecommendationService(
            store: ModelStore(serving: challenger), router: ShardRouter(shardCount: 1, time: time), time: time)
        self.interval = interval
        self.clock = clock
        report = ShadowReport.Sums()
    }

    /// Compares until shutdown or cancellation; what is then left in the queue is let go.
    public func run() async throws {
        let (ended, end) = AsyncStream.makeStream(of: Never.self, bufferingPolicy: .bufferingNewest(1))
        let work = Task(priority: .background) {
            await self.compareForEver()
            end.finish()
        }
        // The work is waited for by its end, not by its value: that would lend it this task's priority.
        await withTaskCancellationOrGracefulShutdownHandler {
            for await _ in ended {}
        } onCancelOrGracefulShutdown: {
            work.cancel()
        }
    }

    /// What was found so far.
    public var findings: ShadowReport { ShadowReport(version, report, queue.counts) }

    private func compareForEver() async {
        while !Task.isCancelled {
            await compareWhatIsThere()
            // Ends early when cancelled, and then the loop does.
            try? await clock.sleep(for: interval)
        }
    }

    /// Compares what the queue holds, one after the other, leaving the thread to others between two.
    func compareWhatIsThere() async {
        while !Task.isCancelled, let sample = queue.next() {
            await compare(sample)
            await Task.yield()
        }
    }

    private func compare(_ sample: ShadowQueue.Sample) async {
        // Once the challenger serves, there is nothing to compare.
        guard sample.answer.snapshot.version != version else { return }
        var request = sample.request
        request.explain = false
        do {
            let own = try await challenger.recommend(request)
            report.add(served: sample.answer, challenger: own, overlap: Self.overlap(sample.answer, own))
        } catch {
            // A film or genre the challenger does not know, for one: that it cannot answer is a finding.
            report.failed += 1
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
