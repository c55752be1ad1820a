import CKernels

/// What one training example says of a viewer and a film: how far their vectors are to be pulled along each other.
struct WeightedPair: Sendable {
    var user: Int32
    var item: Int32
    /// Of the gradient: ∂loss / ∂(user · item).
    var weight: Float
}

/// The pairs of a batch as a sparse matrix, by one side: gradients of one side's vectors are its product with the other's.
///
/// Pairs of a row keep their order, so the sums do not depend on who computes them. Row numbers may repeat in the batch;
/// a column may stand in a row more than once.
struct PairRows: Sendable {
    /// [touched] the rows that occur, ascending.
    private(set) var rows: [Int32] = []
    /// [touched + 1]
    private(set) var offsets: [Int64] = [0]
    /// [pairs], [pairs]
    private(set) var columns: [Int32] = []
    private(set) var weights: [Float] = []

    /// How many pairs touch the row at `place`.
    func pairCount(at place: Int) -> Int { Int(offsets[place + 1] - offsets[place]) }

    /// By viewers, or by films.
    /// - Complexity: O(pairs).
    init(_ pairs: [WeightedPair], byUser: Bool) {
        let keys = pairs.map { byUser ? $0.user : $0.item }
        let order = Self.stableOrder(of: keys)
        columns.reserveCapacity(pairs.count)
        weights.reserveCapacity(pairs.count)
        for place in order {
            let pair = pairs[Int(place)], row = keys[Int(place)]
            if rows.last != row {
                if !rows.isEmpty { offsets.append(Int64(columns.count)) }
                rows.append(row)
            }
            columns.append(byUser ? pair.item : pair.user)
            weights.append(pair.weight)
        }
        if !rows.isEmpty { offsets.append(Int64(columns.count)) }
    }

    /// The places of `keys` in ascending order of key, equal ones as they stood: a radix sort by 11 bits at a time.
    static func stableOrder(of keys: [Int32]) -> [Int32] {
        var order = (0..<Int32(keys.count)).map { $0 }
        var sorted = order
        let largest = keys.max() ?? 0
        var shift: Int32 = 0
        while largest >> shift > 0 {
            var starts = [Int32](repeating: 0, count: 2_049)
            for key in keys { starts[Int((key >> shift) & 2_047) + 1] += 1 }
            for digit in 0..<2_048 { starts[digit + 1] += starts[digit] }
            for place in order {
                let digit = Int((keys[Int(place)] >> shift) & 2_047)
                sorted[Int(starts[digit])] = place
                starts[digit] += 1
            }
            swap(&order, &sorted)
            shift += 11
        }
        return order
    }

    /// target[row] = Σ weight · dense[column] for every row that occurs; other rows are left as they are.
    func multiply(
        _ dense: DenseBlock, into target: DenseBlock, options: TrainingOptions
    ) async throws(TrainingError) {
        precondition(dense.stride == target.stride, "one stride")
        let kernel = options.instructionSet.kernel
        let chunks = RowChunks(rowCount: rows.count, size: 256)
        _ = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount, makeScratch: { () },
            throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, _: inout Void) throws(TrainingError) -> Void in
            var product = mq_sparse_product()
            product.dense = UnsafePointer(dense.pointer(toRow: 0))
            product.target = target.pointer(toRow: 0)
            product.width = Int64(target.stride)
            product.stride = Int64(target.stride)
            product.scale = 1
            withPointers(&product) {
                mq_sparse_rows(kernel, &$0, Int64(chunks[chunk].lowerBound), Int64(chunks[chunk].upperBound))
            }
        }
    }

    private func withPointers(_ product: inout mq_sparse_product, _ body: (inout mq_sparse_product) -> Void) {
        rows.withUnsafeBufferPointer { rows in
            offsets.withUnsafeBufferPointer { offsets in
                columns.withUnsafeBufferPointer { columns in
                    weights.withUnsafeBufferPointer { weights in
                        product.rows = rows.baseAddress
                        product.offsets = offsets.baseAddress
                        product.columns = columns.baseAddress
                        product.weights = weights.baseAddress
                        body(&product)
                    }
                }
            }
        }
    }
}
