import Synchronization

/// How many streams are open at once: bounded, because each keeps its connection for as long as it likes.
package final class StreamPlaces: Sendable {
    let capacity: Int
    private let taken = Atomic<Int>(0)

    init(capacity: Int) { self.capacity = capacity }

    /// Streams that are open.
    package var count: Int { taken.load(ordering: .relaxed) }

    /// A place to hold for as long as the stream goes on; nil when all are taken.
    func take() -> StreamPlace? {
        guard taken.wrappingAdd(1, ordering: .relaxed).newValue <= capacity else {
            giveBack()
            return nil
        }
        return StreamPlace(self)
    }

    fileprivate func giveBack() { taken.wrappingSubtract(1, ordering: .relaxed) }
}

/// A place among the streams; whoever lets go of it gives it back.
final class StreamPlace: Sendable {
    private let places: StreamPlaces

    fileprivate init(_ places: StreamPlaces) { self.places = places }

    deinit { places.giveBack() }
}
