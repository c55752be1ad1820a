/// Counts while many viewers are under way.
actor SimulationTally {
    enum Question: Sendable { case list, events }
    /// Whether events are those of the data, or answer what was shown.
    enum Origin: Sendable { case data, answers }

    private var summary = SimulationSummary()
    private var recommendTimes: [Double] = []
    private var eventTimes: [Double] = []
    private static let keptRefusals = 5

    var now: SimulationSummary { summary }

    func answered(_ question: Question, after time: Duration) {
        summary.requests.sent += 1
        switch question {
        case .list: recommendTimes.append(time / .milliseconds(1))
        case .events: eventTimes.append(time / .milliseconds(1))
        }
    }

    func unanswered(repeated: Bool) {
        summary.requests.sent += 1
        if repeated { summary.requests.repeated += 1 }
    }

    func shown(_ list: ShownList, hits: Int) {
        summary.lists.count(list, hits: hits)
        summary.versions[list.version, default: SimulationSummary.Lists()].count(list, hits: hits)
    }

    func took(_ taken: TakenEvents, _ origin: Origin) {
        switch origin {
        case .data:
            summary.events.accepted += taken.accepted
            summary.events.duplicates += taken.duplicates
        case .answers:
            summary.answers.accepted += taken.accepted
            summary.answers.duplicates += taken.duplicates
        }
    }

    func refused(_ origin: Origin?, _ reason: String) {
        summary.requests.failed += 1
        switch origin {
        case .data: summary.events.refused += 1
        case .answers: summary.answers.refused += 1
        case nil: break
        }
        if summary.refusals.count < Self.keptRefusals { summary.refusals.append(reason) }
    }

    func finish(_ schedule: SimulationSchedule, after time: Duration) -> SimulationSummary {
        summary.viewers = Set(schedule.sessions.map(\.user)).count
        summary.sessions = schedule.sessions.count
        summary.events.scheduled = schedule.eventCount
        summary.hitRate = summary.lists.hitRate
        summary.recommendLatency = SimulationSummary.Latency(recommendTimes)
        summary.eventLatency = SimulationSummary.Latency(eventTimes)
        summary.seconds = time / .seconds(1)
        return summary
    }
}

extension SimulationSummary.Lists {
    fileprivate mutating func count(_ list: ShownList, hits: Int) {
        shown += 1
        if list.isFallback { fallback += 1 }
        if hits > 0 { hit += 1 }
        films += list.items.count
        filmsHit += hits
    }
}
