import Models

/// Made-up films, as many as asked for, each with a title of its own.
enum ScaleCatalogue {
    private static let qualities = [
        "Silent", "Golden", "Broken", "Distant", "Crimson", "Hidden", "Burning", "Frozen", "Endless", "Forgotten",
        "Electric", "Gentle", "Savage", "Velvet", "Hollow", "Wandering", "Scarlet", "Stolen", "Bitter", "Shining",
        "Lonely", "Secret", "Restless", "Pale", "Sacred", "Wicked", "Drifting", "Iron", "Paper", "Last",
    ]
    private static let things = [
        "Harbour", "Orchard", "Letter", "Garden", "Horizon", "Mirror", "Summer", "Winter", "Kingdom", "Journey",
        "Promise", "Shadow", "River", "Lantern", "Bridge", "Carnival", "Desert", "Island", "Melody", "Voyage",
        "Station", "Crown", "Stranger", "Daughter", "Captain", "Painter", "Detective", "Neighbour", "Thief", "Pilot",
    ]
    private static let places = [
        "Lisbon", "Marrakesh", "Oslo", "Havana", "Kyoto", "Vienna", "Naples", "Cairo", "Dublin", "Seville", "Warsaw",
        "Bombay", "Athens", "Riga", "Lima", "Tunis", "Geneva", "Prague", "Boston", "Quebec", "Shanghai", "Florence",
        "Bergen", "Odessa", "Samoa", "Texas", "Alaska", "Cornwall", "Brittany", "Saigon",
    ]
    private static let genres = [
        "Action", "Adventure", "Animation", "Children", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
        "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
    ]

    /// Films with the ids 1...count.
    /// - Precondition: `count` is at most 27,000: there are no more titles.
    static func movies(_ count: Int, seed: UInt64) -> [Movie] {
        precondition(count <= qualities.count * things.count * places.count, "there are no more titles")
        var random = DemoRandom(seed: seed, stream: 1)
        return (0..<count).map { number in
            let quality = qualities[number % 30], thing = things[number / 30 % 30], place = places[number / 900]
            let first = random.integer(in: 0..<genres.count), second = random.integer(in: 0..<genres.count)
            return Movie(
                id: ItemID(String(number + 1)), title: "The \(quality) \(thing) of \(place)",
                year: 1_920 + random.integer(in: 0..<105), genres: Set([first, second]).sorted().map { genres[$0] })
        }
    }
}
