import Actors
import Foundation
import Models

/// Makes logged answers again: the same model, the same question, and shards that know what those of then knew.
///
/// ```
///   request log: question, version, time, what the shards were told ─┐
///   event store: every event up to then ─────────────────────────────┼─► fresh shards ─► the answer, compared
///   model folder: that version ──────────────────────────────────────┘
/// ```
/// An event is known to an answer from its arrival on, or a moment later, when it was stored: which of the viewer's last
/// events were still on their way is found by trying.
public actor AnswerReplay {
    private let events: EventDatabase
    private let requests: SQLiteRecordStore
    private let artefacts: ArtefactStore
    private let loader: ModelLoader
    /// The version loaded last.
    private var snapshot: ServingSnapshot?

    /// How long an event may have been on its way, milliseconds.
    static let storingTime: Int64 = 10_000

    /// - Throws: `StorageError`, also when the home has no data or no request log.
    public init(home: HomeFolder) throws {
        let events = try home.existingDatabase()
        self.events = events
        requests = try home.existingRequestLog()
        artefacts = home.artefacts
        loader = ModelLoader(store: artefacts, maximumCount: 1_000_000, movies: { try events.movies() })
    }

    /// Every answer of that request id, oldest first: a client may have used one for several.
    /// - Throws: `ReplayError` when the log has none; `StorageError`.
    public func recompute(requestID: String) async throws -> [RecomputedAnswer] {
        let logged = try requests.answers(requestID: requestID)
        guard !logged.isEmpty else { throw try ReplayError.unknown(requestID, in: requests) }
        var answers: [RecomputedAnswer] = []
        for answer in logged { answers.append(try await recompute(answer)) }
        return answers
    }

    private func recompute(_ logged: LoggedAnswer) async throws -> RecomputedAnswer {
        let answer = RecomputedAnswer(logged)
        let states = try requests.liveStates(at: logged.timestamp)
        guard !states.isEmpty else {
            return answer.impossible(
                "The log does not say what was asked and what the shards had been told: the answer is older than either."
            )
        }
        guard artefacts.find("\(logged.version)") != nil else {
            return answer.impossible(
                "\(logged.version) is not in \(artefacts.folder.path) any more: deleted, or never in this home.")
        }
        do {
            let service = RecomputingService(snapshot: try await load(logged.version), logged: logged)
            return try await explain(ask(service, answer, PastShards(states, events: events)), states)
        } catch let error as ActivationError {
            return answer.impossible("\(error)")
        } catch let error as ServingError {
            return answer.impossible("The question cannot be asked any more: \(error).")
        }
    }

    private func load(_ version: ModelVersion) async throws -> ServingSnapshot {
        if let snapshot, snapshot.version == version { return snapshot }
        let loaded = try await loader.load(version)
        snapshot = loaded
        return loaded
    }

    /// The answer by all events that had arrived. When that is another one: by fewer of the viewer's own last events,
    /// the most of them that give the logged one.
    private func ask(
        _ service: RecomputingService, _ answer: RecomputedAnswer, _ shards: consuming PastShards
    ) async throws -> RecomputedAnswer {
        try await shards.tell(until: answer.timestamp - Self.storingTime)
        var best: RecomputedAnswer?
        var skipped = 0
        for event in try shards.rest(until: answer.timestamp) {
            if event.interaction.user == answer.user {
                skipped += 1
                var tried = answer.compared(with: try await service.ask(shards.router))
                tried.eventCount = shards.eventCount
                if tried.verdict == .same {
                    best = tried
                    skipped = 1
                }
            }
            await shards.tell(event)
        }
        var whole = answer.compared(with: try await service.ask(shards.router))
        whole.eventCount = shards.eventCount
        guard whole.verdict != .same, var best else { return whole }
        best.reasons.append(
            "\(skipped) of the viewer's events had arrived and were not stored yet when the answer was made.")
        return best
    }

    /// Why an answer is not the same, as far as that can be known.
    private func explain(_ answer: RecomputedAnswer, _ states: [LiveState]) throws -> RecomputedAnswer {
        var answer = answer
        switch answer.verdict {
        case .same, .impossible: return answer
        case .rounded:
            answer.reasons.append(
                "Scores differ in the last digits: made on a processor with other instructions, which add in another order."
            )
            return answer
        case .different: break
        }
        let missing = try events.missingEvents(after: states.map(\.after).min() ?? 0, receivedUntil: answer.timestamp)
        if missing > 0 {
            answer.reasons.append(
                "\(missing) events the shards knew may be gone from the store: erased since, or their rows are damaged."
            )
        }
        if let imported = try events.lastImport(), imported > answer.timestamp / 1000 {
            answer.reasons.append(
                "Films or ratings were imported since: another genre or year lets other films through a filter.")
        }
        if answer.reasons.isEmpty { answer.reasons.append("Nothing that is kept says why.") }
        return answer
    }
}

/// One logged question, put to a model and shards.
private struct RecomputingService {
    let snapshot: ServingSnapshot
    let logged: LoggedAnswer

    func ask(_ router: ShardRouter) async throws(ServingError) -> RecommendationAnswer {
        let service = RecommendationService(store: ModelStore(serving: snapshot), router: router)
        let question = logged.question
        let count = question?.count ?? ServedQuestion.usualCount
        switch logged.endpoint {
        case .recommend:
            return try await service.recommend(
                ServedQuestion.request(question, requestID: logged.requestID, user: logged.user))
        case .popular:
            return try await service.popular(
                genre: question?.genres?.first, yearMin: question?.yearMin, yearMax: question?.yearMax,
                trending: question?.trending ?? false, count: count, requestID: logged.requestID)
        case .similar, .recommendByTitle:
            return try await service.similar(
                to: question?.like ?? "", count: count, requestID: logged.requestID)
        }
    }
}

/// Why nothing was replayed.
public struct ReplayError: Error, Sendable, Equatable, CustomStringConvertible {
    public var message: String
    public var description: String { message }

    public init(message: String) { self.message = message }

    static func unknown(_ requestID: String, in requests: SQLiteRecordStore) throws(StorageError) -> ReplayError {
        let name = String(requestID.prefix(128))
        guard let span = try requests.timeSpan() else {
            return ReplayError(message: "the request log is empty: nothing was served from this home yet")
        }
        let first = Date(timeIntervalSince1970: Double(span.lowerBound) / 1000).formatted(.iso8601)
        return ReplayError(
            message: "no answer of the request log, which begins at \(first), has the request id '\(name)'; older ones "
                + "are deleted after --request-log-days, and the newest are written within a second")
    }
}
