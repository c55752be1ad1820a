/// `blend`: a base model with recency in the head of its lists. The base's own settings go by its name: `als.factors`.
public struct BlendPlugin: ModelPlugin {
    static let algorithm = "blend"

    private let bases: [any ModelPlugin]

    /// - Parameter bases: what can be blended, the default first; each must score all items.
    public init(bases: [any ModelPlugin]) {
        precondition(!bases.isEmpty, "a blend needs a base")
        self.bases = bases
    }

    public var name: String { Self.algorithm }
    public var summary: String { "a base model, with what is popular of late mixed into the head of its lists" }

    public var settings: [SettingDescription] {
        let names = bases.map(\.name)
        return [
            SettingDescription("base", default: .text(names[0]), "the base model: \(names.joined(separator: ", "))")
        ] + BlendSettings.descriptions
            + bases.flatMap { base in
                base.settings.map {
                    SettingDescription("\(base.name).\($0.name)", default: $0.defaultValue, $0.summary)
                }
            }
    }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let (base, resolved) = try resolve(settings)
        return BlendTrainer(
            base: try base.makeTrainer(resolved.section(base.name)), settings: try blendSettings(resolved))
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        let settings: BlendSettings
        do { settings = try blendSettings(descriptor.settings) } catch {
            throw ArtefactError(.badManifest, "the blend's settings cannot be used: \(error)")
        }
        guard case .text(let wanted)? = descriptor.settings["base"], let plugin = base(named: wanted) else {
            throw ArtefactError(
                .unknownAlgorithm, "the blend's base is none of \(bases.map(\.name).joined(separator: ", "))")
        }
        let base = try plugin.load(tensors.section("base"), descriptor: descriptor.base(plugin.name))
        guard let base = base as? any ScoresAllItems, base.itemCount == descriptor.itemCount else {
            throw ArtefactError(.invalidModel, "a \(plugin.name) model cannot be the base of this blend")
        }
        let recency = try PopularityModel(
            tensors.section("recency"), descriptor: descriptor.trending(settings.recency))
        return BlendTrainer.blend(base, recency, settings)
    }

    private func base(named name: String) -> (any ModelPlugin)? { bases.first { $0.name == name } }

    var defaultBase: (any ModelPlugin)? { bases.first }

    /// The base plug-in asked for, and every setting in force.
    private func resolve(
        _ given: ModelSettings
    ) throws(SettingError) -> (base: any ModelPlugin, resolved: ModelSettings) {
        let reader = try SettingReader(algorithm: name, descriptions: settings, given: given)
        let wanted = try reader.text("base")
        guard let base = base(named: wanted) else {
            throw SettingError(
                algorithm: name, setting: "base",
                message: "'\(wanted)' cannot be blended; there are \(bases.map(\.name).joined(separator: ", "))")
        }
        return (base, reader.resolved)
    }

    /// The blend's own settings among all.
    private func blendSettings(_ all: ModelSettings) throws(SettingError) -> BlendSettings {
        let own = BlendSettings.descriptions
        let given = all.filter { entry in own.contains { $0.name == entry.key } }
        return try BlendSettings(SettingReader(algorithm: name, descriptions: own, given: given))
    }
}

extension BlendPlugin: BlendsModels {
    public func relevantSettings(_ settings: ModelSettings) -> ModelSettings {
        guard case .text(let wanted) = settings["base"] ?? .text(bases[0].name) else { return settings }
        let others = bases.map { "\($0.name)." }.filter { $0 != "\(wanted)." }
        return settings.filter { entry in !others.contains { entry.key.hasPrefix($0) } }
    }

    public func baseSettings(_ settings: ModelSettings) -> ModelSettings {
        settings.filter { $0.key == "base" || $0.key.contains(".") }
    }

    public func makeBaseTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let (base, resolved) = try resolve(settings)
        return try base.makeTrainer(resolved.section(base.name))
    }

    /// - Complexity: O(positives).
    /// - Throws: `SettingError`; `TrainingError` when `base` does not score all items.
    public func blend(
        _ base: any Recommender, on trainingSet: TrainingSet, settings: ModelSettings
    ) throws -> any Recommender {
        let (_, resolved) = try resolve(settings)
        return try BlendTrainer.blend(base, on: trainingSet, try blendSettings(resolved))
    }
}

/// Trains the base, then counts recency.
struct BlendTrainer: Trainer {
    let base: any Trainer
    let settings: BlendSettings

    func train(on trainingSet: TrainingSet, options: TrainingOptions) async throws(TrainingError) -> any Recommender {
        var options = options
        if let start = options.start {
            try check(start)
            options.start = (start.model as? any BlendsOnBase).map { start.with($0.blendedBase) }
        }
        return try Self.blend(await base.train(on: trainingSet, options: options), on: trainingSet, settings)
    }

    static func blend(
        _ base: any Recommender, on trainingSet: TrainingSet, _ settings: BlendSettings
    ) throws(TrainingError) -> any Recommender {
        guard let base = base as? any ScoresAllItems else {
            throw TrainingError(.unsuitableModel, "a \(base.descriptor.algorithm) model does not score all items")
        }
        return blend(base, PopularityModel(trending: trainingSet, settings.recency), settings)
    }

    static func blend(
        _ base: some ScoresAllItems, _ recency: PopularityModel, _ settings: BlendSettings
    ) -> any Recommender {
        BlendModel(base: base, recency: recency, settings: settings)
    }
}

extension BlendTrainer: StartsWarm {
    /// A blend begins from the base of another; recency is counted anew.
    func objection(to model: any Recommender) -> String? {
        guard let blend = model as? any BlendsOnBase else {
            return "it is a model of \(model.descriptor.algorithm), and this trains \(BlendPlugin.algorithm)"
        }
        guard let base = base as? any StartsWarm else {
            return "the base of this blend is not learned in steps, so there is nothing to begin from"
        }
        return base.objection(to: blend.blendedBase)
    }
}
