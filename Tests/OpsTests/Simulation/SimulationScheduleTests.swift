import Models
import Ops
import Testing

@Suite struct `The schedule of a simulation` {
    private func event(_ user: String, _ item: String, _ time: Int64, _ stars: Double = 4) -> Interaction {
        Interaction(user: UserID(user), item: ItemID(item), kind: .rating, value: stars, timestamp: time)
    }

    /// 20 viewers, 30 films, times with many ties and pauses of more than half an hour.
    private var log: InteractionLog {
        var events: [Interaction] = []
        for user in 0..<20 {
            for item in 0..<30 {
                let time = Int64(item / 3 * 3_000 + user % 4)
                events.append(event("u\(user)", "i\(item)", time, Double(item % 5) + 1))
            }
        }
        return InteractionLog(events)
    }

    private func settings(_ change: (inout SimulationSettings) -> Void = { _ in }) -> SimulationSettings {
        var settings = SimulationSettings()
        change(&settings)
        return settings
    }

    @Test func `a cut falls on the event after the share, and never parts one second`() {
        let times: [Int64] = [50, 10, 20, 20, 20, 30, 40, 60, 70, 80]
        #expect(TimeCut.time(after: 0, of: times) == 10)
        #expect(TimeCut.time(after: 0.3, of: times) == 20, "position 3 of 10, 20, 20, 20, …")
        #expect(TimeCut.time(after: 0.5, of: times) == 40)
        #expect(TimeCut.time(after: 1, of: times) == .max)
        #expect(TimeCut.time(after: 0.5, of: []) == .max)
    }

    @Test func `events are those after the cut, none lost and none twice, in order of time`() {
        let schedule = SimulationSchedule(log, settings: settings())
        let cut = TimeCut.time(after: 0.7, of: log.rows.timestamps)
        let released = schedule.sessions.flatMap(\.events)
        let expected = (0..<log.count).map { log.interaction(at: $0) }.filter { $0.timestamp >= cut }
        #expect(schedule.eventCount == expected.count && released.count == expected.count)
        #expect(Set(released.map { SimulatedEvent(released: $0).eventID }).count == expected.count)
        #expect(expected.allSatisfy { released.contains($0) })
        #expect(zip(schedule.sessions, schedule.sessions.dropFirst()).allSatisfy { $0.start <= $1.start })
        #expect(schedule.sessions.allSatisfy { session in session.events.allSatisfy { $0.user == session.user } })
    }

    @Test func `the parts before and after any share are the whole`() {
        let first = SimulationSchedule(log, settings: settings { ($0.from, $0.to) = (0, 0.6) })
        let second = SimulationSchedule(log, settings: settings { ($0.from, $0.to) = (0.6, 1) })
        #expect(first.eventCount + second.eventCount == log.count)
        #expect(first.eventCount > 0 && second.eventCount > 0)
    }

    @Test func `a long pause begins another session`() {
        let log = InteractionLog([
            event("a", "1", 0), event("a", "2", 1_800), event("a", "3", 3_601), event("b", "1", 100),
        ])
        let schedule = SimulationSchedule(log, settings: settings { $0.from = 0 })
        #expect(schedule.sessions.map { $0.events.map(\.item.rawValue) } == [["1", "2"], ["1"], ["3"]])
    }

    @Test func `the same seed gives the same order, another seed another among equal times`() {
        let one = SimulationSchedule(log, settings: settings { $0.seed = 1 })
        #expect(SimulationSchedule(log, settings: settings { $0.seed = 1 }) == one)
        let two = SimulationSchedule(log, settings: settings { $0.seed = 2 })
        #expect(two != one && two.eventCount == one.eventCount)
    }

    @Test func `a limit takes the first events`() {
        let limited = SimulationSchedule(log, settings: settings { $0.limit = 7 })
        #expect(limited.eventCount == 7)
        #expect(limited.sessions[0].start == SimulationSchedule(log, settings: settings()).sessions[0].start)
    }

    @Test(arguments: [1, 3, 64]) func `waves cover every session once and hold no viewer twice`(_ size: Int) {
        let schedule = SimulationSchedule(log, settings: settings())
        let waves = schedule.waves(ofAtMost: size)
        #expect(waves.flatMap { Array($0) } == Array(schedule.sessions.indices))
        for wave in waves {
            #expect(wave.count <= size && Set(wave.map { schedule.sessions[$0].user }).count == wave.count)
        }
    }

    @Test func `viewers answer what they are going to meet, and watch what they will like`() {
        let log = InteractionLog([event("a", "1", 0, 2), event("a", "2", 90_000, 5), event("b", "3", 50)])
        let schedule = SimulationSchedule(log, settings: settings { $0.from = 0 })
        let viewers = SimulatedViewers(schedule, seed: 42)
        let shown = ShownList(version: "als/1", isFallback: false, requestID: "r-1", items: ["3", "2", "1"])
        let answers = viewers.answers(in: schedule.sessions[0], shown: shown)
        #expect(answers.map(\.interaction.item) == ["2", "2", "1"])
        #expect(answers.map(\.interaction.kind) == [.click, .watch, .click])
        #expect(answers.allSatisfy { $0.interaction.timestamp == 0 })
        #expect(answers.allSatisfy { $0.requestID == "r-1" })
        #expect(viewers.events(of: schedule.sessions[0], shown: shown).map(\.requestID) == ["r-1"])
        #expect(viewers.events(of: schedule.sessions[0], shown: nil).map(\.requestID) == [nil])
        #expect((70..<150).contains(answers[1].interaction.value))
        let later = viewers.answers(in: schedule.sessions[2], shown: shown)
        #expect(later.map(\.interaction.item) == ["2", "2"], "what was met before is met no more")
        #expect(later.map(\.eventID) == answers.prefix(2).map(\.eventID), "one name, whenever it is shown")
    }

    @Test func `what is out of range is said`() {
        #expect(
            settings {
                $0.from = 0.9; $0.to = 0.8
            }.problem == "from (0.9) is after to (0.8)")
        #expect(settings { $0.speed = -1 }.problem != nil)
        #expect(settings { $0.connections = 0 }.problem != nil)
        #expect(settings().problem == nil)
    }
}
