import CKernels

/// A large symmetric positive definite matrix while it is made and inverted, in blocks of 128 × 128.
///
/// Only blocks on and below the diagonal are kept up; rows and columns beyond `count` are those of the identity.
///
/// `@unchecked Sendable` invariant: between two waits of `invert` (and while rows are filled) each block is written by at
/// most one task, and nobody reads what another writes.
package final class SymmetricMatrix: @unchecked Sendable {
    static let block = 128

    /// Rows that mean something.
    package let count: Int
    /// The padded side, a multiple of the block.
    let side: Int
    private let values: UnsafeMutablePointer<Float>

    /// Zero, padded with ones on the diagonal.
    /// - Complexity: O(count²) memory, 4 bytes each.
    package init(count: Int) {
        self.count = count
        side = (count + Self.block - 1) / Self.block * Self.block
        values = UnsafeMutableRawPointer.allocate(byteCount: max(1, side * side) * 4, alignment: 64)
            .bindMemory(to: Float.self, capacity: max(1, side * side))
        values.initialize(repeating: 0, count: side * side)
        for row in count..<side { values[row * side + row] = 1 }
    }

    deinit { values.deallocate() }

    /// Where `row` begins; entries right of the diagonal's block are not kept up.
    package func pointer(toRow row: Int) -> UnsafeMutablePointer<Float> { values + row * side }

    /// The entry, by whichever half holds it.
    package subscript(row: Int, column: Int) -> Float {
        values[max(row, column) * side + min(row, column)]
    }

    /// Copies the lower half onto the upper one of each block on the diagonal, which elimination reads whole.
    private func mirrorDiagonalBlocks() {
        for row in 0..<side {
            let first = row / Self.block * Self.block
            for column in first..<row { values[column * side + row] = values[row * side + column] }
        }
    }
}

// MARK: - Inverse

extension SymmetricMatrix {
    /// Replaces the matrix by **minus** its inverse.
    ///
    /// The sweep operator, block by block (Goodnight 1979, "A Tutorial on the SWEEP Operator"): with K the block at hand
    /// and D its inverse, A_ij −= A_iK·D·A_Kj for all others, A_iK becomes A_iK·D, and A_KK becomes −D. Blocks are
    /// inverted in double precision. Every block is summed by one task in a fixed order, so the bytes do not depend on
    /// how many there are.
    /// - Throws: `NotPositiveDefinite` that names a row; `cancellation` when the task is cancelled. What is left then is
    ///   no matrix of use.
    /// - Complexity: O(count³ / 2) multiplications over all workers.
    package func invert(
        workerCount: Int, instructionSet: InstructionSet, throwing cancellation: any Error,
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws {
        mirrorDiagonalBlocks()
        let sweep = BlockSweep(self, instructionSet)
        for pivot in 0..<sweep.blockCount {
            try sweep.invertPivot(pivot)
            for step in BlockSweep.Step.allCases {
                _ = try await ParallelChunks.map(
                    sweep.blockCount, workerCount: workerCount, makeScratch: { () }, throwing: cancellation
                ) { (piece: Int, _: inout Void) throws(any Error) -> Void in
                    // The longest rows first: what is left for the end is short.
                    sweep.take(step, block: sweep.blockCount - 1 - piece, pivot: pivot)
                }
            }
            progress(pivot + 1, sweep.blockCount)
        }
    }
}

/// The work of one sweep and the panels it goes through.
///
/// `@unchecked Sendable` invariant: as for `SymmetricMatrix`; `prepare` writes the panels of its own block, `update`
/// only reads them.
private final class BlockSweep: @unchecked Sendable {
    private static let block = SymmetricMatrix.block
    private static let panel = Int(MQ_DENSE_PANEL)

    /// What is done with every block of a pivot, the first for all of them before the second.
    enum Step: CaseIterable { case prepare, update }

    let blockCount: Int
    private let matrix: SymmetricMatrix
    private let kernel: mq_isa
    /// D of the pivot block in double precision, row-major.
    private var inverse = [Double](repeating: 0, count: block * block)
    /// −D as the right side of a product.
    private let negated: UnsafeMutablePointer<Float>
    /// [side × block] A_jK, row-major; −A_jK·D, row-major; A_jKᵀ as the right side of a product.
    private let columns, scaled, panels: UnsafeMutablePointer<Float>

