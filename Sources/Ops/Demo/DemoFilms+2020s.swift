extension DemoFilms {
    /// The films of the 2020s, as CSV with a header line.
    static let films2020s = #"""
        id,title,year,genres,age_rating,overview
        538,Nomadland,2020,Drama,R,A widow lives in her van and follows seasonal work across the West.
        539,Soul,2020,Adventure|Animation|Children|Comedy,PG,A jazz teacher who dies too soon helps an unborn soul find its spark.
        540,Tenet,2020,Action|Sci-Fi|Thriller,PG-13,A secret agent handles weapons that move backwards through time.
        541,Dune,2021,Action|Adventure|Drama|Sci-Fi,PG-13,A noble heir is drawn into war over the desert planet that yields the spice.
        542,Drive My Car,2021,Drama,NR,A widowed director and his silent young driver slowly share their grief.
        543,Spider-Man: No Way Home,2021,Action|Adventure|Fantasy|Sci-Fi,PG-13,A spell to hide the hero's name brings enemies from other worlds.
        544,No Time to Die,2021,Action|Adventure|Thriller,PG-13,Bond leaves retirement to face a weapon that kills by touch.
        545,CODA,2021,Comedy|Drama,PG-13,The only hearing child of a deaf fishing family wants to sing.
        546,The Worst Person in the World,2021,Comedy|Drama|Romance,R,"A woman near thirty in Oslo changes studies, lovers and her mind."
        547,Encanto,2021,Animation|Children|Comedy|Fantasy|Musical,PG,The one ordinary girl of a magical Colombian family tries to save its house.
        548,West Side Story,2021,Crime|Drama|Musical|Romance,PG-13,Rival gangs and two young lovers meet again as old streets are torn down.
        549,Everything Everywhere All at Once,2022,Action|Adventure|Comedy|Sci-Fi,R,A tired laundry owner crosses other lives of hers to save them all.
        550,Top Gun: Maverick,2022,Action|Drama,PG-13,An old pilot trains the young for a mission few could survive.
        551,The Banshees of Inisherin,2022,Comedy|Drama,R,A man on an Irish island suddenly refuses to speak to his oldest friend.
        552,RRR,2022,Action|Drama,NR,Two revolutionaries in colonial India become friends without knowing each other's cause.
        553,The Batman,2022,Action|Crime|Drama|Mystery,PG-13,A brooding vigilante follows a killer's riddles into his city's corruption.
        554,Glass Onion: A Knives Out Mystery,2022,Comedy|Crime|Mystery,PG-13,A detective joins a tech magnate's murder game on a Greek island.
        555,Avatar: The Way of Water,2022,Action|Adventure|Sci-Fi,PG-13,A family flees its forest to live with the people of the reefs.
        556,Oppenheimer,2023,Drama,R,The physicist who led the making of the atomic bomb is judged for it.
        557,Barbie,2023,Adventure|Comedy|Fantasy,PG-13,A doll leaves her perfect world to learn why she thinks of death.
        558,Past Lives,2023,Drama|Romance,PG-13,Two childhood friends from Seoul meet in New York after two decades.
        559,Poor Things,2023,Comedy|Drama|Romance|Sci-Fi,R,A woman revived by a scientist discovers the world with a child's frankness.
        560,Killers of the Flower Moon,2023,Crime|Drama,R,Osage families are murdered for the oil beneath their land.
        561,Spider-Man: Across the Spider-Verse,2023,Action|Adventure|Animation|Sci-Fi,PG,A young hero meets a society of his counterparts and defies its rules.
        562,The Holdovers,2023,Comedy|Drama,R,"A sour teacher, a cook and a left-behind pupil share Christmas at a school."
        563,Anatomy of a Fall,2023,Crime|Drama|Thriller,R,"A writer is tried for her husband's death, with their blind son as witness."
        564,The Zone of Interest,2023,Drama|War,PG-13,A commandant's family tends its garden beside the wall of Auschwitz.
        565,The Boy and the Heron,2023,Adventure|Animation|Drama|Fantasy,PG-13,A boy who lost his mother follows a talking bird into another world.
        566,Godzilla Minus One,2023,Action|Drama|Sci-Fi,PG-13,A deserter pilot faces a monster in a Japan already ruined by war.
        567,Perfect Days,2023,Drama,PG,"A Tokyo toilet cleaner finds contentment in trees, books and cassettes."
        568,Dune: Part Two,2024,Action|Adventure|Drama|Sci-Fi,PG-13,The exiled heir unites with desert warriors and fears the war to come.
        569,Anora,2024,Comedy|Drama|Romance,R,"A Brooklyn dancer marries an oligarch's son, and his parents want it undone."
        570,Inside Out 2,2024,Adventure|Animation|Children|Comedy|Drama,PG,New feelings take over the head of a girl turning thirteen.
        571,Flow,2024,Adventure|Animation|Fantasy,PG,A cat shares a boat with other animals after a great flood.
        572,The Substance,2024,Drama|Horror|Sci-Fi,R,A dismissed star takes a drug that makes a younger self.
        573,Conclave,2024,Drama|Mystery|Thriller,PG,A cardinal leading a papal election uncovers his rivals' secrets.
        574,The Wild Robot,2024,Adventure|Animation|Children|Sci-Fi,PG,A robot stranded on an island of animals raises an orphaned gosling.
        575,Deadpool & Wolverine,2024,Action|Comedy|Sci-Fi,R,A mercenary and a bitter mutant must work together to save a world.
        576,Wicked,2024,Fantasy|Musical|Romance,PG,Two students in the land of Oz become friends before becoming enemies.
        """#
}
