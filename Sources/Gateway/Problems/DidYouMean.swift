/// Which of the known names was probably meant.
enum DidYouMean {
    /// The known name nearest to `name`, in any case, when it is near enough to be a slip: one edit for up to four
    /// letters, two beyond.
    static func nearest(to name: String, among known: [String]) -> String? {
        guard name.count <= 64 else { return nil }
        let wanted = Array(name.lowercased())
        let allowed = wanted.count <= 4 ? 1 : 2
        let candidates = known.map { ($0, distance(wanted, Array($0.lowercased()))) }
        return candidates.filter { $0.1 <= allowed }.min { $0.1 < $1.1 }?.0
    }

    /// Damerau–Levenshtein distance, neighbours swapped counting as one edit.
    /// - Complexity: O(lengths multiplied).
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in 0..<right.count {
                let substituted = last[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(substituted, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
