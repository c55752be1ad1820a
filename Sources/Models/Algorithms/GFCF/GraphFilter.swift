import CKernels

/// R̃ᵀR̃ + α · D_I^−½ · V·Vᵀ · D_I^½, written out.
struct GraphFilter: Sendable {
    private let graph: NormalizedGraph
    private let byItem: InteractionMatrix
    private let vectors: FactorMatrix
    /// [items rounded up to 8, factors] D_I^−½ · V, row-major.
    private let left: [Float]
    /// α · Vᵀ · D_I^½ in panels, as the right side of a product.
    private let right: [Float]
    /// Items rounded up to whole panels.
    private let side: Int

    init(_ graph: NormalizedGraph, _ spectrum: TruncatedSVD, alpha: Double) {
        self.graph = graph
        byItem = graph.matrix.transposed()
        vectors = spectrum.vectors
        let (count, factors, panel) = (graph.itemCount, spectrum.vectors.factorCount, TallBlocks.panel)
        side = (count + panel - 1) / panel * panel
        var left = [Float](repeating: 0, count: (count + 7) / 8 * 8 * factors)
        var right = [Float](repeating: 0, count: side * factors)
        for item in 0..<count where graph.itemDegrees[item] > 0 {
            let root = graph.itemDegrees[item].squareRoot()
            for factor in 0..<factors {
                let value = Double(spectrum.vectors.values[item * factors + factor])
                left[item * factors + factor] = Float(value / root)
                right[(item / panel * factors + factor) * panel + item % panel] = Float(alpha * value * root)
            }
        }
        self.left = left
        self.right = right
    }

    /// [items × items]. Each row is written by one worker, in the order of viewers and vectors.
    func compute(options: TrainingOptions) async throws(TrainingError) -> FrozenArray<Float> {
        let count = graph.itemCount, side = side
        let filter = FilterRows(count: count)
        let chunks = RowChunks(rowCount: count, size: 32)
        _ = try await ParallelChunks.map(
            chunks.count, workerCount: options.workerCount,
            makeScratch: { FilterScratch(items: count, lowPass: 32 * side) }, throwing: TrainingError.trainingCancelled
        ) { (chunk: Int, scratch: inout FilterScratch) throws(TrainingError) -> Void in
            let rows = chunks[chunk]
            lowPass(rows, options.instructionSet, into: &scratch.lowPass)
            for item in rows {
                linear(item, into: &scratch.sums)
                let target = filter.pointer(toRow: item)
                let smooth = (item - rows.lowerBound) * side
                for other in 0..<count {
                    target[other] = Float(scratch.sums[other]) + scratch.lowPass[smooth + other]
                }
            }
        }
        return filter.freeze()
    }

    /// Row `item` of R̃ᵀR̃, in double precision.
    private func linear(_ item: Int, into sums: inout [Double]) {
        sums.withUnsafeMutableBufferPointer { sums in
            sums.update(repeating: 0)
            byItem.withRow(item) { users, weights in
                for (user, weight) in zip(users, weights) {
                    graph.matrix.withRow(Int(user)) { items, others in
                        for place in items.indices {
                            sums[Int(items[place])] += Double(weight) * Double(others[place])
                        }
                    }
                }
            }
        }
    }

    private func lowPass(_ rows: Range<Int>, _ instructionSet: InstructionSet, into target: inout [Float]) {
        let factors = vectors.factorCount
        target.withUnsafeMutableBufferPointer { target in
            left.withUnsafeBufferPointer { left in
                guard let output = target.baseAddress, let first = left.baseAddress else { return }
                output.update(repeating: 0, count: target.count)
                mq_dense_add_product(
                    instructionSet.kernel, output, Int64(side), first + rows.lowerBound * factors, Int64(factors),
                    right, Int64((rows.count + 7) / 8 * 8), Int64(side), Int64(factors))
            }
        }
    }
}

private struct FilterScratch {
    var sums: [Double]
    var lowPass: [Float]

    init(items: Int, lowPass: Int) {
        sums = [Double](repeating: 0, count: items)
        self.lowPass = [Float](repeating: 0, count: lowPass)
    }
}

/// The filter while it is written: [items × items].
///
/// `@unchecked Sendable` invariant: each row is written by one task, nobody reads before `freeze()`, nobody writes after it.
private final class FilterRows: @unchecked Sendable {
    private let count: Int
    private let values: UnsafeMutablePointer<Float>

    init(count: Int) {
        self.count = count
        values = UnsafeMutableRawPointer.allocate(byteCount: max(1, count * count) * 4, alignment: 64)
            .bindMemory(to: Float.self, capacity: max(1, count * count))
        values.initialize(repeating: 0, count: max(1, count * count))
    }

    deinit { values.deallocate() }

    func pointer(toRow row: Int) -> UnsafeMutablePointer<Float> { values + row * count }

    consuming func freeze() -> FrozenArray<Float> {
        let rows = self
        let bytes = UnsafeRawBufferPointer(start: rows.values, count: rows.count * rows.count * 4)
        let storage = FrozenStorage(adopting: bytes) { _ in withExtendedLifetime(rows) {} }
        return FrozenArray(storage: storage, byteOffset: 0, count: rows.count * rows.count)
    }
}
