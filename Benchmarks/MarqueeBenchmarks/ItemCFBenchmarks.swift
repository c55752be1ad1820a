import Models

/// How long ItemCF takes to train.
///
///     MarqueeBenchmarks itemcf --users 6040 --items 3706 --likes 95
struct ItemCFBenchmarks {
    private let userCount: Int, itemCount: Int, likes: Int

    init(_ options: Options) {
        userCount = options.number("users", or: 6_040)
        itemCount = options.number("items", or: 3_706)
        likes = options.number("likes", or: 95)
    }

    func run() async throws {
        let data = makeData()
        print(
            "\(Machine.description); \(userCount) users × \(itemCount) items, \(data.positives.entryCount) likes")
        let trainer = try ItemCFPlugin().makeTrainer([:])
        let clock = ContinuousClock()
        for workers in [1, 2] {
            let start = clock.now
            let model = try await trainer.train(on: data, options: TrainingOptions(workerCount: workers))
            let seconds = (clock.now - start) / .seconds(1)
            print("\(workers) workers: \(seconds) s, \(model.tensors().reduce(0) { $0 + $1.bytes.count } / 1_000) kB")
        }
    }

    /// Likes fall with popularity as one over the square root of the rank; how active viewers are varies threefold.
    private func makeData() -> TrainingSet {
        var numbers = NormalNumbers(seed: 1)
        let rows = (0..<userCount).map { user in
            let count = likes / 2 + (user % 3) * likes / 2
            return (0..<count).map { _ in
                let uniform = Double(abs(numbers.next()).truncatingRemainder(dividingBy: 1))
                return (column: min(itemCount - 1, Int(uniform * uniform * Double(itemCount))), weight: Float(1))
            }
        }
        let positives = InteractionMatrix(rows: rows, columnCount: itemCount)
        let items = ItemVocabulary((0..<itemCount).map { ItemID("\($0)") })
        return TrainingSet(
            users: UserVocabulary((0..<userCount).map { UserID("\($0)") }), items: items, positives: positives,
            positiveTimes: FrozenArray([Int64](repeating: 0, count: positives.entryCount)), seen: positives,
            movies: items.ids.map { Movie(id: $0, title: $0.rawValue) }, latest: 0, dataHash: "random")
    }
}
