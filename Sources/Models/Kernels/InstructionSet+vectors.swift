import CKernels

/// Arithmetic on single vectors. Products and sums are rounded apart and in a fixed order (see `mq_score.h`), so every
/// set gives the same bits, and so does the plain twin.
extension InstructionSet {
    /// The dot product, the score of a factor model.
    /// - Precondition: the same count.
    /// - Complexity: O(count).
    public func dot(_ left: Span<Float>, _ right: Span<Float>) -> Float {
        precondition(left.count == right.count, "vectors of different lengths")
        return left.withUnsafeBufferPointer { left in
            right.withUnsafeBufferPointer { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
                return mq_dot(kernel, first, second, Int32(left.count))
            }
        }
    }

    /// The Euclidean length.
    /// - Complexity: O(count).
    public func norm(_ vector: Span<Float>) -> Float { dot(vector, vector).squareRoot() }

    /// The cosine of the angle between two vectors; 0 when either is the zero vector.
    /// - Precondition: the same count.
    /// - Complexity: O(count).
    public func cosine(_ left: Span<Float>, _ right: Span<Float>) -> Float {
        let lengths = norm(left) * norm(right)
        return lengths > 0 ? dot(left, right) / lengths : 0
    }

    /// Adds `scale` times `source` to `target`.
    /// - Precondition: the same count.
    /// - Complexity: O(count).
    public func add(_ source: Span<Float>, times scale: Float, to target: inout MutableSpan<Float>) {
        precondition(source.count == target.count, "vectors of different lengths")
        let count = Int32(source.count)
        source.withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                mq_add_scaled(kernel, scale, from, to, count)
            }
        }
    }

    /// The plain twin of `dot`: sixteen partial sums, then folded in halves.
    package static func dotReference(_ left: [Float], _ right: [Float]) -> Float {
        var lanes = [Float](repeating: 0, count: 16)
        for (place, pair) in zip(left, right).enumerated() { lanes[place % 16] += pair.0 * pair.1 }
        for half in [8, 4, 2, 1] {
            for lane in 0..<half { lanes[lane] += lanes[lane + half] }
        }
        return lanes[0]
    }
}
