import Models

/// Parts events at a moment: what happened before it is known, the rest is held out.
///
/// `marquee import --until-share 0.70` and `marquee simulate --from 0.70` draw the same line, so that each event is in
/// one of the two parts.
public enum TimeCut {
    /// The moment after which the part behind `share` of all events begins; events of one second are never parted.
    ///
    /// - Parameter share: 0…1; 0 is before everything.
    /// - Returns: `Int64.max` when everything comes before it.
    /// - Complexity: O(events · log events).
    public static func time(after share: Double, of timestamps: [Int64]) -> Int64 {
        precondition((0...1).contains(share), "a share is 0…1")
        let position = Int(share * Double(timestamps.count))
        guard position < timestamps.count else { return .max }
        return timestamps.sorted()[position]
    }
}

extension InteractionRows {
    /// The rows before a moment, in their order.
    func before(_ moment: Int64) -> InteractionRows {
        guard moment < .max else { return self }
        var kept = InteractionRows()
        for row in 0..<count where timestamps[row] < moment {
            kept.append(
                user: users[row], item: items[row], kind: kinds[row], value: values[row], timestamp: timestamps[row])
        }
        return kept
    }
}
