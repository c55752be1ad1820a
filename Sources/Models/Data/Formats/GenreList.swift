/// The genres of a film from one field.
public enum GenreList {
    /// From `Drama|Romance`, `Drama, Romance`, `Drama;Romance` or a JSON array of strings. Keeps the order, drops
    /// repetitions (in any case) and words that mean none.
    public static func parse(_ text: String) -> [String] {
        let text = Substring(text).trimmed
        if text.first == "[", let names = JSONLine.strings(of: text) { return unique(names) }
        let separator: Character = text.contains("|") ? "|" : text.contains(";") ? ";" : ","
        return unique(text.split(separator: separator).map { String($0.trimmed) })
    }

    /// What files write where there is no genre.
    private static let none: Set<String> = ["", "(no genres listed)", "unknown", "n/a", "none", "null"]

    static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = none
        return names.filter { seen.insert($0.lowercased()).inserted }
    }

    /// The nineteen flags of `u.item`, in the order of `u.genre`.
    static let movieLens100K = [
        "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama",
        "Fantasy", "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ]
}
