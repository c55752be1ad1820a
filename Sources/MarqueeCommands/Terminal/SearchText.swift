import Foundation
import Models

/// What a search found, for a person.
struct SearchText {
    private let outcome: SearchOutcome

    init(_ outcome: SearchOutcome) { self.outcome = outcome }

    private static let shownTrials = 10

    var text: String {
        let shown = outcome.trials.filter { $0.share == 1 && $0.ndcg != nil }.prefix(Self.shownTrials)
        let lines = shown.map { trial in
            let mark = trial == outcome.best ? "best" : trial == outcome.standard ? "defaults" : ""
            return Self.row([
                mark, Self.figure(trial.ndcg), Self.figure(trial.recall), Self.figure(trial.coverage),
                String(format: "%.2f", trial.seconds), Self.words(trial.settings),
            ])
        }
        let failed = outcome.trials.count { $0.failure != nil }
        let failures = failed > 0 ? "\n\(failed) settings could not be trained; --json says why." : ""
        return ([Self.row(["", "NDCG@10", "Recall@20", "coverage", "train s", "settings"])] + lines).joined(
            separator: "\n") + "\n\n\(Terminal.bold("\(outcome.model): \(Self.words(outcome.best.settings))"))\n"
            + verdict + (outcome.refusal.map { "\n\($0)" } ?? "") + failures
    }

    private var verdict: String {
        guard let best = outcome.best.ndcg, let standard = outcome.standard?.ndcg, standard > 0 else {
            return outcome.reason
        }
        if outcome.best == outcome.standard {
            return "\(outcome.reason) Nothing that was tried is better than the defaults."
        }
        let gain = String(format: "%+.1f %%", (best / standard - 1) * 100)
        return "\(outcome.reason) Against the defaults (\(Self.figure(standard))): \(gain) on the validation part."
    }

    private static func row(_ cells: [String]) -> String {
        let widths = [8, 7, 9, 8, 7]
        return cells.enumerated().map { place, cell in
            guard place < widths.count else { return cell }
            let space = String(repeating: " ", count: max(0, widths[place] - cell.count))
            return place == 0 ? cell + space : space + cell
        }.joined(separator: "  ")
    }

    private static func words(_ settings: ModelSettings) -> String {
        settings.isEmpty
            ? "the defaults"
            : settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }

    private static func figure(_ value: Double?) -> String { value.map { String(format: "%.4f", $0) } ?? "–" }
}
