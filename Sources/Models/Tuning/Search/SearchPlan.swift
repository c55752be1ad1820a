/// What a search tries, and how much of the data each trial gets.
///
/// Successive halving (Jamieson and Talwalkar 2016): many settings on a few viewers, the best third of them on three times
/// as many, and so on to everybody. Random search (Bergstra and Bengio 2012) is the same with one round.
public struct SearchPlan: Sendable, Equatable {
    /// How settings are told apart.
    public enum Method: String, Sendable, Codable, CaseIterable {
        /// Many on few viewers and the best on more; or every one on everybody.
        case halving, random
    }

    /// One round: so many settings, trained on this share of the viewers.
    public struct Round: Sendable, Equatable {
        /// Settings in this round.
        public var trialCount: Int
        /// 0…1; 1 in the last round.
        public var share: Double
    }

    /// In order, everybody's last.
    public var rounds: [Round]

    /// - Parameter trialCount: settings that are tried at all, ≥ 1.
    public init(_ method: Method, trialCount: Int) {
        precondition(trialCount >= 1, "a search tries something")
        var rounds = [Round(trialCount: trialCount, share: 1)]
        if method == .halving {
            // A ninth of the viewers at least: fewer say little.
            while rounds.count < 3, rounds[rounds.count - 1].trialCount > 3 {
                rounds.append(Round(trialCount: (rounds[rounds.count - 1].trialCount + 2) / 3, share: 1))
            }
            for place in rounds.indices {
                rounds[place].share = [1, 1.0 / 3, 1.0 / 9][rounds.count - 1 - place]
            }
        }
        self.rounds = rounds
    }

    /// The settings of the first round: the defaults, then as many as are wanted drawn from the space, each once.
    ///
    /// - Parameters:
    ///   - given: settings that are fixed; every draw keeps them.
    ///   - seed: determines the draws.
    public static func draws(
        _ space: [String: SearchRange], count: Int, given: ModelSettings, seed: UInt64
    ) -> [ModelSettings] {
        var random = SeededRandom(seed: seed)
        let names = space.keys.filter { given[$0] == nil }.sorted()
        var drawn = [given]
        // A space of a few values is soon exhausted: do not look for more for ever.
        var misses = 0
        while drawn.count < count, !names.isEmpty, misses < 100 {
            var settings = given
            for name in names { settings[name] = space[name]?.draw(using: &random) }
            if drawn.contains(settings) {
                misses += 1
            } else {
                drawn.append(settings)
            }
        }
        return drawn
    }
}
