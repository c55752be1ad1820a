/// A trained model with all that serving needs of its data: the unit that is written, checked, activated and swapped.
///
/// The vocabularies may hold more viewers than the model has rows (`model.descriptor.userCount`): those with too little
/// history to train on follow the trained ones. They have rows in `seen`, none in the model. Items agree everywhere.
/// Films' titles and genres are not part of it; they come from the catalogue.
public struct ModelArtefact: Sendable {
    /// The model itself.
    public let model: any Recommender
    /// Viewers by outside id, the trained ones first.
    public let users: UserVocabulary
    /// Films by outside id, in the model's numbers.
    public let items: ItemVocabulary
    /// [users, items]; weight > 0 for a positive, 0 for what was met and not liked.
    public let seen: InteractionMatrix
    /// The fallback, over the same items.
    public let popularity: PopularityModel
    /// Genres and counts of the same items, where the model was trained on real films.
    public let features: ItemFeatures?
    /// What is worth knowing of it besides.
    public let details: ArtefactDetails

    /// - Precondition: the parts fit together (see the type's description).
    public init(
        model: any Recommender, users: UserVocabulary, items: ItemVocabulary, seen: InteractionMatrix,
        popularity: PopularityModel, features: ItemFeatures? = nil, details: ArtefactDetails
    ) {
        self.model = model
        self.users = users
        self.items = items
        self.seen = seen
        self.popularity = popularity
        self.features = features
        self.details = details
        if let problem { preconditionFailure(problem) }
    }

    /// A model with the data it was trained on.
    public init(
        _ model: any Recommender, trainedOn trainingSet: TrainingSet, details: ArtefactDetails
    ) {
        self.init(
            model: model, users: trainingSet.users, items: trainingSet.items, seen: trainingSet.seen,
            popularity: PopularityModel(counting: trainingSet), features: ItemFeatures(trainingSet), details: details)
    }

    /// A model with the data it was trained on, and nothing noted of it but its metrics.
    public init(
        _ model: any Recommender, trainedOn trainingSet: TrainingSet, metrics: [String: Double] = [:],
        codeVersion: String
    ) {
        self.init(
            model, trainedOn: trainingSet,
            details: ArtefactDetails(of: trainingSet, metrics: metrics, codeVersion: codeVersion))
    }

    /// What does not fit together, if anything.
    var problem: String? {
        if model.itemCount != items.count || model.descriptor.itemCount != items.count {
            return "the model ranks \(model.itemCount) items, the vocabulary has \(items.count)"
        }
        if !(0...users.count).contains(model.descriptor.userCount) {
            return "the model has \(model.descriptor.userCount) users, the vocabulary \(users.count)"
        }
        if seen.rowCount != users.count || seen.columnCount != items.count {
            return "histories are [\(seen.rowCount), \(seen.columnCount)], not [\(users.count), \(items.count)]"
        }
        if popularity.itemCount != items.count {
            return "popularity covers \(popularity.itemCount) items of \(items.count)"
        }
        if let features, features.itemCount != items.count {
            return "features cover \(features.itemCount) items of \(items.count)"
        }
        return nil
    }
}

// MARK: - To bytes

/// An artefact ready to be written: the two files of its folder.
public struct EncodedArtefact: Sendable {
    /// `manifest.json`.
    public let manifest: [UInt8]
    /// `tensors.safetensors`, to be written piece by piece.
    public let tensors: SafetensorsFile
}

extension ModelArtefact {
    /// The artefact as bytes; the same artefact always gives the same bytes.
    /// - Complexity: O(bytes), for their checksum; no tensor is copied.
    public func encoded() -> EncodedArtefact {
        let file = SafetensorsFile(
            model.tensors().map { $0.inSection("model") }
                + users.tensors.map { $0.inSection("users") }
                + items.tensors.map { $0.inSection("items") }
                + seen.tensors.map { $0.inSection("seen") }
                + popularity.tensors().map { $0.inSection("popularity") }
                + (features?.tensors ?? []).map { $0.inSection("features") })
        let manifest = ArtefactManifest(
            descriptor: model.descriptor, popularity: popularity.descriptor, details: details, file: file)
        return EncodedArtefact(manifest: manifest.encoded(), tensors: file)
    }
}

