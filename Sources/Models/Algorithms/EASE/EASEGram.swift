import Foundation

/// The penalised Gram matrix that EASE inverts.
struct EASEGram: Sendable {
    private let byUser: InteractionMatrix
    private let byItem: InteractionMatrix
    /// [users] (number of likes)^−a.
    private let viewerWeights: [Double]
    private let settings: EASESettings

    /// - Parameter positives: [users, items].
    init(_ positives: InteractionMatrix, _ settings: EASESettings) {
        byUser = positives
        byItem = positives.transposed()
        viewerWeights = (0..<positives.rowCount).map {
            pow(Double(max(1, positives.entryCount(ofRow: $0))), -settings.viewerExponent)
        }
        self.settings = settings
    }

    /// Each row is summed in double precision by one worker, in the order of the viewers.
    /// - Complexity: O(Σ over viewers of likes² / 2).
    func compute(workerCount: Int, throwing cancellation: TrainingError) async throws(TrainingError) -> SymmetricMatrix
    {
        let matrix = SymmetricMatrix(count: byItem.rowCount)
        let chunks = RowChunks(byItem, costOfRow: 16, targetCost: 4_096)
        _ = try await ParallelChunks.map(
            chunks.count, workerCount: workerCount,
            makeScratch: { [Double](repeating: 0, count: byItem.rowCount) }, throwing: cancellation
        ) { (chunk, sums) throws(TrainingError) in
            for item in chunks[chunk] { write(item, &sums, to: matrix.pointer(toRow: item)) }
        }
        return matrix
    }

    /// Row `item` up to the diagonal.
    private func write(_ item: Int, _ sums: inout [Double], to row: UnsafeMutablePointer<Float>) {
        sums.withUnsafeMutableBufferPointer { sums in
            for other in 0...item { sums[other] = 0 }
            byItem.withRow(item) { users, weights in
                for (user, weight) in zip(users, weights) {
                    let scale = Double(weight) * viewerWeights[Int(user)]
                    byUser.withRow(Int(user)) { items, weights in
                        for place in items.indices {
                            let other = Int(items[place])
                            guard other <= item else { break }
                            sums[other] += scale * Double(weights[place])
                        }
                    }
                }
            }
            for other in 0..<item { row[other] = Float(sums[other]) }
            row[item] = Float(sums[item] * (1 + settings.dropout / (1 - settings.dropout)) + settings.regularization)
        }
    }
}
