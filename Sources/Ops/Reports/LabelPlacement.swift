/// Finds room for names beside the dots of a drawing, so that none stands in another.
struct LabelPlacement {
    private struct Box {
        var left, top, right, bottom: Double

        func meets(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    struct Label {
        /// Where the text begins, or ends when it stands to the left of its dot.
        var x: Double
        /// Its base line.
        var y: Double
        var isLeft: Bool
        /// Whether a line has to lead to it.
        var isFar: Bool
    }

    private var taken: [Box]
    private let width: Double
    private let height: Double

    /// - Parameters:
    ///   - dots: all of the drawing: no name may stand on any.
    ///   - width, height: of the room there is.
    init(dots: [(x: Double, y: Double)], width: Double, height: Double) {
        taken = dots.map { Box(left: $0.x - 5, top: $0.y - 5, right: $0.x + 5, bottom: $0.y + 5) }
        self.width = width
        self.height = height
    }

    /// The nearest free place: beside the dot first, then ever higher and lower, and further away.
    mutating func place(_ name: String, at dot: (x: Double, y: Double)) -> Label {
        let length = Double(name.count) * 6.6
        for distance in [8.0, 40, 80, 120] {
            for step in 0..<24 {
                let rise = Double((step + 1) / 2) * 13 * (step % 2 == 0 ? 1 : -1)
                for isLeft in [false, true] {
                    let x = dot.x + (isLeft ? -distance : distance)
                    let y = dot.y + 4 + rise
                    let box = Box(
                        left: isLeft ? x - length : x, top: y - 10, right: isLeft ? x : x + length, bottom: y + 3)
                    guard box.left >= 0, box.right <= width, box.top >= 0, box.bottom <= height else { continue }
                    guard !taken.contains(where: box.meets) else { continue }
                    taken.append(box)
                    return Label(x: x, y: y, isLeft: isLeft, isFar: distance > 8 || abs(rise) > 13)
                }
                // Straight up or down there is soon room, but nobody sees whose it is: go sideways instead.
                if step > 6, distance < 120 { break }
            }
        }
        return Label(x: dot.x + 8, y: dot.y + 4, isLeft: false, isFar: false)
    }
}
