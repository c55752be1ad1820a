extension DemoFilms {
    /// The films of the 1980s, as CSV with a header line.
    static let films1980s = #"""
        id,title,year,genres,age_rating,overview
        179,Star Wars: Episode V - The Empire Strikes Back,1980,Action|Adventure|Sci-Fi,PG,"While the rebels flee the Empire, a young Jedi trains and learns a terrible truth."
        180,The Shining,1980,Horror,R,A writer goes mad while looking after an empty mountain hotel with his family.
        181,Raging Bull,1980,Drama,R,A boxer's jealous rage wins him fights and costs him everyone he loves.
        182,Airplane!,1980,Comedy,PG,A nervous former pilot must land an airliner after the crew eat bad fish.
        183,The Blues Brothers,1980,Action|Comedy|Musical,R,"Two brothers reunite their band on a mission from God, chased by everyone."
        184,The Elephant Man,1980,Drama,PG,A surgeon rescues a deformed man from a freak show and finds a gentle soul.
        185,Raiders of the Lost Ark,1981,Action|Adventure,PG,An archaeologist races the Nazis to a relic of terrible power.
        186,Das Boot,1981,Drama|War,R,The crew of a German submarine endure boredom and terror under the Atlantic.
        187,Mad Max 2: The Road Warrior,1981,Action|Adventure|Sci-Fi,R,A lone driver in a ruined world helps settlers protect their fuel from marauders.
        188,The Evil Dead,1981,Fantasy|Horror,NC-17,Five friends in a cabin read aloud from a book and wake demons in the woods.
        189,Blade Runner,1982,Action|Sci-Fi|Thriller,R,A detective hunts escaped artificial humans through a rain-soaked Los Angeles.
        190,E.T. the Extra-Terrestrial,1982,Children|Drama|Sci-Fi,PG,A lonely boy hides a stranded visitor from space and helps him get home.
        191,The Thing,1982,Horror|Mystery|Sci-Fi,R,Men at an Antarctic base face a creature that can look like any of them.
        192,Tootsie,1982,Comedy|Romance,PG,An unemployable actor becomes a soap opera star dressed as a woman.
        193,Gandhi,1982,Drama,PG,An Indian lawyer leads his country to freedom without lifting a hand.
        194,Poltergeist,1982,Horror|Thriller,PG,Spirits speak to a little girl through the television and then take her.
        195,First Blood,1982,Action|Adventure|Thriller,R,A hounded Vietnam veteran wages war on a small town's police in the woods.
        196,Star Trek II: The Wrath of Khan,1982,Action|Adventure|Sci-Fi,PG,An old enemy escapes from exile to take revenge on Admiral Kirk.
        197,Tron,1982,Action|Adventure|Sci-Fi,PG,A programmer is pulled inside a computer and forced to play for his life.
        198,Star Wars: Episode VI - Return of the Jedi,1983,Action|Adventure|Sci-Fi,PG,The rebels attack a new battle station while a Jedi tries to save his father.
        199,Scarface,1983,Action|Crime|Drama,R,A Cuban refugee shoots his way to the top of Miami's cocaine trade.
        200,A Christmas Story,1983,Children|Comedy,PG,"A boy in 1940s Indiana wants only an air rifle, and everyone warns him off it."
        201,The Terminator,1984,Action|Sci-Fi|Thriller,R,A cyborg from the future hunts the woman whose son will lead mankind.
        202,Ghostbusters,1984,Action|Comedy|Sci-Fi,PG,Three scientists set up a business catching ghosts as New York fills with them.
        203,Amadeus,1984,Drama,PG,A court composer is consumed by envy of the vulgar young genius Mozart.
        204,A Nightmare on Elm Street,1984,Horror|Thriller,R,A burned killer with blades for fingers murders teenagers in their dreams.
        205,This Is Spinal Tap,1984,Comedy|Musical,R,A documentary crew follows a dim British rock band on a failing American tour.
        206,The Karate Kid,1984,Drama,PG,A bullied newcomer learns karate and patience from an elderly repairman.
        207,Indiana Jones and the Temple of Doom,1984,Action|Adventure,PG,An archaeologist looks for a stolen sacred stone and finds a murderous cult.
        208,Nausicaä of the Valley of the Wind,1984,Adventure|Animation|Fantasy|Sci-Fi,PG,A princess tries to make peace between warring nations and a poisonous forest.
        209,Beverly Hills Cop,1984,Action|Comedy|Crime,R,A fast-talking Detroit detective hunts a friend's killer among the rich.
        210,Back to the Future,1985,Adventure|Comedy|Sci-Fi,PG,A teenager sent back thirty years must make his parents fall in love.
        211,The Breakfast Club,1985,Comedy|Drama,R,Five very different pupils find common ground during a Saturday detention.
        212,Brazil,1985,Comedy|Fantasy|Sci-Fi,R,"A daydreaming clerk becomes an enemy of an absurd, all-seeing bureaucracy."
        213,Ran,1985,Drama|War,R,An old warlord divides his realm among three sons and is destroyed by it.
        214,Witness,1985,Drama|Romance|Thriller,R,A detective hides among the Amish to protect a boy who saw a murder.
        215,The Goonies,1985,Action|Adventure|Children|Comedy,PG,A band of children follow a pirate's map to save their homes.
        216,Aliens,1986,Action|Adventure|Horror|Sci-Fi,R,The only survivor of an alien attack goes back with marines to a silent colony.
        217,Platoon,1986,Drama|War,R,"A young volunteer in Vietnam is torn between two sergeants, one humane and one savage."
        218,Blue Velvet,1986,Drama|Mystery|Thriller,R,A severed ear leads a student to the rot beneath his pretty town.
        219,Stand by Me,1986,Adventure|Drama,R,Four boys walk along the railway to see a dead body and grow up a little.
        220,Top Gun,1986,Action|Romance,PG,A reckless navy pilot competes to be the best at an elite flying school.
        221,Ferris Bueller's Day Off,1986,Comedy,PG-13,A charming truant spends a perfect day in Chicago while his headmaster fumes.
        222,Castle in the Sky,1986,Action|Adventure|Animation|Children|Fantasy,PG,A girl with a magic stone and a young miner seek a legendary floating island.
        223,The Princess Bride,1987,Action|Adventure|Comedy|Fantasy|Romance,PG,A farm boy turned pirate fights giants and swordsmen to win back his true love.
        224,Full Metal Jacket,1987,Drama|War,R,Marine recruits are ground down by a drill sergeant and then sent to Vietnam.
        225,The Untouchables,1987,Action|Crime|Drama,R,A treasury agent gathers honest men to bring down Al Capone.
        226,Predator,1987,Action|Sci-Fi|Thriller,R,Commandos in the jungle find that an invisible hunter from space is stalking them.
        227,RoboCop,1987,Action|Crime|Sci-Fi,R,A murdered Detroit policeman is rebuilt by a corporation as a machine of law.
        228,Dirty Dancing,1987,Drama|Musical|Romance,PG-13,A doctor's daughter on holiday falls for the dance teacher at the resort.
        229,Lethal Weapon,1987,Action|Comedy|Crime,R,A suicidal policeman and his cautious new partner take on drug smugglers.
        230,Die Hard,1988,Action|Crime|Thriller,R,A New York policeman fights robbers alone in a Los Angeles tower at Christmas.
        231,My Neighbor Totoro,1988,Animation|Children|Fantasy,G,Two sisters in the country befriend the large furry spirit of the forest.
        232,Grave of the Fireflies,1988,Animation|Drama|War,NR,A boy and his little sister try to survive in Japan at the end of the war.
        233,Akira,1988,Action|Animation|Sci-Fi,R,A biker in rebuilt Tokyo gains powers that threaten to destroy the city.
        234,Cinema Paradiso,1988,Drama|Romance,PG,A film director remembers the village projectionist who taught him to love the movies.
        235,Who Framed Roger Rabbit,1988,Adventure|Animation|Children|Comedy|Crime|Fantasy|Mystery,PG,A detective who hates cartoons must clear a cartoon rabbit of murder.
        236,Big,1988,Comedy|Drama|Fantasy|Romance,PG,"A boy's wish comes true overnight, and he wakes up with a grown man's body."
        237,Beetlejuice,1988,Comedy|Fantasy,PG,A newly dead couple hire a rude demon to scare away the family in their house.
        238,Rain Man,1988,Drama,R,A selfish dealer discovers an autistic brother and drives across America with him.
        239,A Fish Called Wanda,1988,Comedy|Crime,R,Four jewel thieves double-cross one another around an uptight London barrister.
        240,Dead Poets Society,1989,Drama,PG,An English teacher inspires the boys of a strict school to think for themselves.
        241,When Harry Met Sally...,1989,Comedy|Romance,R,For twelve years two friends debate whether men and women can only be friends.
        242,Do the Right Thing,1989,Drama,R,On the hottest day of the year tempers boil over at a Brooklyn pizzeria.
        243,Indiana Jones and the Last Crusade,1989,Action|Adventure,PG-13,An archaeologist searches for his missing father and the Holy Grail.
        244,Batman,1989,Action|Crime,PG-13,A masked vigilante faces a grinning criminal who poisons the city for laughs.
        245,The Little Mermaid,1989,Animation|Children|Comedy|Musical|Romance,G,A mermaid trades her voice for legs to be near a human prince.
        246,Kiki's Delivery Service,1989,Adventure|Animation|Children|Fantasy,G,A young witch and her cat move to a seaside town and start a courier business.
        """#
}
