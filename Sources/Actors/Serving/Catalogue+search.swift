import Models

extension Catalogue {
    /// Films whose title contains the text, in any case, by number.
    func search(title text: String, limit: Int) -> [ItemNumber] {
        let wanted = text.lowercased()
        guard !wanted.isEmpty else { return [] }
        return Array(
            movies.indices.lazy.filter { movies[$0].title.lowercased().contains(wanted) }.map { ItemNumber($0) }
                .prefix(limit))
    }
}
