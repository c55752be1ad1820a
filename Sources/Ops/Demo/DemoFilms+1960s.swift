extension DemoFilms {
    /// The films of the 1960s, as CSV with a header line.
    static let films1960s = #"""
        id,title,year,genres,age_rating,overview
        93,Psycho,1960,Horror|Thriller,R,A secretary on the run with stolen money stops at a lonely motel.
        94,The Apartment,1960,Comedy|Drama|Romance,NR,An office clerk lends his flat to his bosses' affairs and loves one of their mistresses.
        95,Breathless,1960,Crime|Drama|Romance,NR,A car thief on the run in Paris tries to persuade an American girl to flee with him.
        96,La Dolce Vita,1960,Drama,NR,A gossip journalist drifts through a week of Roman nights looking for something more.
        97,Spartacus,1960,Action|Drama|War,PG-13,A gladiator leads an army of slaves against the power of Rome.
        98,The Magnificent Seven,1960,Action|Adventure|Western,NR,A Mexican village hires seven gunmen to drive off a bandit chief.
        99,Breakfast at Tiffany's,1961,Comedy|Drama|Romance,NR,A New York party girl with a hidden past intrigues the writer who moves in upstairs.
        100,West Side Story,1961,Drama|Musical|Romance,NR,Two young people from rival street gangs fall in love in Manhattan.
        101,Yojimbo,1961,Action|Drama,NR,A wandering swordsman plays two gangs of a corrupt town against each other.
        102,One Hundred and One Dalmatians,1961,Adventure|Animation|Children,G,Two dogs race to rescue their stolen puppies from a woman who wants a fur coat.
        103,Lawrence of Arabia,1962,Adventure|Drama|War,PG,A British officer unites Arab tribes against the Turks and loses himself in the desert.
        104,To Kill a Mockingbird,1962,Drama,NR,A lawyer in Alabama defends a black man while his children learn about justice.
        105,Dr. No,1962,Action|Adventure|Thriller,PG,A British secret agent in Jamaica uncovers a scientist's plot against American rockets.
        106,The Manchurian Candidate,1962,Drama|Thriller,PG-13,A Korean War veteran suspects that his celebrated comrade has been brainwashed to kill.
        107,What Ever Happened to Baby Jane?,1962,Drama|Horror|Thriller,NR,A faded child star torments the disabled sister she lives with.
        108,8½,1963,Drama|Fantasy,NR,A film director without an idea retreats into memories and daydreams.
        109,The Birds,1963,Horror|Thriller,PG-13,Birds attack the people of a coastal Californian town without any reason.
        110,The Great Escape,1963,Action|Adventure|Drama|War,NR,Allied prisoners dig three tunnels to break hundreds of men out of a German camp.
        111,From Russia with Love,1963,Action|Adventure|Thriller,PG,Bond is lured to Istanbul by a decoding machine and a beautiful clerk.
        112,Charade,1963,Comedy|Mystery|Romance|Thriller,NR,A widow in Paris is chased for a fortune she cannot find and helped by a man of many names.
        113,Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb,1964,Comedy|War,PG,"A mad general sends bombers to Russia, and leaders fail to call them back."
        114,Mary Poppins,1964,Children|Comedy|Fantasy|Musical,G,A magical nanny blows in on the wind and mends a stiff London family.
        115,Goldfinger,1964,Action|Adventure|Thriller,PG,Bond learns that a gold smuggler has designs on the reserves at Fort Knox.
        116,My Fair Lady,1964,Comedy|Drama|Musical|Romance,G,A phonetics professor bets he can pass a flower seller off as a duchess.
        117,A Fistful of Dollars,1964,Action|Western,R,A nameless gunman sells himself to both families fighting over a border town.
        118,The Sound of Music,1965,Drama|Musical|Romance,G,A lively novice becomes governess to seven children and brings song to their father's house.
        119,Doctor Zhivago,1965,Drama|Romance|War,PG-13,A poet and physician loves two women while revolution tears Russia apart.
        120,"The Good, the Bad and the Ugly",1966,Action|Adventure|Western,R,Three gunmen hunt buried gold while the Civil War rages about them.
        121,The Battle of Algiers,1966,Drama|War,NR,Algerian rebels and French paratroopers wage a war of bombs and torture in the Casbah.
        122,The Graduate,1967,Comedy|Drama|Romance,PG,An aimless graduate is seduced by an older woman and then falls for her daughter.
        123,Bonnie and Clyde,1967,Crime|Drama,R,A waitress and a thief become famous robbing banks in the Depression.
        124,Cool Hand Luke,1967,Drama,PG,A stubborn prisoner on a chain gang refuses to let his spirit be broken.
        125,The Jungle Book,1967,Adventure|Animation|Children|Comedy|Musical,G,A boy raised by wolves is led through the jungle by a panther and a bear.
        126,2001: A Space Odyssey,1968,Adventure|Drama|Sci-Fi,G,A mysterious monolith sends astronauts and their computer on a voyage to Jupiter.
        127,Planet of the Apes,1968,Action|Drama|Sci-Fi,G,Astronauts land on a world where talking apes rule and humans are beasts.
        128,Once Upon a Time in the West,1968,Action|Drama|Western,PG-13,A harmonica-playing stranger and a bandit protect a widow from a railroad's killer.
        129,Rosemary's Baby,1968,Drama|Horror|Thriller,R,A pregnant woman fears that her kindly neighbours want her child.
        130,Night of the Living Dead,1968,Horror,NR,Strangers barricade a farmhouse against the walking dead.
        131,Butch Cassidy and the Sundance Kid,1969,Action|Comedy|Western,PG,Two charming train robbers flee a relentless posse all the way to Bolivia.
        132,Midnight Cowboy,1969,Drama,R,A naive Texan hustler and a sickly con man cling to each other in New York.
        133,Easy Rider,1969,Adventure|Drama,R,Two bikers cross America in search of freedom and meet its hatred.
        134,On Her Majesty's Secret Service,1969,Action|Adventure|Romance|Thriller,PG,Bond hunts Blofeld in the Swiss Alps and falls in love in earnest.
        """#
}
