public import Models

/// Viewers who answer what they are shown: a shown film that they are going to meet in the held-out part they click, and
/// one they are going to like they watch too.
///
/// They know the future of the data, and nothing beyond: a film they would have liked and never rated is passed over, so
/// the hit rate is a lower bound.
public struct SimulatedViewers: Sendable {
    private struct Encounter {
        /// The last time in the held-out part.
        var time: Int64
        /// The last rating, if any.
        var stars: Double?
    }

    private var futures: [UserID: [ItemID: Encounter]] = [:]
    private let seed: UInt64

    /// A film is watched when it will get at least so many stars.
    static let worthWatching = 3.0

    public init(_ schedule: SimulationSchedule, seed: UInt64) {
        self.seed = seed
        for event in schedule.sessions.lazy.flatMap(\.events) {
            var encounter = futures[event.user]?[event.item] ?? Encounter(time: event.timestamp)
            encounter.time = max(encounter.time, event.timestamp)
            if event.kind == .rating { encounter.stars = event.value }
            futures[event.user, default: [:]][event.item] = encounter
        }
    }

    /// Those of the `shown` films that the viewer meets in this session or later.
    public func met(in session: SimulationSession, shown: [ItemID]) -> [ItemID] {
        guard let future = futures[session.user] else { return [] }
        return shown.filter { item in future[item].map { $0.time >= session.start } ?? false }
    }

    /// What the viewer does with what is shown, at the beginning of the session.
    public func answers(in session: SimulationSession, shown: ShownList) -> [SimulatedEvent] {
        met(in: session, shown: shown.items).flatMap { item in
            func event(_ kind: InteractionKind, _ value: Double) -> SimulatedEvent {
                SimulatedEvent(
                    answering: Interaction(
                        user: session.user, item: item, kind: kind, value: value, timestamp: session.start),
                    requestID: shown.requestID)
            }
            let isWatched = (futures[session.user]?[item]?.stars ?? 0) >= Self.worthWatching
            let watch = isWatched ? [event(.watch, minutes(session.user, item))] : []
            return [event(.click, 1)] + watch
        }
    }

    /// 70…149, the same for the same seed, viewer and film.
    private func minutes(_ user: UserID, _ item: ItemID) -> Double {
        let key = StableHash.hash(user.rawValue) ^ StableHash.mix(StableHash.hash(item.rawValue) ^ seed)
        return Double(70 + StableHash.mix(key) % 80)
    }

    /// What the data say of the session; an event of a shown film names the answer that showed it.
    public func events(of session: SimulationSession, shown: ShownList?) -> [SimulatedEvent] {
        session.events.map { event in
            let isShown = shown?.items.contains(event.item) == true
            return SimulatedEvent(released: event, requestID: isShown ? shown?.requestID : nil)
        }
    }
}
