extension DemoFilms {
    /// The films of the 1990s, as CSV with a header line.
    static let films1990s = #"""
        id,title,year,genres,age_rating,overview
        247,Goodfellas,1990,Crime|Drama,R,A boy who always wanted to be a gangster rises in the New York mob and betrays it.
        248,Home Alone,1990,Children|Comedy,PG,A boy forgotten at Christmas defends his house against two clumsy burglars.
        249,Pretty Woman,1990,Comedy|Romance,R,A rich businessman hires a streetwalker for a week and falls in love with her.
        250,Edward Scissorhands,1990,Drama|Fantasy|Romance,PG-13,A gentle artificial man with blades for hands comes to live in a pastel suburb.
        251,Ghost,1990,Drama|Fantasy|Romance|Thriller,PG-13,A murdered man stays on to protect his lover with the help of a fake medium.
        252,Total Recall,1990,Action|Sci-Fi|Thriller,R,A man who buys false memories of Mars finds that his real life may be the lie.
        253,Dances with Wolves,1990,Adventure|Drama|Western,PG-13,A lonely army lieutenant befriends the Sioux and becomes one of them.
        254,The Silence of the Lambs,1991,Crime|Horror|Thriller,R,A young FBI trainee asks an imprisoned cannibal for help in catching a killer.
        255,Terminator 2: Judgment Day,1991,Action|Sci-Fi,R,A reprogrammed cyborg protects a boy from a shape-shifting machine sent to kill him.
        256,Beauty and the Beast,1991,Animation|Children|Fantasy|Musical|Romance,G,A bookish young woman takes her father's place as prisoner of an enchanted prince.
        257,Thelma & Louise,1991,Adventure|Crime|Drama,R,Two friends on a weekend trip become outlaws racing for the Mexican border.
        258,JFK,1991,Drama|Mystery|Thriller,R,A New Orleans prosecutor doubts the official account of the president's murder.
        259,Reservoir Dogs,1992,Crime|Mystery|Thriller,R,After a jewel robbery goes wrong the surviving thieves try to find the traitor.
        260,Unforgiven,1992,Drama|Western,R,A retired killer takes one more job for the sake of his children.
        261,Aladdin,1992,Adventure|Animation|Children|Comedy|Musical,G,"A street thief finds a lamp, a genie and a way to court a princess."
        262,A Few Good Men,1992,Crime|Drama|Thriller,R,A navy lawyer who always settles takes a murder case up to a proud colonel.
        263,Schindler's List,1993,Drama|War,R,A German industrialist out for profit ends up saving a thousand Jews.
        264,Jurassic Park,1993,Action|Adventure|Sci-Fi|Thriller,PG-13,Scientists inspect an island park whose cloned dinosaurs break loose.
        265,Groundhog Day,1993,Comedy|Fantasy|Romance,PG,A sour weatherman lives the same winter day over and over until he gets it right.
        266,The Nightmare Before Christmas,1993,Animation|Children|Fantasy|Musical,PG,The king of Halloween discovers Christmas and tries to run it himself.
        267,The Fugitive,1993,Action|Crime|Thriller,PG-13,A surgeon wrongly convicted of killing his wife escapes to find the real murderer.
        268,Mrs. Doubtfire,1993,Children|Comedy|Drama,PG-13,A divorced actor disguises himself as a nanny to spend time with his children.
        269,Pulp Fiction,1994,Comedy|Crime|Drama,R,"Hitmen, a boxer and a gangster's wife cross paths in stories told out of order."
        270,The Shawshank Redemption,1994,Crime|Drama,R,A banker imprisoned for murder keeps hope alive over two decades with a friend.
        271,Forrest Gump,1994,Comedy|Drama|Romance|War,PG-13,"A slow-witted, good-hearted man runs through thirty years of American history."
        272,The Lion King,1994,Adventure|Animation|Children|Drama|Musical,G,A lion cub blamed for his father's death grows up in exile and comes back.
        273,Léon: The Professional,1994,Action|Crime|Drama|Thriller,R,A hired killer takes in the girl next door after her family is murdered.
        274,Speed,1994,Action|Thriller,R,A policeman must keep a city bus moving fast or the bomb on it explodes.
        275,Chungking Express,1994,Drama|Mystery|Romance,PG-13,Two lovesick Hong Kong policemen meet women who change their lonely days.
        276,Four Weddings and a Funeral,1994,Comedy|Romance,R,A shy Englishman keeps meeting the same American woman at ceremonies.
        277,The Mask,1994,Comedy|Crime|Fantasy,PG-13,A timid bank clerk finds a mask that turns him into a living cartoon.
        278,Toy Story,1995,Adventure|Animation|Children|Comedy|Fantasy,G,A toy cowboy feels replaced when a flashy space ranger arrives in the boy's room.
        279,Se7en,1995,Crime|Mystery|Thriller,R,Two detectives follow a killer who punishes the seven deadly sins.
        280,The Usual Suspects,1995,Crime|Mystery|Thriller,R,A small crook explains how five criminals came to serve a mastermind nobody has seen.
        281,Heat,1995,Action|Crime|Thriller,R,A master thief and the detective after him find that they are much alike.
        282,Braveheart,1995,Action|Drama|War,R,A Scottish commoner raises his country against the English king.
        283,Apollo 13,1995,Adventure|Drama,PG,Three astronauts and the men on the ground struggle to bring a crippled spacecraft home.
        284,Before Sunrise,1995,Drama|Romance,R,Two strangers leave a train in Vienna and talk through one night.
        285,Clueless,1995,Comedy|Romance,PG-13,A rich Beverly Hills schoolgirl arranges everyone's love life except her own.
        286,Twelve Monkeys,1995,Mystery|Sci-Fi|Thriller,R,A convict is sent back in time to trace the virus that emptied the world.
        287,Casino,1995,Crime|Drama,R,A gambling expert runs a Las Vegas casino for the mob and loses it all.
        288,La Haine,1995,Crime|Drama,NR,Three young men from a Paris suburb drift through the day after a riot.
        289,Ghost in the Shell,1995,Action|Animation|Sci-Fi,NR,A cyborg policewoman hunts a hacker who breaks into human minds.
        290,Babe,1995,Children|Comedy|Drama,G,A polite orphaned piglet learns to herd sheep.
        291,GoldenEye,1995,Action|Adventure|Thriller,PG-13,Bond faces a former colleague who has stolen a satellite weapon.
        292,Fargo,1996,Comedy|Crime|Drama|Thriller,R,A pregnant police chief in snowy Minnesota unravels a car salesman's bungled kidnapping.
        293,Trainspotting,1996,Comedy|Crime|Drama,R,An Edinburgh heroin addict tries again and again to leave his friends and habit.
        294,Scream,1996,Horror|Mystery|Thriller,R,A masked killer who knows all the rules of horror films stalks a small town.
        295,Independence Day,1996,Action|Adventure|Sci-Fi|Thriller,PG-13,Mankind fights back after huge alien ships destroy the great cities.
        296,Mission: Impossible,1996,Action|Adventure|Thriller,PG-13,An agent accused of betraying his team sets out to find the real traitor.
        297,Titanic,1997,Drama|Romance,PG-13,A poor artist and an engaged heiress fall in love on a doomed ocean liner.
        298,L.A. Confidential,1997,Crime|Film-Noir|Mystery|Thriller,R,Three very different policemen uncover corruption in 1950s Los Angeles.
        299,Good Will Hunting,1997,Drama|Romance,R,A janitor with a genius for mathematics is helped by a grieving therapist.
        300,Life Is Beautiful,1997,Comedy|Drama|Romance|War,PG-13,A Jewish father turns a concentration camp into a game to protect his son.
        301,Princess Mononoke,1997,Action|Adventure|Animation|Drama|Fantasy,PG-13,A cursed prince is caught between an iron town and the gods of the forest.
        302,Men in Black,1997,Action|Comedy|Sci-Fi,PG-13,A New York policeman joins the secret agency that looks after aliens on Earth.
        303,The Fifth Element,1997,Action|Adventure|Comedy|Sci-Fi,PG-13,A taxi driver of the future must help a perfect being save the Earth.
        304,Gattaca,1997,Drama|Sci-Fi|Thriller,PG-13,A man born without genetic selection borrows an identity to reach the stars.
        305,The Full Monty,1997,Comedy|Drama,R,Unemployed Sheffield steelworkers decide to strip for money.
        306,Saving Private Ryan,1998,Action|Drama|War,R,After the Normandy landings a squad is sent to bring one soldier home.
        307,The Big Lebowski,1998,Comedy|Crime,R,A bowling idler mistaken for a millionaire wants compensation for his rug.
        308,The Truman Show,1998,Comedy|Drama|Sci-Fi,PG,A cheerful salesman discovers that his whole life is a television programme.
        309,Run Lola Run,1998,Action|Crime|Thriller,R,"A woman has twenty minutes to find a fortune for her boyfriend, three times over."
        310,"Lock, Stock and Two Smoking Barrels",1998,Comedy|Crime|Thriller,R,Four London friends in debt to a gangster decide to rob their neighbours.
        311,Mulan,1998,Adventure|Animation|Children|Comedy|Musical,G,A young woman takes her father's place in the Chinese army.
        312,Shakespeare in Love,1998,Comedy|Drama|Romance,R,A blocked playwright finds his muse in a lady disguised as an actor.
        313,Armageddon,1998,Action|Sci-Fi|Thriller,PG-13,Oil drillers are sent to blow up an asteroid on its way to Earth.
        314,There's Something About Mary,1998,Comedy|Romance,R,"A man hires a detective to find his school sweetheart, and every suitor cheats."
        315,The Matrix,1999,Action|Sci-Fi|Thriller,R,A hacker learns that the world is a simulation and joins those who fight it.
        316,Fight Club,1999,Action|Crime|Drama|Thriller,R,A sleepless office worker and a soap maker start an underground fighting club.
        317,The Sixth Sense,1999,Drama|Horror|Mystery,PG-13,A child psychologist treats a frightened boy who says he sees the dead.
        318,American Beauty,1999,Comedy|Drama,R,A bored suburban father stops behaving and scandalises his family.
        319,The Green Mile,1999,Crime|Drama|Fantasy,R,A death row guard realises that his gentle giant of a prisoner can heal.
        320,Being John Malkovich,1999,Comedy|Drama|Fantasy,R,A puppeteer finds a door into the head of a famous actor.
        321,The Iron Giant,1999,Adventure|Animation|Children|Drama|Sci-Fi,PG,A boy befriends a huge robot that the army wants to destroy.
        322,Toy Story 2,1999,Adventure|Animation|Children|Comedy|Fantasy,G,The toys set out to rescue their cowboy from a greedy collector.
        323,The Blair Witch Project,1999,Horror|Thriller,R,"Three students vanish in the woods, and only their film is found."
        324,Office Space,1999,Comedy,R,A programmer who hates his job stops caring and is promoted for it.
        325,Star Wars: Episode I - The Phantom Menace,1999,Action|Adventure|Sci-Fi,PG,Two Jedi protecting a queen discover a gifted slave boy.
        326,Notting Hill,1999,Comedy|Romance,PG-13,A London bookseller and a famous film actress try to love each other.
        327,The Mummy,1999,Action|Adventure|Comedy|Fantasy,PG-13,An adventurer and a librarian wake a cursed priest in the Egyptian desert.
        """#
}
