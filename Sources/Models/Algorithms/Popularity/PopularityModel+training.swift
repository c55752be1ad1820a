import Foundation

extension PopularityModel {
    /// By how many viewers liked each item, over all time.
    /// - Complexity: O(positives).
    public init(counting trainingSet: TrainingSet) {
        var counts = [Double](repeating: 0, count: trainingSet.itemCount)
        for item in trainingSet.positives.columns { counts[Int(item)] += 1 }
        self.init(counts, descriptor: trainingSet.card.popularity)
    }

    /// By who liked each item lately: a positive counts 2^(−age / half-life), its age taken at `trainingSet.latest`.
    ///
    /// To these are added `smoothing` likes a film on average, shared out as the likes of all time are (a Dirichlet
    /// prior): after a quiet time a handful of likes would otherwise be all that counts, and one viewer could decide
    /// what everybody is shown.
    ///
    /// Exponential decay keeps the ratios as time goes by, so the list stays right until there is newer data.
    /// - Complexity: O(positives).
    public init(trending trainingSet: TrainingSet, _ settings: RecencySettings) {
        let halfLife = settings.halfLifeDays * 86_400
        let latest = Double(trainingSet.latest)
        let likes = Double(max(1, trainingSet.positives.entryCount))
        let ofAllTime = settings.smoothing * Double(trainingSet.itemCount) / likes
        var sums = [Double](repeating: 0, count: trainingSet.itemCount)
        for (item, time) in zip(trainingSet.positives.columns, trainingSet.positiveTimes) {
            let age = max(0, latest - Double(time))
            sums[Int(item)] += exp2(-age / halfLife) + ofAllTime
        }
        self.init(sums, descriptor: trainingSet.card.trending(settings))
    }
}

extension ModelDescriptor {
    /// The card of the popularity model inside a model with this card.
    var popularity: ModelDescriptor { fixed("popularity", settings: [:]) }

    /// The card of the trending model inside a model with this card.
    func trending(_ settings: RecencySettings) -> ModelDescriptor {
        fixed("trending", settings: settings.modelSettings)
    }

    /// Counting needs neither a seed nor a kernel: the card is the same whatever the options were.
    private func fixed(_ algorithm: String, settings: ModelSettings) -> ModelDescriptor {
        ModelDescriptor(
            algorithm: algorithm, settings: settings, userCount: userCount, itemCount: itemCount, dataHash: dataHash,
            seed: 0, instructionSet: InstructionSet.baseline.rawValue)
    }
}

extension TrainingSet {
    /// A card that says which data it was, and no more.
    fileprivate var card: ModelDescriptor {
        ModelDescriptor(
            algorithm: "", settings: [:], userCount: trainedUserCount, itemCount: itemCount, dataHash: dataHash,
            seed: 0, instructionSet: "")
    }
}
