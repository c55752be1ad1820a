import Models
import TestSupport
import Testing

@Suite struct ModelDiffTests {
    private var options: ModelDiff.Options {
        var options = ModelDiff.Options(workerCount: 2)
        options.cutoff = 2
        options.depth = 3
        return options
    }

    private func side(_ name: String) -> ModelDiff.Side {
        ModelDiff.Side(version: name, bytes: 1_000, viewerCount: 2, filmCount: 4)
    }

    /// u0 keeps its first two in another order; u1 gets one of two anew.
    private let lists = PairedLists(
        viewers: ["u0", "u1"], before: [["a", "b", "c"], ["a", "b", "c"]], after: [["b", "a", "c"], ["a", "d", "b"]])

    @Test func `overlap is of the first places, whatever their order`() async throws {
        let diff = try await ModelDiff(
            before: side("x/1"), after: side("x/2"), lists: lists, segments: [], options: options)
        #expect(diff.overlap?.mean == 0.75)
        #expect(diff.unchangedShare == 0)
        #expect(diff.viewerCount == 2)
    }

    @Test func `films that come up and go down are told with their ranks`() async throws {
        let diff = try await ModelDiff(
            before: side("x/1"), after: side("x/2"), lists: lists, segments: [], options: options)
        // d: nowhere (rank 4, the place after the last, twice), then second with u1: (4 + 2) / 2 = 3.
        #expect(
            diff.risers == [
                FilmMove(
                    item: "d", shareBefore: 0, shareAfter: 0.5, meanRankBefore: 4, meanRankAfter: 3)
            ])
        // b: second with both, then first and third: in one of two, mean rank 2 as before.
        #expect(
            diff.fallers == [
                FilmMove(item: "b", shareBefore: 1, shareAfter: 0.5, meanRankBefore: 2, meanRankAfter: 2)
            ])
    }

    @Test func `segments have their own overlap`() async throws {
        let segments = [
            ViewerSegment(.activity, "few", viewers: [0]), ViewerSegment(.activity, "many", viewers: [1]),
        ]
        let diff = try await ModelDiff(
            before: side("x/1"), after: side("x/2"), lists: lists, segments: segments, options: options)
        #expect(diff.segments.map(\.overlap) == [1, 0.5])
        #expect(diff.segments.map(\.viewerCount) == [1, 1])
    }

    @Test func `no viewers, no figures`() async throws {
        let diff = try await ModelDiff(
            before: side("x/1"), after: side("x/2"), lists: PairedLists(viewers: [], before: [], after: []),
            segments: [], options: options)
        #expect(diff.overlap == nil)
        #expect(
            diff.text == "x/1 and x/2 have no viewer in common.\n\nmodel  size MB  µs a list  viewers  films\n"
                + "-----  -------  ---------  -------  -----\nx/1       0.00          –        2      4\n"
                + "x/2       0.00          –        2      4\n")
    }

    @Test func `a segment that got worse by more than chance is a regression`() async throws {
        // 30 viewers lose 0.1 each, 30 gain 0.1 each.
        let before = Array(repeating: 0.5, count: 60)
        let after = (0..<60).map { $0 < 30 ? 0.4 : 0.6 }
        let differences = try await SegmentDifference.of(
            [
                ViewerSegment(.genre, "Drama", viewers: Array(0..<30)),
                ViewerSegment(.genre, "Comedy", viewers: Array(30..<60)),
            ], before: before, after: after, workerCount: 1)
        #expect(differences.map(\.isRegression) == [true, false])
        #expect(differences.map(\.viewerCount) == [30, 30])
        #expect(abs(differences[0].difference.mean + 0.1) < 1e-12)
    }
}

