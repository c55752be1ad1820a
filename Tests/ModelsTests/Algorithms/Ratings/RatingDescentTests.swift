import TestSupport
import Testing

@testable import Models

@Suite struct RatingDescentTests {
    private let steps = DescentSteps(rate: 0.02, penalty: 0.1, biasRate: 0.03, biasPenalty: 0.05)

    /// Beside the plain twin, which writes every y at every rating; over sizes around a vector's and the special ones.
    @Test(arguments: [1, 15, 16, 17, 33, 100, 112, 130], InstructionSet.available)
    func `the kernels do what the papers write`(factorCount: Int, set: InstructionSet) {
        let ratings = TrainingSet.randomLikes(users: 9, items: 20, seed: 7).ratings
        let plain = RatingDescent(userCount: 9, itemCount: 20, factorCount: factorCount, mean: 2.5)
        let implicit = RatingDescent(
            userCount: 9, itemCount: 20, factorCount: factorCount, mean: 2.5, hasImplicit: true)
        for descent in [plain, implicit] {
            FactorStart.fill(descent.users, spread: 0.2, seed: 1) { _ in true }
            FactorStart.fill(descent.items, spread: 0.2, seed: 2) { _ in true }
            FactorStart.fill(descent.implicit, spread: 0.2, seed: 3) { _ in true }
        }
        var twin = RatingDescentReference(users: rows(plain.users), items: rows(plain.items), mean: 2.5)
        var implicitTwin = RatingDescentReference(
            users: rows(implicit.users), items: rows(implicit.items), implicit: rows(implicit.implicit), mean: 2.5)
        var users: [Int32] = []
        for user in 0..<9 {
            let rated = ratings.withRow(user) { films, _ in films.map { Int($0) } }
            for entry in ratings.entries(ofRow: user) {
                users.append(Int32(user))
                let (item, rating) = (Int(ratings.columns[entry]), Double(ratings.weights[entry]))
                twin.step(user: user, item: item, rating: rating, steps)
                implicitTwin.stepImplicitly(user: user, item: item, rating: rating, rated: rated, steps)
            }
        }
        let entries = RatingEntries(users: FrozenArray(users), items: ratings.columns, ratings: ratings.weights)
        let half = entries.count / 2
        let first = plain.descend(entries, 0..<half, steps, set)
        let squares = first + plain.descend(entries, half..<entries.count, steps, set)
        _ = implicit.descendImplicitly(ratings, 0..<9, steps, set)
        #expect(squares > 0 && first < squares)
        #expect(distance(rows(plain.users), twin.users) < 1e-4 && distance(rows(plain.items), twin.items) < 1e-4)
        #expect(distance(rows(implicit.users), implicitTwin.users) < 1e-4)
        #expect(distance(rows(implicit.items), implicitTwin.items) < 1e-4)
        #expect(distance(rows(implicit.implicit), implicitTwin.implicit) < 1e-4)
        #expect(distance([plain.itemBiases.prefix(20).map { Double($0) }], [twin.itemBiases]) < 1e-4)
    }

    private func rows(_ buffer: FactorBuffer) -> [[Double]] {
        (0..<buffer.rowCount).map { row in (0..<buffer.factorCount).map { Double(buffer.pointer(toRow: row)[$0]) } }
    }

    private func distance(_ left: [[Double]], _ right: [[Double]]) -> Double {
        zip(left.joined(), right.joined()).map { abs($0 - $1) }.max() ?? .infinity
    }

    @Test(arguments: [(1, 1), (3, 40), (40, 3), (200, 90)])
    func `the grid has every rating once, and the blocks of a shift share nobody`(users: Int, items: Int) {
        let ratings = TrainingSet.randomLikes(users: users, items: items).ratings
        let grid = RatingGrid(ratings)
        var seen: Set<[Int32]> = []
        for shift in 0..<grid.side {
            var owners: (users: [Int32: Int], items: [Int32: Int]) = ([:], [:])
            for piece in 0..<grid.side {
                for entry in grid.block(piece, shift: shift) {
                    let (user, item) = (grid.entries.users[entry], grid.entries.items[entry])
                    #expect(owners.users.updateValue(piece, forKey: user) ?? piece == piece)
                    #expect(owners.items.updateValue(piece, forKey: item) ?? piece == piece)
                    #expect(seen.insert([user, item]).inserted)
                }
            }
        }
        #expect(seen.count == ratings.entryCount)
    }
}
