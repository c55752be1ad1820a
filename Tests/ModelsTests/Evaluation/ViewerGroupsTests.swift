import Models
import TestSupport
import Testing

@Suite struct ViewerGroupsTests {
    /// 30 viewers who met one film more each; the first 15 are women, the next 10 men, of the last five nothing is known.
    private let groups: ViewerGroups = {
        let set = TrainingSet.fixture(likes: (0..<30).map { Array(0...$0) }, itemCount: 30)
        let viewers = (0..<25).map { user in
            Viewer(id: set.users.id(of: UserNumber(user)), age: user < 5 ? 20 : 30, gender: user < 15 ? "F" : "M")
        }
        return ViewerGroups(set, viewers: viewers)
    }()

    private let users = Array(0..<30)

    @Test func `the best group's mean less the worst's, of those who are known`() {
        // Women 0.5, men 0.2; the others' 9 counts nowhere.
        let values = users.map { $0 < 15 ? 0.5 : $0 < 25 ? 0.2 : 9 }
        let gap = groups.gap(.gender, users: users, values: values)
        #expect(abs((gap ?? 0) - 0.3) < 1e-12)
    }

    @Test func `a group of few viewers says nothing, and one group alone has no gap`() {
        // Five are 18–24, twenty are 25–34.
        #expect(groups.gap(.age, users: users, values: users.map { $0 < 5 ? 1 : 0 }) == nil)
        #expect(groups.gap(.gender, users: Array(0..<15), values: Array(repeating: 1, count: 15)) == nil)
    }

    @Test func `quarters of activity are too small here, and genres are of films`() {
        #expect(groups.gap(.activity, users: users, values: users.map(Double.init)) == nil)
        #expect(groups.gap(.genre, users: users, values: users.map(Double.init)) == nil)
    }

    @Test func `groups have names and the places of their viewers`() {
        let found = groups.groups(.gender, of: Array(10..<30))
        #expect(found.map(\.name) == ["M"], "five women are too few")
        #expect(found.first?.places == Array(5..<15))
        #expect(groups.groups(.age, of: users).map(\.name) == ["25–34"])
    }
}
