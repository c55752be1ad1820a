extension BlendModel {
    public func tensors() -> [NamedTensor] {
        base.tensors().map { $0.inSection("base") } + recency.tensors().map { $0.inSection("recency") }
    }
}

extension ModelDescriptor {
    /// A blend's card: the base's, with the base's settings under its name (`als.factors`).
    static func blend(of base: ModelDescriptor, settings: BlendSettings) -> ModelDescriptor {
        var card = base
        card.algorithm = BlendPlugin.algorithm
        card.settings = settings.modelSettings
        card.settings["base"] = .text(base.algorithm)
        for (name, value) in base.settings { card.settings["\(base.algorithm).\(name)"] = value }
        return card
    }

    /// The card of the base called `algorithm` in this blend's card.
    func base(_ algorithm: String) -> ModelDescriptor {
        var card = self
        card.algorithm = algorithm
        card.settings = settings.section(algorithm)
        return card
    }
}

extension ModelSettings {
    /// The settings called `section.…`, without that prefix.
    func section(_ section: String) -> ModelSettings {
        let prefix = "\(section)."
        var inside: ModelSettings = [:]
        for (name, value) in self where name.hasPrefix(prefix) { inside[String(name.dropFirst(prefix.count))] = value }
        return inside
    }
}
