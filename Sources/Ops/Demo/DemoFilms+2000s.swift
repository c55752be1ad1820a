extension DemoFilms {
    /// The films of the 2000s, as CSV with a header line.
    static let films2000s = #"""
        id,title,year,genres,age_rating,overview
        328,Gladiator,2000,Action|Adventure|Drama,R,A Roman general sold into slavery fights his way to the emperor who killed his family.
        329,Memento,2000,Mystery|Thriller,R,A man who cannot form memories hunts his wife's killer with notes and tattoos.
        330,"Crouching Tiger, Hidden Dragon",2000,Action|Drama|Romance,PG-13,A stolen sword draws two restrained masters and a rebellious girl together.
        331,In the Mood for Love,2000,Drama|Romance,PG,Two neighbours whose spouses are having an affair draw close and hold back.
        332,Requiem for a Dream,2000,Drama,R,Four people in Coney Island are destroyed by what they are addicted to.
        333,Almost Famous,2000,Comedy|Drama,R,A fifteen-year-old reporter goes on tour with a rock band in the 1970s.
        334,American Psycho,2000,Crime|Drama|Horror|Thriller,R,"A vain Wall Street banker hides, or imagines, a life of murder."
        335,X-Men,2000,Action|Adventure|Sci-Fi,PG-13,Two groups of people born with strange powers fight over the future of mankind.
        336,"O Brother, Where Art Thou?",2000,Adventure|Comedy|Crime,PG-13,Three escaped convicts wander through Mississippi in search of treasure.
        337,Snatch,2000,Comedy|Crime|Thriller,R,"A stolen diamond sets London boxers, gangsters and a dog running."
        338,Cast Away,2000,Adventure|Drama,PG-13,A man obsessed with time is stranded for years on an empty island.
        339,Billy Elliot,2000,Drama,R,A miner's son gives up boxing for ballet during a bitter strike.
        340,Chicken Run,2000,Animation|Children|Comedy,G,Hens on a grim farm plan to escape before they are made into pies.
        341,Battle Royale,2000,Action|Drama|Horror|Thriller,NR,A school class is taken to an island and forced to kill one another.
        342,The Lord of the Rings: The Fellowship of the Ring,2001,Adventure|Fantasy,PG-13,A hobbit sets out with eight companions to destroy a ring of great evil.
        343,Spirited Away,2001,Adventure|Animation|Fantasy,PG,A sullen girl works in a bathhouse for spirits to save her parents.
        344,Amélie (Le Fabuleux Destin d'Amélie Poulain),2001,Comedy|Romance,R,A shy Paris waitress secretly mends other lives and neglects her own.
        345,Mulholland Drive,2001,Drama|Mystery|Thriller,R,A hopeful actress helps a woman without memory in a dreamlike Hollywood.
        346,Donnie Darko,2001,Drama|Mystery|Sci-Fi|Thriller,R,A troubled teenager is told by a figure in a rabbit suit when the world will end.
        347,Harry Potter and the Sorcerer's Stone,2001,Adventure|Children|Fantasy,PG,An orphan learns that he is a wizard and goes to a school of magic.
        348,Shrek,2001,Adventure|Animation|Children|Comedy|Fantasy|Romance,PG,A grumpy ogre rescues a princess to get his swamp back.
        349,A Beautiful Mind,2001,Drama|Romance,PG-13,A brilliant mathematician wins honours while he struggles with schizophrenia and imagined enemies.
        350,Moulin Rouge!,2001,Drama|Musical|Romance,PG-13,A poor poet loves the star of a Paris nightclub who is promised to a duke.
        351,Ocean's Eleven,2001,Crime|Thriller,PG-13,A charming thief gathers a team to rob three casinos in one night.
        352,The Royal Tenenbaums,2001,Comedy|Drama,R,A rogue father lies his way back into his family of failed prodigies.
        353,"Monsters, Inc.",2001,Adventure|Animation|Children|Comedy|Fantasy,G,A little girl gets loose in the city of monsters who live on children's screams.
        354,Y Tu Mamá También,2001,Comedy|Drama|Romance,R,Two Mexican boys drive to the sea with an older woman who has a secret.
        355,Legally Blonde,2001,Comedy,PG-13,A fashionable student follows her former boyfriend to law school and outshines him.
        356,The Fast and the Furious,2001,Action|Crime|Thriller,PG-13,An undercover policeman joins a gang of Los Angeles street racers.
        357,The Lord of the Rings: The Two Towers,2002,Adventure|Fantasy,PG-13,The broken fellowship fights on several roads as war comes to Rohan.
        358,City of God,2002,Crime|Drama,R,A boy from a Rio slum becomes a photographer while others take up guns.
        359,Spider-Man,2002,Action|Adventure|Sci-Fi,PG-13,A shy student bitten by a spider learns what great power asks of him.
        360,Catch Me If You Can,2002,Comedy|Crime|Drama,PG-13,A teenage impostor cashes false cheques around the world with an agent on his tail.
        361,The Pianist,2002,Drama|War,R,A Polish Jewish musician survives in the ruins of Warsaw.
        362,Minority Report,2002,Action|Crime|Mystery|Sci-Fi|Thriller,PG-13,A policeman who arrests murderers before they kill is named as one.
        363,The Bourne Identity,2002,Action|Mystery|Thriller,PG-13,A man pulled from the sea without memory finds that he is a trained assassin.
        364,28 Days Later,2002,Action|Horror|Sci-Fi,R,A courier wakes from a coma to find London emptied by a virus of rage.
        365,Chicago,2002,Comedy|Crime|Drama|Musical,PG-13,Two murderesses compete for fame and the same flashy lawyer.
        366,Bowling for Columbine,2002,Documentary,R,A film-maker asks why there is so much gun violence in the United States.
        367,My Big Fat Greek Wedding,2002,Comedy|Romance,PG,A woman from a loud Greek family falls in love with a quiet outsider.
        368,The Lord of the Rings: The Return of the King,2003,Action|Adventure|Drama|Fantasy,PG-13,Two hobbits reach the mountain of fire as armies meet before the White City.
        369,Finding Nemo,2003,Adventure|Animation|Children|Comedy,G,A timid clownfish crosses the ocean to find his captured son.
        370,Oldboy,2003,Action|Mystery|Thriller,R,A man locked up for fifteen years is released and must find out why.
        371,Kill Bill: Vol. 1,2003,Action|Crime|Thriller,R,A former assassin wakes from a coma and goes after those who betrayed her.
        372,Lost in Translation,2003,Comedy|Drama|Romance,R,A fading actor and a neglected young wife keep each other company in Tokyo.
        373,Pirates of the Caribbean: The Curse of the Black Pearl,2003,Action|Adventure|Comedy|Fantasy,PG-13,A blacksmith and an eccentric pirate pursue a ship of the undead.
        374,Memories of Murder,2003,Crime|Drama|Mystery|Thriller,NR,Unprepared detectives in a Korean town hunt the country's first serial killer.
        375,Love Actually,2003,Comedy|Drama|Romance,R,Ten London love stories cross one another in the weeks before Christmas.
        376,School of Rock,2003,Comedy,PG-13,A failed guitarist posing as a teacher turns his class into a band.
        377,Elf,2003,Children|Comedy|Fantasy,PG,A man raised by Santa's helpers goes to New York to meet his father.
        378,Eternal Sunshine of the Spotless Mind,2004,Drama|Romance|Sci-Fi,R,A couple have each other erased from memory and regret it midway.
        379,The Incredibles,2004,Action|Adventure|Animation|Children|Comedy,PG,A retired superhero family is drawn back into action by a secret island.
        380,Shaun of the Dead,2004,Comedy|Horror,R,An aimless London salesman tries to win back his girlfriend among zombies.
        381,Howl's Moving Castle,2004,Adventure|Animation|Fantasy|Romance,PG,A girl cursed with old age finds shelter in a wizard's walking castle.
        382,Million Dollar Baby,2004,Drama,PG-13,A grizzled trainer reluctantly coaches a determined woman boxer.
        383,Before Sunset,2004,Drama|Romance,R,Nine years after one night in Vienna two people meet again in Paris.
        384,Mean Girls,2004,Comedy,PG-13,A girl schooled in Africa meets the crueller wildlife of an American high school.
        385,Harry Potter and the Prisoner of Azkaban,2004,Adventure|Fantasy,PG,A young wizard in his third year learns that a murderer is looking for him.
        386,Downfall,2004,Drama|War,R,Hitler's last days in the Berlin bunker are seen through his secretary.
        387,Saw,2004,Horror|Mystery|Thriller,R,Two men chained in a bathroom must play a murderer's game.
        388,The Notebook,2004,Drama|Romance,PG-13,An old man reads to a woman the story of two young lovers divided by class.
        389,Super Size Me,2004,Documentary,PG-13,A film-maker eats nothing but fast food for a month and records the damage.
        390,Batman Begins,2005,Action|Crime,PG-13,An orphaned heir trains himself to fight the crime and fear in his city.
        391,Brokeback Mountain,2005,Drama|Romance,R,Two ranch hands fall in love one summer and hide it for twenty years.
        392,Pride & Prejudice,2005,Drama|Romance,PG,A spirited young woman and a proud landowner misjudge each other.
        393,V for Vendetta,2005,Action|Sci-Fi|Thriller,R,A masked rebel sets out to bring down a British dictatorship.
        394,King Kong,2005,Action|Adventure|Drama,PG-13,A showman takes a film crew to an island where a giant ape falls for his actress.
        395,March of the Penguins,2005,Documentary,G,Emperor penguins walk across the ice to breed through the Antarctic winter.
        396,Pan's Labyrinth,2006,Drama|Fantasy|Thriller,R,In fascist Spain a girl escapes into a dark fairy world that sets her three tasks.
        397,The Departed,2006,Crime|Drama|Thriller,R,A policeman among gangsters and a gangster among policemen race to unmask each other.
        398,Children of Men,2006,Action|Adventure|Drama|Sci-Fi|Thriller,R,In a world without births a tired clerk must protect a pregnant woman.
        399,The Prestige,2006,Drama|Mystery|Sci-Fi|Thriller,PG-13,Two rival magicians ruin their lives trying to outdo each other.
        400,The Lives of Others,2006,Drama|Romance|Thriller,R,An East German spy listening to a playwright begins to protect him.
        401,Little Miss Sunshine,2006,Adventure|Comedy|Drama,R,A quarrelling family drives a failing van to a children's beauty contest.
        402,Casino Royale,2006,Action|Adventure|Thriller,PG-13,A newly promoted Bond plays poker against a banker of terrorists.
        403,The Devil Wears Prada,2006,Comedy|Drama,PG-13,A young journalist becomes assistant to a merciless fashion editor.
        404,An Inconvenient Truth,2006,Documentary,PG,A former vice president lectures on the danger of a warming climate.
        405,No Country for Old Men,2007,Crime|Drama|Thriller,R,A hunter who takes drug money is pursued by a killer with a coin.
        406,There Will Be Blood,2007,Drama,R,A ruthless oilman and a young preacher struggle over land and souls.
        407,Ratatouille,2007,Animation|Children|Comedy,G,A rat with a fine palate cooks in a Paris restaurant by guiding a kitchen boy.
        408,Zodiac,2007,Crime|Drama|Mystery|Thriller,R,A cartoonist spends years trying to name a killer who writes to the papers.
        409,Hot Fuzz,2007,Action|Comedy|Crime|Mystery,R,A top London policeman sent to a quiet village finds too many accidents.
        410,Superbad,2007,Comedy,R,Two inseparable school friends try to buy drink for a party before they part.
        411,Juno,2007,Comedy|Drama|Romance,PG-13,A sharp-tongued pregnant teenager chooses parents for her baby.
        412,The Bourne Ultimatum,2007,Action|Crime|Thriller,PG-13,A former assassin follows the trail of his own making to New York.
        413,Transformers,2007,Action|Sci-Fi|Thriller,PG-13,A teenager's first car turns out to be a robot at war with other robots.
        414,Persepolis,2007,Animation|Drama,PG-13,A girl grows up in revolutionary Iran and in exile.
        415,The Dark Knight,2008,Action|Crime|Drama,PG-13,A masked hero is tested by an anarchist who wants to prove everyone corruptible.
        416,WALL·E,2008,Adventure|Animation|Children|Romance|Sci-Fi,G,A lonely rubbish robot follows the one he loves across space.
        417,Slumdog Millionaire,2008,Crime|Drama|Romance,R,A poor Mumbai youth explains how his life taught him a quiz show's answers.
        418,Iron Man,2008,Action|Adventure|Sci-Fi,PG-13,A captured arms maker builds a flying suit of armour and changes his mind.
        419,Let the Right One In,2008,Drama|Fantasy|Horror|Romance,R,A bullied Swedish boy befriends a strange child who comes out only at night.
        420,In Bruges,2008,Comedy|Crime|Drama|Thriller,R,Two Irish hitmen wait for orders in a medieval town one of them loathes.
        421,Twilight,2008,Drama|Fantasy|Romance|Thriller,PG-13,A teenager in a rainy town falls in love with a vampire.
        422,Man on Wire,2008,Documentary,PG-13,A French tightrope walker crosses between New York's twin towers without permission.
        423,Kung Fu Panda,2008,Action|Animation|Children|Comedy,PG,A clumsy panda is chosen to be the greatest warrior in the valley.
        424,Inglourious Basterds,2009,Action|Drama|War,R,A band of soldiers and a cinema owner plan separately to kill the Nazi leaders.
        425,Avatar,2009,Action|Adventure|Sci-Fi,PG-13,A disabled marine given an alien body comes to side with the moon's people.
        426,Up,2009,Adventure|Animation|Children|Drama,PG,A widower ties balloons to his house and takes off with a boy scout aboard.
        427,District 9,2009,Action|Mystery|Sci-Fi|Thriller,R,A clerk evicting stranded aliens in Johannesburg begins to turn into one.
        428,The Hangover,2009,Comedy|Crime,R,Three friends in Las Vegas wake without memory and without the groom.
        429,Fantastic Mr. Fox,2009,Adventure|Animation|Children|Comedy,PG,A fox who promised to stop stealing robs three mean farmers.
        430,Coraline,2009,Animation|Fantasy|Thriller,PG,A girl finds behind a small door a better family that wants to keep her.
        431,Star Trek,2009,Action|Adventure|Sci-Fi,PG-13,A young rebel and a logical officer must work together on a starship's first flight.
        """#
}
