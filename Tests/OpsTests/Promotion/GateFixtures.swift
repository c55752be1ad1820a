import Ops

/// Two models over the same 40 viewers, with differences that NumPy was asked about too.
enum GateFixtures {
    static let championValues = (0..<40).map { 0.2 + Double($0 * 13 % 17) / 100 }

    /// Viewer i is better off by ((37 i) mod 41 − 20 + shift) / 1000: a mean difference of (shift + 0.4) / 1000.
    static func challengerValues(shift: Int) -> [Double] {
        championValues.enumerated().map { $1 + Double($0 * 37 % 41 - 20 + shift) / 1_000 }
    }

    static func candidate(
        _ version: String, _ values: [Double], _ others: [String: Double] = [:]
    ) -> GateCandidate {
        var metrics = others.mapValues { GateMetric($0) }
        metrics["ndcg_at_10"] = GateMetric(perViewer: values)
        return GateCandidate(version: version, metrics: metrics)
    }

    static func champion(_ others: [String: Double] = [:]) -> GateCandidate {
        candidate("als/1", championValues, others)
    }

    static func challenger(shift: Int, _ others: [String: Double] = [:]) -> GateCandidate {
        candidate("blend/2", challengerValues(shift: shift), others)
    }

    /// Every viewer gets `factor` times what the champion gives them: an interval of no surprise.
    static func challenger(factor: Double, _ others: [String: Double] = [:]) -> GateCandidate {
        candidate("blend/2", championValues.map { $0 * factor }, others)
    }
}
