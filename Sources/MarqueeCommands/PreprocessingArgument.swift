import ArgumentParser
import Models

/// Whose data count, how far back, and how much.
struct PreprocessingArgument: ParsableArguments {
    @Option(help: "Viewers with fewer films than this are not trained on.") var minimumUser = 5
    @Option(help: "Films with fewer viewers than this are not recommended.") var minimumItem = 10
    @Option(help: "Stars from which a rating counts as a like.") var positive = 4.0
    @Option(help: "Days back from the newest event that teach; all unless given.") var windowDays: Int?
    @Option(help: "Days after which a like counts half; likes do not age unless given.") var halfLifeDays: Double?
    @Option(help: "At most so many viewers a day teach about one film, the first ones.") var dailyMovieCap: Int?
    @Option(help: "At most so many films of one viewer teach, the latest ones.") var userCap: Int?
    @Option(help: "Let groups count evenly: \(GroupDimension.allCases.map(\.rawValue).joined(separator: ", ")).")
    var rebalance: String?

    func settings() throws -> PreprocessingSettings {
        guard minimumUser >= 1, minimumItem >= 1 else { throw ValidationError("a minimum is at least 1") }
        guard (0.5...5).contains(positive) else { throw ValidationError("--positive takes 0.5 to 5 stars") }
        guard (1...73_000).contains(windowDays ?? 1) else { throw ValidationError("--window-days takes 1 to 73000") }
        guard (dailyMovieCap ?? 1) >= 1, (userCap ?? 1) >= 1 else { throw ValidationError("a cap is at least 1") }
        guard halfLifeDays.map({ $0.isFinite && $0 > 0 }) ?? true else {
            throw ValidationError("--half-life-days takes a number above 0")
        }
        var settings = PreprocessingSettings(
            positives: PositiveRule(minimumRating: positive), minimumUserInteractions: minimumUser,
            minimumItemInteractions: minimumItem)
        settings.window = windowDays.map(TrainingWindow.days) ?? .all
        settings.halfLifeDays = halfLifeDays
        settings.maximumDailyPerItem = dailyMovieCap
        settings.maximumPerUser = userCap
        settings.rebalancing = try rebalance.map { Rebalancing(by: try Self.dimension($0)) }
        return settings
    }

    private static func dimension(_ name: String) throws -> GroupDimension {
        guard let dimension = GroupDimension(rawValue: name) else {
            let names = GroupDimension.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--rebalance takes one of \(names), not '\(name)'")
        }
        return dimension
    }
}
