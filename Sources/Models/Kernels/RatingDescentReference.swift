/// The plain twins of the rating kernels, in double precision and in the form in which their papers write them.
package struct RatingDescentReference {
    /// [rows][factors]
    package var users: [[Double]]
    package var items: [[Double]]
    package var implicit: [[Double]]
    package var userBiases: [Double]
    package var itemBiases: [Double]
    package var mean: Double

    package init(users: [[Double]], items: [[Double]], implicit: [[Double]] = [], mean: Double) {
        self.users = users
        self.items = items
        self.implicit = implicit
        self.mean = mean
        userBiases = Array(repeating: 0, count: users.count)
        itemBiases = Array(repeating: 0, count: items.count)
    }

    /// One step of biased matrix factorisation (Koren, Bell and Volinsky 2009, eq. 5).
    package mutating func step(user: Int, item: Int, rating: Double, _ steps: DescentSteps) {
        let dot = zip(users[user], items[item]).reduce(0) { $0 + $1.0 * $1.1 }
        let error = rating - (mean + userBiases[user] + itemBiases[item] + dot)
        moveBiases(user, item, error, steps)
        for factor in users[user].indices {
            let (p, q) = (users[user][factor], items[item][factor])
            users[user][factor] += Double(steps.rate) * (error * q - Double(steps.penalty) * p)
            items[item][factor] += Double(steps.rate) * (error * p - Double(steps.penalty) * q)
        }
    }

    /// One step of SVD++ (Koren 2008, section 4), every y of the viewer's films written.
    package mutating func stepImplicitly(user: Int, item: Int, rating: Double, rated: [Int], _ steps: DescentSteps) {
        let scale = 1 / Double(rated.count).squareRoot()
        let said = users[user].indices.map { factor in rated.reduce(0) { $0 + implicit[$1][factor] } * scale }
        let dot = items[item].indices.reduce(0) { $0 + items[item][$1] * (users[user][$1] + said[$1]) }
        let error = rating - (mean + userBiases[user] + itemBiases[item] + dot)
        moveBiases(user, item, error, steps)
        let (rate, penalty) = (Double(steps.rate), Double(steps.penalty))
        for factor in said.indices {
            let (p, q) = (users[user][factor], items[item][factor])
            users[user][factor] += rate * (error * q - penalty * p)
            items[item][factor] += rate * (error * (p + said[factor]) - penalty * q)
            for other in rated {
                implicit[other][factor] += rate * (error * q * scale - penalty * implicit[other][factor])
            }
        }
    }

    private mutating func moveBiases(_ user: Int, _ item: Int, _ error: Double, _ steps: DescentSteps) {
        let (rate, penalty) = (Double(steps.biasRate), Double(steps.biasPenalty))
        userBiases[user] += rate * (error - penalty * userBiases[user])
        itemBiases[item] += rate * (error - penalty * itemBiases[item])
    }
}
