/// `knn`: stars from the nearest films, or the nearest viewers.
public struct KNNPlugin: ModelPlugin {
    static let name = "knn"

    public init() {}

    public var name: String { Self.name }
    public var summary: String { "stars from the films, or the viewers, that were rated most alike" }
    public var settings: [SettingDescription] { KNNSettings.descriptions + [RatingBelief.description] }

    public func makeTrainer(_ settings: ModelSettings) throws(SettingError) -> any Trainer {
        let reader = try SettingReader(algorithm: name, descriptions: self.settings, given: settings)
        return KNNTrainer(
            try KNNSettings(reader), doubt: try RatingBelief.doubt(reader), resolved: reader.resolved)
    }

    public func load(_ tensors: TensorArchive, descriptor: ModelDescriptor) throws(ArtefactError) -> any Recommender {
        let (settings, doubt) = try ArtefactError.ofSettings { () throws(SettingError) in
            let reader = try SettingReader(
                algorithm: name, descriptions: self.settings, given: descriptor.settings)
            return (try KNNSettings(reader), try RatingBelief.doubt(reader))
        }
        let data = try RatedData(tensors, descriptor: descriptor, doubt: doubt)
        let users = data.ratings.prefix(rows: descriptor.userCount)
        let rows = settings.side == .item ? users.transposed() : users
        let neighbourhood = Neighbourhood(
            rows, table: try SimilarityTable(tensors, count: rows.rowCount),
            biases: try RatingBiases(
                tensors, userCount: descriptor.userCount, itemCount: descriptor.itemCount), settings: settings)
        return neighbourhood.model(data, descriptor)
    }
}