@Suite struct `Model diff of artefacts` {
    /// A model whose scores are the same for everybody, with its own numbering of films and viewers.
    private func artefact(users: [UserID], items: [ItemID], scores: [Float], seen: [[Int]]) -> ModelArtefact {
        let trainingSet = TrainingSet.fixture(likes: seen, itemCount: items.count)
        return ModelArtefact(
            model: FixedRecommender(scores: scores, userCount: users.count), users: UserVocabulary(users),
            items: ItemVocabulary(items), seen: trainingSet.seen, popularity: PopularityModel(counting: trainingSet),
            details: ArtefactDetails(positiveCount: 0, dataLatest: 0, codeVersion: "test"))
    }

    private func diff(_ before: ModelArtefact, _ after: ModelArtefact, viewers: Int = 500) async throws -> ModelDiff {
        var options = ModelDiff.Options(workerCount: 2)
        options.viewerCount = viewers
        return try await ModelDiff.between(before, after, names: ("fixed/1", "fixed/2"), options: options)
    }

    @Test func `films and viewers are joined by their outside ids`() async throws {
        let before = artefact(
            users: ["u0", "u1", "gone"], items: ["a", "b", "c", "d"], scores: [4, 3, 2, 1], seen: [[3], [0], [0]])
        // The same taste under other numbers. u1 has met b since; then neither list may have it.
        let after = artefact(
            users: ["new", "u1", "u0"], items: ["d", "c", "b", "a"], scores: [1, 2, 3, 4], seen: [[0], [2, 3], [0]])
        let diff = try await diff(before, after)
        #expect(diff.viewerCount == 2)
        #expect(diff.overlap == Estimate(mean: 1, low: 1, high: 1))
        #expect(diff.unchangedShare == 1)
        #expect(diff.risers.isEmpty && diff.fallers.isEmpty)
    }

    @Test func `a film that only the later model has comes up`() async throws {
        let before = artefact(users: ["u0"], items: ["a", "b"], scores: [2, 1], seen: [[1]])
        let after = artefact(users: ["u0"], items: ["a", "b", "new"], scores: [2, 1, 3], seen: [[1]])
        let diff = try await diff(before, after)
        #expect(diff.risers.map(\.item) == ["new"])
        #expect(diff.before.filmCount == 2)
        #expect(diff.after.filmCount == 3)
    }

    @Test func `the draw is the seed's`() async throws {
        let set = TrainingSet.checkerboard(users: 60, items: 20)
        let model = ModelArtefact(
            PopularityModel(counting: set), trainedOn: set, details: ArtefactDetails(of: set, codeVersion: "test"))
        var first = try await diff(model, model, viewers: 10)
        var second = try await diff(model, model, viewers: 10)
        #expect(first.viewerCount == 10)
        // Times are the one thing that chance has a hand in.
        for place in [\ModelDiff.before, \ModelDiff.after] {
            first[keyPath: place].microsecondsPerList = nil
            second[keyPath: place].microsecondsPerList = nil
        }
        #expect(first == second)
    }
}

@Suite struct ViewerSegmentTests {
    @Test func `viewers are parted by what they met and by what they like`() {
        let movies = ["Drama", "Drama", "Comedy"].enumerated().map {
            Movie(id: ItemID("i\($0)"), title: "Film \($0)", genres: [$1])
        }
        let set = TrainingSet.fixture(
            likes: [[0, 1, 2], [2], [0]], disliked: [[], [], [2]], itemCount: 3, movies: movies)
        let segments = ViewerSegment.all(of: [0, 1, 2], seen: set.seen, features: ItemFeatures(set))
        #expect(
            segments == [
                ViewerSegment(.activity, "under 20 films", viewers: [0, 1, 2]),
                ViewerSegment(.genre, "Drama", viewers: [0, 2]), ViewerSegment(.genre, "Comedy", viewers: [1]),
            ])
    }

    @Test func `without genres there is activity alone`() {
        let set = TrainingSet.fixture(likes: [Array(0..<100), Array(0..<20), []], itemCount: 100)
        let segments = ViewerSegment.all(of: [2, 1, 0], seen: set.seen, features: nil)
        #expect(segments.map(\.name) == ["under 20 films", "20 to 99 films", "100 films or more"])
        #expect(segments.map(\.viewers) == [[0], [1], [2]])
    }
}