// MARK: - From bytes

extension ModelArtefact {
    /// Reads an artefact; its numbers stay views into `tensors`, which may be mapped.
    ///
    /// - Parameter verifyChecksum: whether to hash every byte of `tensors`, as whoever is going to serve must. Without
    ///   it sizes, the manifest's and the header's checksums and the structure of every part are checked all the same,
    ///   so damage in the numbers can change scores but cannot make the process fail.
    /// - Complexity: O(users + seen entries) and what the model's plug-in does; O(bytes) more with `verifyChecksum`.
    /// - Throws: `ArtefactError`.
    public static func decode(
        manifest bytes: [UInt8], tensors: FrozenArray<UInt8>, catalogue: PluginCatalogue, verifyChecksum: Bool = true
    ) throws(ArtefactError) -> ModelArtefact {
        let manifest = try ArtefactManifest(parsing: bytes)
        try manifest.tensors.check(tensors, wholly: verifyChecksum)
        return try ModelArtefact(manifest, SafetensorsFile.read(tensors), catalogue)
    }

    private init(
        _ manifest: ArtefactManifest, _ archive: TensorArchive, _ catalogue: PluginCatalogue
    ) throws(ArtefactError) {
        let card = manifest.descriptor
        users = try UserVocabulary(archive.section("users"), of: "users")
        items = try ItemVocabulary(archive.section("items"), of: "items")
        // Before the plug-in sees the card: no number in it may lead it astray.
        guard card.itemCount == items.count, (0...users.count).contains(card.userCount),
            manifest.popularity.itemCount == items.count
        else {
            throw ArtefactError(.invalidModel, "manifest.json and the vocabularies disagree on users or items")
        }
        seen = try InteractionMatrix(archive.section("seen"), rowCount: users.count, columnCount: items.count)
        popularity = try PopularityModel(archive.section("popularity"), descriptor: manifest.popularity)
        let described = archive.section("features")
        features = described.names.isEmpty ? nil : try ItemFeatures(described, itemCount: items.count)
        guard let plugin = catalogue[card.algorithm] else {
            throw ArtefactError(
                .unknownAlgorithm,
                "no plug-in called '\(card.algorithm)'; there are \(catalogue.names.joined(separator: ", "))")
        }
        model = try plugin.load(archive.section("model"), descriptor: card)
        details = manifest.details
        guard model.descriptor == card else {
            throw ArtefactError(
                .invalidModel,
                "this version of Marquee has other settings for '\(card.algorithm)' than the model was trained with; "
                    + "train it again with `marquee train`")
        }
        if let problem { throw ArtefactError(.invalidModel, problem) }
    }
}

extension ArtefactManifest.TensorsFile {
    /// Whether `bytes` are the file described: its size and header always, all of it when asked `wholly`.
    fileprivate func check(_ bytes: FrozenArray<UInt8>, wholly: Bool) throws(ArtefactError) {
        guard bytes.count == byteCount else {
            throw ArtefactError(
                bytes.count < byteCount ? .truncated : .altered,
                "tensors.safetensors has \(bytes.count) bytes, manifest.json says \(byteCount); copy the artefact again"
            )
        }
        guard (8...max(8, byteCount)).contains(headerByteCount), headerByteCount <= byteCount else {
            throw ArtefactError(.badManifest, "manifest.json gives an impossible header size")
        }
        let intact = bytes.withUnsafeBufferPointer { bytes in
            let raw = UnsafeRawBufferPointer(bytes)
            guard Checksum.of(UnsafeRawBufferPointer(rebasing: raw[..<headerByteCount])) == headerSHA256 else {
                return false
            }
            return !wholly || Checksum.of(raw) == sha256
        }
        guard intact else {
            throw ArtefactError(
                .altered, "tensors.safetensors is not the file that manifest.json describes; copy the artefact again")
        }
    }
}
