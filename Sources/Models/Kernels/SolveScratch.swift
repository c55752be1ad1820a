import CKernels

/// The memory in which the solving kernels work: one for each worker, reused for every row.
package final class SolveScratch {
    let floats: UnsafeMutablePointer<Float>

    package init(factorCount: Int) {
        floats = .allocate(capacity: Int(mq_solve_scratch_count(Int64(factorCount))))
    }

    deinit { floats.deallocate() }
}

/// A normal matrix that could not be factorised.
package struct NotPositiveDefinite: Error, Equatable {
    /// The row whose equations these are.
    package var row: Int

    package init(row: Int) { self.row = row }
}
