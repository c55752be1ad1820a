extension Split {
    /// A split that came in parts: no thresholds; a pair without a rating is a positive of weight 1.
    ///
    /// A pair that stands in two parts belongs to the earlier one, with what that part says of it alone: nothing asked
    /// for was trained on, and no later rating is learned from.
    /// - Complexity: O(events).
    public init(train: InteractionLog, validation: InteractionLog?, test: InteractionLog, movies: [Movie] = []) {
        var settings = PreprocessingSettings.keepAll
        settings.positives.clickWeight = 1
        let logs = [train, validation, test].compactMap { $0 }
        let preprocessor = Preprocessor(InteractionLog(joining: logs), movies: movies, settings: settings)
        let inTrain = PairSet(train, preprocessor)
        let inValidation = validation.map { PairSet($0, preprocessor) }
        let preferences = preprocessor.preferences
        let parts = (0..<preferences.count).map { row in
            let user = preferences.users[row]
            let item = preferences.items[row]
            if inTrain.contains(user, item) { return SplitPart.train }
            return inValidation?.contains(user, item) == true ? .validation : .test
        }
        self.init(preprocessor, parts, .readyMade, settings)
    }
}

/// The pairs of a log under another's numbers.
struct PairSet {
    private var pairs: Set<UInt64> = []

    init(_ log: InteractionLog, _ preprocessor: Preprocessor) {
        let users = log.users.ids.map { preprocessor.users.number(of: $0)?.rawValue ?? -1 }
        let items = log.items.ids.map { preprocessor.items.number(of: $0)?.rawValue ?? -1 }
        for row in 0..<log.count {
            pairs.insert(Self.key(users[Int(log.rows.users[row])], items[Int(log.rows.items[row])]))
        }
    }

    func contains(_ user: Int32, _ item: Int32) -> Bool { pairs.contains(Self.key(user, item)) }

    static func key(_ user: Int32, _ item: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: user)) << 32 | UInt64(UInt32(bitPattern: item))
    }
}

extension InteractionLog {
    /// The events of several logs; of a pair that several have, those of the first of them.
    /// - Complexity: O(events) and a sort of the ids.
    init(joining logs: [InteractionLog]) {
        var builder = InteractionLogBuilder()
        var earlier: Set<UInt64> = []
        for log in logs {
            let users = log.users.ids.map { builder.addUser($0) }
            let items = log.items.ids.map { builder.addItem($0) }
            var own: Set<UInt64> = []
            for row in 0..<log.count {
                let user = users[Int(log.rows.users[row])], item = items[Int(log.rows.items[row])]
                let pair = PairSet.key(user, item)
                guard !earlier.contains(pair) else { continue }
                own.insert(pair)
                builder.append(
                    user: user, item: item, kind: log.rows.kinds[row], value: log.rows.values[row],
                    timestamp: log.rows.timestamps[row])
            }
            earlier.formUnion(own)
        }
        self = builder.build()
    }
}