    init(_ matrix: SymmetricMatrix, _ instructionSet: InstructionSet) {
        self.matrix = matrix
        kernel = instructionSet.kernel
        blockCount = matrix.side / Self.block
        func room(_ count: Int) -> UnsafeMutablePointer<Float> {
            UnsafeMutableRawPointer.allocate(byteCount: max(1, count) * 4, alignment: 64)
                .bindMemory(to: Float.self, capacity: max(1, count))
        }
        negated = room(Self.block * Self.block)
        columns = room(matrix.side * Self.block)
        scaled = room(matrix.side * Self.block)
        panels = room(matrix.side * Self.block)
    }

    deinit { for room in [negated, columns, scaled, panels] { room.deallocate() } }

    func invertPivot(_ pivot: Int) throws(NotPositiveDefinite) {
        let block = Self.block, first = pivot * block
        for row in 0..<block {
            let source = matrix.pointer(toRow: first + row) + first
            for column in 0..<block { inverse[row * block + column] = Double(source[column]) }
        }
        guard mq_dense_invert_block(kernel, &inverse, Int64(block)) == 0 else { throw NotPositiveDefinite(row: first) }
        for row in 0..<block {
            for column in 0..<block {
                negated[Self.place(row: row, column: column)] = -Float(inverse[row * block + column])
            }
        }
    }

    /// Of [block × columns] in panels.
    private static func place(row: Int, column: Int) -> Int {
        (column / panel * block + row) * panel + column % panel
    }

    func take(_ step: Step, block: Int, pivot: Int) {
        switch step {
        case .prepare: prepare(block, pivot)
        case .update: update(block, pivot)
        }
    }

    /// Fetches A_jK and multiplies it by −D.
    private func prepare(_ other: Int, _ pivot: Int) {
        guard other != pivot else { return }
        let block = Self.block, start = other * block * block
        let column = columns + start, product = scaled + start, panel = panels + start
        for row in 0..<block {
            for entry in 0..<block {
                let value =
                    other > pivot
                    ? matrix.pointer(toRow: other * block + row)[pivot * block + entry]
                    : matrix.pointer(toRow: pivot * block + entry)[other * block + row]
                column[row * block + entry] = value
                panel[Self.place(row: entry, column: row)] = value
            }
        }
        product.update(repeating: 0, count: block * block)
        mq_dense_add_product(
            kernel, product, Int64(block), column, Int64(block), negated, Int64(block), Int64(block), Int64(block))
    }

    /// Brings block row `row` up to date: left of the pivot's column, right of it up to the diagonal, and the column.
    private func update(_ row: Int, _ pivot: Int) {
        guard row != pivot else { return replacePivotRow(pivot) }
        add(row, 0..<min(pivot, row + 1))
        guard row > pivot else { return }
        add(row, pivot + 1..<row + 1)
        let block = Self.block, product = scaled + row * block * block
        for line in 0..<block {
            let target = matrix.pointer(toRow: row * block + line) + pivot * block
            for entry in 0..<block { target[entry] = -product[line * block + entry] }
        }
    }

    /// A_ij −= A_iK·D·A_Kj for the blocks j of `others`.
    private func add(_ row: Int, _ others: Range<Int>) {
        guard !others.isEmpty else { return }
        let block = Self.block
        mq_dense_add_product(
            kernel, matrix.pointer(toRow: row * block) + others.lowerBound * block, Int64(matrix.side),
            scaled + row * block * block, Int64(block), panels + others.lowerBound * block * block, Int64(block),
            Int64(others.count * block), Int64(block))
    }

    private func replacePivotRow(_ pivot: Int) {
        let block = Self.block
        for line in 0..<block {
            let target = matrix.pointer(toRow: pivot * block + line)
            for other in 0..<pivot {
                let product = scaled + other * block * block
                for entry in 0..<block { target[other * block + entry] = -product[entry * block + line] }
            }
            for entry in 0..<block { target[pivot * block + entry] = -Float(inverse[line * block + entry]) }
        }
    }
}
