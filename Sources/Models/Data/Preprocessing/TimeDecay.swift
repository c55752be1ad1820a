import Foundation

/// Likes fade: after each half-life one counts half of what it did.
struct TimeDecay {
    let halfLifeDays: Double

    /// 2^(−age / half-life).
    /// - Parameters:
    ///   - time: of the like, seconds since 1970.
    ///   - newest: of the newest event that teaches; what is newer has the same share, 1.
    func share(at time: Int64, newest: Int64) -> Float {
        let days = Double(max(0, newest - time)) / Double(TrainingWindow.secondsPerDay)
        return Float(exp2(-days / halfLifeDays))
    }
}
