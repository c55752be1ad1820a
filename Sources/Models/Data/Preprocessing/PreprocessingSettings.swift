/// From events to training data: what counts, how much, and who did enough to be learned from.
///
/// Windows and caps say what *teaches*. What they leave out is still known of its viewer: it stays out of their lists,
/// and is folded in when they ask.
public struct PreprocessingSettings: Sendable, Equatable {
    /// What counts as a like.
    public var positives: PositiveRule
    /// Users who met fewer films than this are not trained on.
    public var minimumUserInteractions: Int
    /// Films that fewer users met than this are not ranked.
    public var minimumItemInteractions: Int
    /// How far back events teach.
    public var window = TrainingWindow.all
    /// At most so many viewers a day teach about one film, the first of the day (UTC): a crowd that comes at once moves
    /// nothing. Nil: no limit.
    public var maximumDailyPerItem: Int?
    /// At most so many films of one viewer teach, the most recent. Nil: no limit.
    public var maximumPerUser: Int?
    /// Days after which a like counts half. Nil: likes do not age.
    public var halfLifeDays: Double?
    /// Weights that let groups count evenly. Nil: a like is a like.
    public var rebalancing: Rebalancing?

    /// - Precondition: both minima are at least 1.
    public init(
        positives: PositiveRule = PositiveRule(), minimumUserInteractions: Int = 5, minimumItemInteractions: Int = 10
    ) {
        precondition(minimumUserInteractions >= 1 && minimumItemInteractions >= 1, "a minimum is at least 1")
        self.positives = positives
        self.minimumUserInteractions = minimumUserInteractions
        self.minimumItemInteractions = minimumItemInteractions
    }

    /// Keeps everything: for small data sets and ready-made splits.
    public static let keepAll = PreprocessingSettings(minimumUserInteractions: 1, minimumItemInteractions: 1)

    /// Whether every number is one that preprocessing can go by; given by people or read from a file it may not be.
    public var isSound: Bool {
        let caps = [maximumDailyPerItem, maximumPerUser].allSatisfy { ($0 ?? 1) >= 1 }
        let decay = halfLifeDays.map { $0.isFinite && $0 > 0 } ?? true
        return positives.isSound && minimumUserInteractions >= 1 && minimumItemInteractions >= 1 && caps && decay
            && window.isSound && rebalancing?.isSound ?? true
    }
}

// MARK: - Files

extension PreprocessingSettings: Codable {
    private enum CodingKeys: String, CodingKey {
        case positives, minimumUserInteractions, minimumItemInteractions, window, maximumDailyPerItem, maximumPerUser
        case halfLifeDays, rebalancing
    }

    /// What a file of an earlier release does not name has its default.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        positives = try values.decode(PositiveRule.self, forKey: .positives)
        minimumUserInteractions = try values.decode(Int.self, forKey: .minimumUserInteractions)
        minimumItemInteractions = try values.decode(Int.self, forKey: .minimumItemInteractions)
        window = try values.decodeIfPresent(TrainingWindow.self, forKey: .window) ?? .all
        maximumDailyPerItem = try values.decodeIfPresent(Int.self, forKey: .maximumDailyPerItem)
        maximumPerUser = try values.decodeIfPresent(Int.self, forKey: .maximumPerUser)
        halfLifeDays = try values.decodeIfPresent(Double.self, forKey: .halfLifeDays)
        rebalancing = try values.decodeIfPresent(Rebalancing.self, forKey: .rebalancing)
        guard isSound else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath, debugDescription: "preprocessing settings out of their range"))
        }
    }
}
