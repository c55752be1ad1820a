extension DemoFilms {
    /// The films of the 2010s, as CSV with a header line.
    static let films2010s = #"""
        id,title,year,genres,age_rating,overview
        432,Inception,2010,Action|Crime|Sci-Fi|Thriller,PG-13,A thief who steals from dreams is hired to plant an idea in an heir's mind.
        433,The Social Network,2010,Drama,PG-13,A student builds a website that makes him rich and costs him his friend.
        434,Toy Story 3,2010,Adventure|Animation|Children|Comedy|Fantasy,G,"Given away as their boy leaves for college, the toys must escape a grim nursery."
        435,Black Swan,2010,Drama|Horror|Thriller,R,A ballerina dancing both good and evil swans begins to lose her mind.
        436,The King's Speech,2010,Drama,R,A king with a stammer learns to speak to his country with an unorthodox teacher.
        437,Shutter Island,2010,Drama|Mystery|Thriller,R,A marshal looking for a lost patient on an asylum island doubts what he sees.
        438,How to Train Your Dragon,2010,Adventure|Animation|Children|Fantasy,PG,A Viking boy befriends the dragon he was supposed to kill.
        439,Scott Pilgrim vs. the World,2010,Action|Comedy|Fantasy|Romance,PG-13,A Toronto bassist must defeat his new girlfriend's seven evil exes.
        440,Exit Through the Gift Shop,2010,Comedy|Documentary,R,"A man who films street artists becomes one, to their dismay."
        441,Drive,2011,Crime|Drama|Thriller,R,A stunt driver who works for robbers at night tries to protect his neighbour.
        442,The Artist,2011,Comedy|Drama|Romance,PG-13,A silent film star falls as a dancer he helped rises with talking pictures.
        443,A Separation,2011,Drama,PG-13,"A Tehran couple's parting leads to a fall, an accusation and many half-truths."
        444,Midnight in Paris,2011,Comedy|Fantasy|Romance,PG-13,A screenwriter on holiday is carried every midnight to the Paris of the 1920s.
        445,Harry Potter and the Deathly Hallows: Part 2,2011,Adventure|Drama|Fantasy,PG-13,The young wizards return to their school for the last battle.
        446,Bridesmaids,2011,Comedy,R,A maid of honour whose life is falling apart feuds with a perfect rival.
        447,The Intouchables,2011,Comedy|Drama,R,"A paralysed aristocrat hires a carer from the suburbs, and both come alive."
        448,Django Unchained,2012,Action|Drama|Western,R,A freed slave and a bounty hunter set out to rescue his wife from a plantation.
        449,The Avengers,2012,Action|Adventure|Sci-Fi,PG-13,Quarrelling heroes unite to stop an invasion led by a vengeful god.
        450,The Dark Knight Rises,2012,Action|Crime|Thriller,PG-13,A broken hero comes back when a masked mercenary seizes his city.
        451,Skyfall,2012,Action|Adventure|Thriller,PG-13,Bond's loyalty is tested when a former agent seeks revenge on their chief.
        452,Life of Pi,2012,Adventure|Drama,PG,A shipwrecked boy shares a lifeboat with a tiger.
        453,The Hunger Games,2012,Action|Adventure|Drama|Sci-Fi|Thriller,PG-13,A girl takes her sister's place in a televised fight to the death.
        454,The Hobbit: An Unexpected Journey,2012,Adventure|Fantasy,PG-13,A homely hobbit joins dwarves who want their mountain back from a dragon.
        455,The Act of Killing,2012,Documentary,NR,Indonesian death squad leaders proudly re-enact their murders for the camera.
        456,12 Years a Slave,2013,Drama,R,A free black musician is kidnapped and sold to Southern plantations.
        457,Gravity,2013,Drama|Sci-Fi|Thriller,PG-13,Two astronauts are left adrift when debris destroys their shuttle.
        458,Her,2013,Drama|Romance|Sci-Fi,R,A lonely letter writer falls in love with his computer's operating system.
        459,The Wolf of Wall Street,2013,Comedy|Crime|Drama,R,A stockbroker grows rich on fraud and lives without any brake.
        460,Frozen,2013,Adventure|Animation|Children|Comedy|Fantasy|Musical,PG,"A princess goes after her sister, whose power has locked the kingdom in winter."
        461,Snowpiercer,2013,Action|Drama|Sci-Fi,R,On a train that carries the last humans through ice the poor revolt.
        462,Before Midnight,2013,Drama|Romance,R,"A couple who met in Vienna are tested by years, children and a night in Greece."
        463,The Conjuring,2013,Horror|Thriller,R,Two investigators of the supernatural help a family in a haunted farmhouse.
        464,Interstellar,2014,Adventure|Drama|Sci-Fi,PG-13,A pilot leaves his children to look beyond a wormhole for a new home.
        465,Whiplash,2014,Drama,R,A young drummer is driven to the limit by a merciless teacher.
        466,The Grand Budapest Hotel,2014,Comedy|Crime|Drama,R,A fastidious concierge and his lobby boy are caught up in a quarrel over a painting.
        467,Birdman,2014,Comedy|Drama,R,A former superhero actor stakes everything on a Broadway play.
        468,Boyhood,2014,Drama,R,A Texas boy grows from six to eighteen before our eyes.
        469,Gone Girl,2014,Drama|Mystery|Thriller,R,A man becomes the suspect when his wife disappears on their anniversary.
        470,Guardians of the Galaxy,2014,Action|Adventure|Comedy|Sci-Fi,PG-13,A band of misfits in space must keep an orb from a fanatic.
        471,The Lego Movie,2014,Adventure|Animation|Children|Comedy|Fantasy,PG,An ordinary toy builder is mistaken for the one who will save his world.
        472,John Wick,2014,Action|Crime|Thriller,R,A retired killer goes to war after gangsters kill his dog.
        473,Nightcrawler,2014,Crime|Drama|Thriller,R,A man who films accidents for the news begins to arrange them.
        474,The Babadook,2014,Drama|Horror,NR,A widow and her son are haunted by a creature from a picture book.
        475,What We Do in the Shadows,2014,Comedy|Horror,NR,A film crew follows vampires who share a flat in Wellington.
        476,Edge of Tomorrow,2014,Action|Adventure|Sci-Fi,PG-13,A soldier who dies fighting aliens wakes each time on the day before.
        477,The Imitation Game,2014,Drama|Thriller|War,PG-13,A mathematician breaks the German codes and is destroyed for whom he loves.
        478,Big Hero 6,2014,Action|Adventure|Animation|Children|Comedy,PG,A boy inventor and a huggable nurse robot form a team of heroes.
        479,Mad Max: Fury Road,2015,Action|Adventure|Sci-Fi|Thriller,R,A drifter and a rebel driver flee a desert tyrant with his captive wives.
        480,Inside Out,2015,Adventure|Animation|Children|Comedy|Drama,PG,Five feelings try to guide a girl who has moved to a new city.
        481,The Martian,2015,Adventure|Drama|Sci-Fi,PG-13,An astronaut left behind on Mars survives by science and humour.
        482,Spotlight,2015,Drama,R,Boston reporters expose abuse that the Church concealed for decades.
        483,The Revenant,2015,Adventure|Drama,R,A trapper mauled by a bear crawls through winter after the man who left him.
        484,Ex Machina,2015,Drama|Sci-Fi|Thriller,R,A programmer is invited to judge whether a beautiful robot has a mind.
        485,Room,2015,Drama,R,A mother and her small son plan to escape the shed where they are held.
        486,Star Wars: Episode VII - The Force Awakens,2015,Action|Adventure|Sci-Fi,PG-13,A scavenger and a deserter join the search for the last Jedi.
        487,The Big Short,2015,Comedy|Drama,R,A few outsiders see the housing crash coming and bet on it.
        488,Sicario,2015,Crime|Drama|Thriller,R,An FBI agent is drawn into a lawless war on a Mexican drug cartel.
        489,La La Land,2016,Comedy|Drama|Musical|Romance,PG-13,A jazz pianist and an actress love each other and their dreams in Los Angeles.
        490,Moonlight,2016,Drama,R,A shy Miami boy grows into a man who hides what he feels.
        491,Arrival,2016,Drama|Sci-Fi,PG-13,A linguist learns the language of visitors and sees time differently.
        492,Your Name,2016,Animation|Drama|Fantasy|Romance,PG,A Tokyo boy and a country girl wake up in each other's bodies.
        493,Zootopia,2016,Adventure|Animation|Children|Comedy|Crime,PG,A rabbit policewoman and a fox swindler look for missing animals.
        494,The Handmaiden,2016,Drama|Romance|Thriller,NR,"A pickpocket serves an heiress as part of a swindle, and plans turn."
        495,Train to Busan,2016,Action|Horror|Thriller,NR,A father protects his daughter on a train overrun by the infected.
        496,Manchester by the Sea,2016,Drama,R,A grieving janitor is made guardian of his nephew in the town he fled.
        497,Deadpool,2016,Action|Comedy,R,A foul-mouthed mercenary who cannot die hunts the man who disfigured him.
        498,Rogue One: A Star Wars Story,2016,Action|Adventure|Sci-Fi,PG-13,A band of rebels steals the plans of the Empire's new weapon.
        499,Dangal,2016,Action|Drama,NR,A former wrestler in rural India trains his daughters to be champions.
        500,Moana,2016,Adventure|Animation|Children|Comedy|Musical,PG,A chief's daughter sails across the ocean with a boastful demigod to heal her island.
        501,Get Out,2017,Horror|Mystery|Thriller,R,A black photographer's visit to his girlfriend's white family turns sinister.
        502,Dunkirk,2017,Action|Drama|Thriller|War,PG-13,"Soldiers wait for rescue on a French beach, by land, sea and air."
        503,Lady Bird,2017,Comedy|Drama,R,A Sacramento schoolgirl and her mother love and wound each other.
        504,The Shape of Water,2017,Drama|Fantasy|Romance,R,A mute cleaner falls in love with an amphibian captive in a laboratory.
        505,Blade Runner 2049,2017,Drama|Mystery|Sci-Fi,R,An artificial policeman discovers a secret that could upset his world.
        506,Coco,2017,Adventure|Animation|Children|Fantasy|Musical,PG,A boy who loves music crosses into the Land of the Dead.
        507,Call Me by Your Name,2017,Drama|Romance,R,A seventeen-year-old falls in love with his father's guest one Italian summer.
        508,"Three Billboards Outside Ebbing, Missouri",2017,Comedy|Crime|Drama,R,A mother shames the police over her daughter's unsolved murder.
        509,Baby Driver,2017,Action|Crime|Thriller,R,A getaway driver who lives by his music tries to leave the trade.
        510,Wonder Woman,2017,Action|Adventure|Fantasy|War,PG-13,An Amazon princess leaves her island to end the First World War.
        511,Logan,2017,Action|Drama|Sci-Fi,R,A weary mutant protects a girl who is very like him.
        512,Paddington 2,2017,Adventure|Children|Comedy,PG,A kindly bear is sent to prison for a theft he did not commit.
        513,Thor: Ragnarok,2017,Action|Adventure|Comedy|Fantasy|Sci-Fi,PG-13,A god without his hammer must escape a gladiators' planet to save his home.
        514,Roma,2018,Drama,R,A maid holds a family together in Mexico City in the early 1970s.
        515,Black Panther,2018,Action|Adventure|Sci-Fi,PG-13,The king of a hidden African nation is challenged for his throne.
        516,Hereditary,2018,Drama|Horror|Mystery,R,A family is haunted by its dead grandmother's secret.
        517,Spider-Man: Into the Spider-Verse,2018,Action|Adventure|Animation|Sci-Fi,PG,A Brooklyn schoolboy gains powers and meets his counterparts from other worlds.
        518,A Quiet Place,2018,Drama|Horror|Sci-Fi,PG-13,A family lives in silence among creatures that hunt by sound.
        519,Shoplifters,2018,Crime|Drama,R,A poor family of thieves in Tokyo takes in a neglected little girl.
        520,The Favourite,2018,Comedy|Drama,R,Two cousins compete for the affection of an ailing English queen.
        521,A Star Is Born,2018,Drama|Musical|Romance,R,A drinking singer helps an unknown to fame and cannot save himself.
        522,Avengers: Infinity War,2018,Action|Adventure|Sci-Fi,PG-13,Scattered heroes try to stop a titan from wiping out half of all life.
        523,Bohemian Rhapsody,2018,Drama,PG-13,A shy immigrant's son becomes the dazzling singer of a rock band.
        524,Free Solo,2018,Documentary,PG-13,A climber prepares to go up a vast Yosemite wall without a rope.
        525,Parasite,2019,Comedy|Drama|Thriller,R,"A poor Seoul family talks its way, one by one, into a rich household."
        526,Joker,2019,Crime|Drama|Thriller,R,A failed comedian's humiliations turn him into a symbol of revolt.
        527,1917,2019,Action|Drama|War,R,Two soldiers cross enemy ground to stop an attack that will fail.
        528,Once Upon a Time... in Hollywood,2019,Comedy|Drama,R,A fading actor and his stunt double drift through Los Angeles in 1969.
        529,Avengers: Endgame,2019,Action|Adventure|Drama|Sci-Fi,PG-13,The heroes who are left try to undo the great loss.
        530,Marriage Story,2019,Drama,R,A director and an actress try to divorce without hating each other.
        531,Little Women,2019,Drama|Romance,PG,Four sisters grow up with little money and large ambitions.
        532,Portrait of a Lady on Fire,2019,Drama|Romance,R,A painter must secretly portray a reluctant bride on a lonely island.
        533,Knives Out,2019,Comedy|Crime|Mystery,PG-13,A drawling detective questions a dead novelist's greedy family.
        534,Jojo Rabbit,2019,Comedy|Drama|War,PG-13,A German boy whose imaginary friend is Hitler finds a Jewish girl in the attic.
        535,Midsommar,2019,Drama|Horror|Mystery,R,"A grieving student visits a Swedish festival with smiling, deadly hosts."
        536,Toy Story 4,2019,Adventure|Animation|Children|Comedy|Fantasy,G,The toys meet a nervous new friend made from a fork.
        537,Honeyland,2019,Documentary,NR,A Macedonian beekeeper's balance with nature is upset by new neighbours.
        """#
}
