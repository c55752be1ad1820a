import Ops
import Testing

@Suite struct `What a retraining run is judged by` {
    private let times = Array(Int64(1)...100)

    @Test func `without a serving model it is the last days`() {
        #expect(JudgingPlan(sortedTimes: times, championEnd: nil, minimumNew: 10) == .lastDays)
    }

    @Test func `with too little since the serving model's data end too`() {
        #expect(JudgingPlan(sortedTimes: times, championEnd: 91, minimumNew: 10) == .lastDays)
        #expect(JudgingPlan(sortedTimes: [], championEnd: 91, minimumNew: 10) == .lastDays)
        #expect(JudgingPlan(sortedTimes: times, championEnd: 100, minimumNew: 0) == .lastDays)
    }

    @Test func `the later half of what is new is the test`() {
        // 20 new rows, 81…100: the test begins at 91 and has 10; validation is the 10 before it.
        #expect(
            JudgingPlan(sortedTimes: times, championEnd: 80, minimumNew: 10)
                == .sinceChampion(validationStart: 81, testStart: 91))
    }

    @Test func `validation is 15 % of everything at most`() {
        // 80 new rows, 21…100: the test begins at 61; 15 rows before it are 46…60.
        #expect(
            JudgingPlan(sortedTimes: times, championEnd: 20, minimumNew: 10)
                == .sinceChampion(validationStart: 46, testStart: 61))
    }

    @Test func `rows of one second are never parted`() {
        let plan = JudgingPlan(
            sortedTimes: Array(repeating: 5, count: 50) + Array(repeating: 9, count: 50), championEnd: 5,
            minimumNew: 10)
        #expect(plan == .sinceChampion(validationStart: 5, testStart: 9))
    }
}
