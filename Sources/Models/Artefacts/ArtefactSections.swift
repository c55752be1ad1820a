extension Vocabulary {
    /// The three arrays, as they are in memory.
    var tensors: [NamedTensor] {
        [
            NamedTensor("text", shape: [text.count], text),
            NamedTensor("offsets", shape: [offsets.count], offsets),
            NamedTensor("slots", shape: [slots.count], slots),
        ]
    }

    init(_ archive: TensorArchive, of name: String) throws(ArtefactError) {
        let vocabulary = Vocabulary(
            text: try archive.tensor("text", shape: [nil]), offsets: try archive.tensor("offsets", shape: [nil]),
            slots: try archive.tensor("slots", shape: [nil]))
        guard let vocabulary else {
            throw ArtefactError(.invalidModel, "the vocabulary of \(name) is damaged; copy the artefact again")
        }
        self = vocabulary
    }
}

extension InteractionMatrix {
    /// The three arrays of the compressed rows, as they are in memory.
    var tensors: [NamedTensor] {
        [
            NamedTensor("offsets", shape: [offsets.count], offsets),
            NamedTensor("columns", shape: [columns.count], columns),
            NamedTensor("weights", shape: [weights.count], weights),
        ]
    }

    /// - Parameter isSigned: whether weights below 0 are sound.
    init(
        _ archive: TensorArchive, rowCount: Int, columnCount: Int, isSigned: Bool = false
    ) throws(ArtefactError) {
        let matrix = InteractionMatrix(
            rowCount: rowCount, columnCount: columnCount,
            offsets: try archive.tensor("offsets", shape: [rowCount &+ 1]),
            columns: try archive.tensor("columns", shape: [nil]), weights: try archive.tensor("weights", shape: [nil]))
        guard let matrix, isSigned ? matrix.weights.areFinite : matrix.weights.areWeights else {
            throw ArtefactError(.invalidModel, "a sparse matrix in the artefact is damaged; copy the artefact again")
        }
        self = matrix
    }
}

extension FrozenArray where Element == Float {
    /// Whether every number is finite.
    var areFinite: Bool {
        withUnsafeBufferPointer { numbers in
            var good = true
            for number in numbers { good = number.isFinite && good }
            return good
        }
    }

    /// Whether every number is finite and not negative, as whoever solves with weights relies on.
    fileprivate var areWeights: Bool {
        withUnsafeBufferPointer { numbers in
            var good = true  // without a way out early, so that the loop is done many numbers at a time
            for number in numbers { good = (number >= 0) && (number < .infinity) && good }
            return good
        }
    }
}

extension FrozenArray where Element == UInt8 {
    /// Whether the first byte's address is a multiple of `alignment`.
    func isAligned(to alignment: Int) -> Bool {
        withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) % UInt(alignment) == 0 }
    }
}
