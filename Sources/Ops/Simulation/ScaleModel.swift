import Models

/// A made-up model of any size, to see how serving bears it: an ALS artefact like a trained one, but of random vectors,
/// with random histories. A pure function of its settings.
enum ScaleModel {
    /// Viewers and films have the ids 1, 2, 3, …
    /// - Complexity: O((users + movies) · factors + users · history).
    @concurrent static func artefact(_ settings: ScaleSettings) async throws -> ModelArtefact {
        let histories = ScaleHistories(settings)
        let descriptor = try descriptor(settings)
        var card = descriptor
        card.algorithm = "popularity"
        card.settings = [:]
        let popularity = PopularityModel(histories.likes, descriptor: card)
        let model = try await model(settings, descriptor, popularity)
        var details = ArtefactDetails(
            positiveCount: histories.likes.reduce(0) { $0 + Int($1) }, dataLatest: 0, codeVersion: Release.version)
        details.golden = GoldenAnswer.record(model, seen: histories.seen)
        return ModelArtefact(
            model: model, users: UserVocabulary((1...settings.users).lazy.map { UserID(String($0)) }),
            items: ItemVocabulary((1...settings.movies).lazy.map { ItemID(String($0)) }), seen: histories.seen,
            popularity: popularity, details: details)
    }

    private static func descriptor(_ settings: ScaleSettings) throws -> ModelDescriptor {
        let plugin = ALSPlugin()
        var chosen = ModelSettings(uniqueKeysWithValues: plugin.settings.map { ($0.name, $0.defaultValue) })
        chosen["factors"] = .integer(settings.factors)
        return ModelDescriptor(
            algorithm: plugin.name, settings: chosen, userCount: settings.users, itemCount: settings.movies,
            dataHash: "simulated", seed: settings.seed, instructionSet: InstructionSet.baseline.rawValue)
    }

    private static func model(
        _ settings: ScaleSettings, _ descriptor: ModelDescriptor, _ popularity: PopularityModel
    ) async throws -> any Recommender {
        let users = vectors(settings.users, settings, stream: 2)
        let items = vectors(settings.movies, settings, stream: 3)
        let gram = try await GramMatrix.compute(
            of: FactorMatrix(items, rowCount: settings.movies, factorCount: settings.factors), workerCount: 1,
            instructionSet: .baseline, throwing: CancellationError())
        let tensors = [
            NamedTensor("user_factors", shape: [settings.users, settings.factors], users),
            NamedTensor("item_factors", shape: [settings.movies, settings.factors], items),
            NamedTensor("item_gram", shape: [settings.factors, settings.factors], gram.symmetric()),
        ]
        return try ALSPlugin().load(
            TensorArchive(tensors + popularity.tensors().map { $0.inSection("popularity") }), descriptor: descriptor)
    }

    /// Nearly normal numbers, rows of different lengths, scaled so that a dot product is mostly within −1…1.
    private static func vectors(_ rows: Int, _ settings: ScaleSettings, stream: UInt64) -> FrozenArray<Float> {
        var random = DemoRandom(seed: settings.seed, stream: stream)
        let unit = (1.6 / Double(settings.factors)).squareRoot().squareRoot() / 2
        return FrozenArray(count: rows * settings.factors) { target in
            for row in 0..<rows {
                let scale = Float(unit * (0.4 + 0.6 * random.uniform()))
                for place in row * settings.factors..<(row + 1) * settings.factors {
                    target[place] = scale * roughlyNormal(random.next())
                }
            }
        }
    }

    /// The sum of four uniform numbers out of one word, less its mean: mean 0, variance 1, within ±3.5.
    private static func roughlyNormal(_ bits: UInt64) -> Float {
        let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + bits >> 48
        return (Float(sum) * 0x1p-16 - 2) * 1.732_050_8
    }
}

/// Who has met what: popular films more often, in the manner of real catalogues.
struct ScaleHistories {
    let seen: InteractionMatrix
    /// [movies] how many viewers like each.
    let likes: [Double]

    init(_ settings: ScaleSettings) {
        var random = DemoRandom(seed: settings.seed, stream: 4)
        var offsets: [Int64] = [0]
        var columns: [Int32] = []
        var weights: [Float] = []
        var likes = [Double](repeating: 0, count: settings.movies)
        offsets.reserveCapacity(settings.users + 1)
        columns.reserveCapacity(settings.users * settings.history)
        weights.reserveCapacity(settings.users * settings.history)
        var row: [Int32] = []
        for _ in 0..<settings.users {
            Self.draw(&row, settings, &random)
            for column in row {
                let isLike = random.next() & 7 < 5
                columns.append(column)
                weights.append(isLike ? 1 : 0)
                if isLike { likes[Int(column)] += 1 }
            }
            offsets.append(Int64(columns.count))
        }
        guard
            let seen = InteractionMatrix(
                rowCount: settings.users, columnCount: settings.movies, offsets: FrozenArray(offsets),
                columns: FrozenArray(columns), weights: FrozenArray(weights))
        else { preconditionFailure("rows are drawn ascending and without repetition") }
        self.seen = seen
        self.likes = likes
    }

    /// Half to one and a half times the average, as far as there are films; ascending, each once.
    private static func draw(_ row: inout [Int32], _ settings: ScaleSettings, _ random: inout DemoRandom) {
        row.removeAll(keepingCapacity: true)
        let count = settings.history / 2 + random.integer(in: 0..<settings.history + 1)
        for _ in 0..<count {
            let place = random.uniform()
            row.append(Int32(min(settings.movies - 1, Int(place * place * place * Double(settings.movies)))))
        }
        row.sort()
        var kept = 0
        for column in row where kept == 0 || row[kept - 1] != column {  // kept ≤ the place that is read
            row[kept] = column
            kept += 1
        }
        row.removeLast(row.count - kept)
    }
}
