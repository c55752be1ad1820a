/// `content`: films described alike.
public struct ContentPlugin: ModelPlugin {
    public init() {}

    public var name: String { ContentTrainer.algorithm }
    public var summary: String { "films described like those a viewer liked, by TF-IDF over title, genres and text" }

    public var settings: [SettingDescription] {
        let standard = ContentTrainer.Settings()
        return [
            SettingDescription(
                "neighbors", default: .integer(standard.neighborCount), "neighbours kept for each film, 1…10000"),
            SettingDescription(
                "ngrams", default: .integer(standard.terms.longestTerm), "runs of up to so many words are terms, 1…3"),
            SettingDescription(
                "sublinear", default: .flag(standard.terms.isSublinear),
                "whether further mentions of a term count for less"),
            SettingDescription(
                "minimumTexts", default: .integer(standard.terms.minimumTexts),
                "terms of fewer films are left out, 1…1000000"),
            SettingDescription(
                "maximumShare", default: .number(standard.terms.maximumShare),
                "terms of more than this share of the films are left out, 0.0001…1"),
            SettingDescription(
                "maximumTerms", default: .integer(standard.terms.maximumTerms),
                "at most so many terms, the most frequent; 0 keeps all"),
        ]
    }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        let terms = TermVectors.Settings(
            longestTerm: try reader.integer("ngrams", in: 1...3), isSublinear: try reader.flag("sublinear"),
            minimumTexts: try reader.integer("minimumTexts", in: 1...1_000_000),
            maximumShare: try reader.number("maximumShare", in: 0.0001...1),
            maximumTerms: try reader.integer("maximumTerms", in: 0...100_000_000))
        let read = ContentTrainer.Settings(
            neighborCount: try reader.integer("neighbors", in: 1...10_000), terms: terms)
        return ContentTrainer(read, resolved: reader.resolved)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        try ContentModel(tensors, descriptor: descriptor)
    }
}
