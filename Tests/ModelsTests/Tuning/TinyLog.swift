import Models

/// A log with something to learn: even viewers like even films and odd viewers odd ones, four likes in five, and meet
/// one film of the other kind in ten without liking it. Films of low number come first in time.
func tinyLog(viewers: Int = 60, films: Int = 40) -> InteractionLog {
    var random = SeededRandom(seed: 11)
    var events: [Interaction] = []
    for viewer in 0..<viewers {
        for film in 0..<films {
            let isOfTheirKind = viewer % 2 == film % 2
            guard random.below(10) < (isOfTheirKind ? 8 : 1) else { continue }
            events.append(
                Interaction(
                    user: UserID("v\(viewer)"), item: ItemID("f\(film)"), kind: .rating, value: isOfTheirKind ? 5 : 2,
                    timestamp: Int64(film * 86_400 + random.below(86_400) + viewer * 40_000)))
        }
    }
    return InteractionLog(events)
}
