import Models

/// Which days a retraining run is judged by. A decision in values.
///
/// Where enough has happened since the serving model's data end, half of it is the test: the serving model is then judged
/// as it stands, on days that neither it nor its challengers were trained on, and fresher data show what they are worth.
/// Otherwise the last 15 % of all days are the test; the serving model has seen those, so its recipe is trained anew on
/// the same part as the challengers.
public enum JudgingPlan: Sendable, Equatable, Codable {
    /// The serving model takes part as it stands.
    case sinceChampion(validationStart: Int64, testStart: Int64)
    /// The serving model's settings take part, trained on the same days as the others.
    case lastDays

    /// - Parameters:
    ///   - times: of every row of the data, seconds since 1970, ascending.
    ///   - championEnd: the newest second that the serving model was trained on; nil where none serves.
    ///   - minimumNew: rows since then that make a test worth having.
    public init(sortedTimes times: [Int64], championEnd: Int64?, minimumNew: Int) {
        guard let championEnd else { self = .lastDays; return }
        let firstNew = times.partitioningIndex { $0 > championEnd }
        let newCount = times.count - firstNew
        guard newCount >= max(2, minimumNew) else { self = .lastDays; return }
        let testStart = times[firstNew + newCount / 2]
        // As much before the test for choosing settings as the test has, at most 15 % of everything.
        let testRow = times.partitioningIndex { $0 >= testStart }
        let validationCount = min(times.count - testRow, Int(0.15 * Double(times.count)))
        let validationStart = times[max(0, testRow - max(1, validationCount))]
        self = .sinceChampion(validationStart: min(validationStart, testStart), testStart: testStart)
    }
}

extension [Int64] {
    /// The first place whose element is `true` for a condition that, once true, stays so.
    /// - Complexity: O(log count).
    fileprivate func partitioningIndex(where belongs: (Int64) -> Bool) -> Int {
        var low = 0, high = count
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
