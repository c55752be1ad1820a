extension DemoFilms {
    /// The films of the 1920s, as CSV with a header line.
    static let films1920s = #"""
        id,title,year,genres,age_rating,overview
        1,The Cabinet of Dr. Caligari,1920,Horror|Mystery,NR,A fairground hypnotist keeps a sleepwalker who foretells deaths in a crooked painted town.
        2,The Kid,1921,Comedy|Drama,NR,A tramp raises an abandoned boy until the authorities come to take the child away.
        3,Nosferatu,1922,Horror,NR,A clerk travels to a remote castle and unleashes a plague-bearing vampire on his home town.
        4,Safety Last!,1923,Comedy,NR,A shop clerk hoping to impress his sweetheart ends up climbing a skyscraper by himself.
        5,The Gold Rush,1925,Adventure|Comedy,NR,"A lone prospector seeks gold in the Klondike and finds hunger, storms and love instead."
        6,Battleship Potemkin,1925,Drama|War,NR,"Sailors mutiny over rotten meat, and the port of Odessa pays dearly for its sympathy."
        7,The General,1926,Action|Comedy|War,NR,A railway engineer chases the spies who stole his locomotive and took his girl along.
        8,Metropolis,1927,Drama|Sci-Fi,NR,The son of a city's ruler discovers the workers who toil underground to power its towers.
        9,Sunrise: A Song of Two Humans,1927,Drama|Romance,NR,A farmer tempted to drown his wife finds his love for her again in the city.
        """#
}
