/// What joined lists came to, as sums that can be added up: every realised figure is a ratio of two of them.
public struct RealisedSums: Sendable, Equatable {
    /// Lists added up.
    public var lists = 0.0
    /// Places that were shown.
    public var places = 0.0
    /// Places among the first k that were liked.
    public var likedAtTop = 0.0
    /// Lists with such a place.
    public var hits = 0.0
    /// Places that were clicked, watched or rated.
    public var taken = 0.0
    /// Lists with a film that was watched or rated.
    public var converted = 0.0
    /// Places that were watched.
    public var watched = 0.0
    /// Minutes watched of them.
    public var minutes = 0.0

    public init() {}

    /// Adds one list and what followed.
    public mutating func add(_ joined: JoinedList, cutoff: Int, rule: PositiveRule) {
        lists += 1
        places += Double(joined.list.items.count)
        let liked = joined.outcomes.count { $0.place < cutoff && $0.isLiked(by: rule) }
        likedAtTop += Double(liked)
        hits += liked > 0 ? 1 : 0
        taken += Double(joined.outcomes.count { $0.isTaken })
        converted += joined.outcomes.contains { $0.isConverted } ? 1 : 0
        for outcome in joined.outcomes where outcome.isWatched {
            watched += 1
            minutes += outcome.minutes
        }
    }
}

/// A figure of lists that were served, by what followed.
public enum RealisedMetric: Sendable, Hashable, CaseIterable {
    /// Liked places among the first k / (k · lists): the denominator is k also for shorter lists, as offline.
    case precision
    /// Lists with a liked film among the first k / lists.
    case hitRate
    /// Places clicked, watched or rated / places shown. A proxy: which places were looked at is not known.
    case clickThrough
    /// Lists with a film that was watched or rated / lists.
    case conversion
    /// Minutes watched of recommended films / lists.
    case watchMinutes
    /// Minutes watched of recommended films / films watched.
    case minutesPerWatch

    /// Its name in reports and metrics, such as `precision_at_10`.
    public func name(cutoff: Int) -> String {
        switch self {
        case .precision: "precision_at_\(cutoff)"
        case .hitRate: "hit_rate_at_\(cutoff)"
        case .clickThrough: "ctr_proxy"
        case .conversion: "conversion"
        case .watchMinutes: "watch_minutes_per_list"
        case .minutesPerWatch: "watch_minutes_per_watch"
        }
    }

    /// Numerator and denominator.
    func parts(of sums: RealisedSums, cutoff: Int) -> (Double, Double) {
        switch self {
        case .precision: (sums.likedAtTop, sums.lists * Double(cutoff))
        case .hitRate: (sums.hits, sums.lists)
        case .clickThrough: (sums.taken, sums.places)
        case .conversion: (sums.converted, sums.lists)
        case .watchMinutes: (sums.minutes, sums.lists)
        case .minutesPerWatch: (sums.minutes, sums.watched)
        }
    }
}
