import Models

/// Which of the known names was probably meant.
enum DidYouMean {
    /// Longer names are no slips, and comparing them costs.
    private static let maximumLength = 64

    /// The known name nearest to `name`, in any case, when it is near enough to be a slip: one edit for up to four
    /// letters, two beyond; neighbours swapped are one.
    /// - Complexity: for most names O(known names): lengths that differ too much are not compared.
    static func nearest(to name: String, among known: [String]) -> String? {
        guard name.utf8.count <= maximumLength else { return nil }
        let wanted = Array(name.lowercased().utf8)
        var limit = wanted.count <= 4 ? 1 : 2
        var distance = EditDistance()
        var nearest: String?
        for candidate in known {
            let letters = Array(candidate.lowercased().utf8)
            guard let edits = distance.between(wanted[...], letters[...], limit: limit) else { continue }
            nearest = candidate
            guard edits > 0 else { break }
            limit = edits - 1  // only a nearer one is better
        }
        return nearest
    }
}
