extension DemoFilms {
    /// The films of the 1970s, as CSV with a header line.
    static let films1970s = #"""
        id,title,year,genres,age_rating,overview
        135,Patton,1970,Drama|War,PG,"A brilliant, vain American general fights the Second World War and his own superiors."
        136,M*A*S*H,1970,Comedy|War,R,"Surgeons near the Korean front keep sane with pranks, martinis and contempt for rules."
        137,A Clockwork Orange,1971,Crime|Drama|Sci-Fi,R,A violent young gang leader is cured of evil by a method that removes his choice.
        138,The French Connection,1971,Action|Crime|Thriller,R,Two New York policemen chase a heroin shipment and its elegant French supplier.
        139,Dirty Harry,1971,Action|Crime|Thriller,R,A San Francisco inspector bends the law to stop a sniper who taunts the city.
        140,Willy Wonka & the Chocolate Factory,1971,Children|Comedy|Fantasy|Musical,G,A poor boy wins a tour of a secretive candy maker's marvellous and perilous factory.
        141,The Godfather,1972,Crime|Drama,R,The reluctant youngest son of a Mafia family takes over from his ageing father.
        142,Cabaret,1972,Drama|Musical,PG,A nightclub singer and an English teacher love and drift in Berlin as the Nazis rise.
        143,Deliverance,1972,Adventure|Drama|Thriller,R,Four city men on a canoe trip are hunted in the Georgia backwoods.
        144,The Exorcist,1973,Horror,R,Two priests try to drive a demon out of a twelve-year-old girl.
        145,The Sting,1973,Comedy|Crime,PG,Two con men stage an elaborate swindle to avenge a murdered friend.
        146,Enter the Dragon,1973,Action|Adventure|Crime,R,A martial artist enters a tournament on a crime lord's island to bring him down.
        147,American Graffiti,1973,Comedy|Drama,PG,High school graduates cruise their town in cars for one last night of summer.
        148,The Godfather: Part II,1974,Crime|Drama,R,A Mafia heir hardens in power while the story of his father's youth unfolds.
        149,Chinatown,1974,Crime|Mystery|Thriller,R,A Los Angeles detective hired for an affair uncovers theft of water and older sins.
        150,Young Frankenstein,1974,Comedy,PG,The embarrassed grandson of Frankenstein inherits the castle and repeats the experiment.
        151,Blazing Saddles,1974,Comedy|Western,R,A black sheriff and a washed-up gunman save a bigoted town from a land grab.
        152,The Texas Chain Saw Massacre,1974,Horror,R,Five friends in rural Texas stumble upon a family of cannibals.
        153,Jaws,1975,Action|Horror|Thriller,PG,"A police chief, a scientist and a fisherman hunt the shark terrorising a beach town."
        154,One Flew Over the Cuckoo's Nest,1975,Drama,R,A rebellious patient rallies a mental ward against its tyrannical nurse.
        155,Monty Python and the Holy Grail,1975,Adventure|Comedy|Fantasy,PG,King Arthur and his horseless knights bumble about Britain in search of a cup.
        156,Dog Day Afternoon,1975,Crime|Drama,R,A botched Brooklyn bank robbery turns into a siege and a media circus.
        157,The Rocky Horror Picture Show,1975,Comedy|Horror|Musical|Sci-Fi,R,A stranded couple spend a night at the castle of an alien in fishnets.
        158,Sholay,1975,Action|Adventure|Comedy|Musical,NR,A retired policeman hires two thieves to capture the bandit who destroyed his family.
        159,Taxi Driver,1976,Crime|Drama|Thriller,R,A sleepless New York cabbie decides to cleanse the city by violence.
        160,Rocky,1976,Drama,PG,A small-time Philadelphia boxer gets an unlikely shot at the heavyweight title.
        161,Network,1976,Comedy|Drama,R,A television network exploits a newsreader who has gone mad on the air.
        162,All the President's Men,1976,Drama|Thriller,PG,Two reporters follow a burglary to the White House.
        163,Carrie,1976,Drama|Horror,R,A bullied girl with strange powers is pushed too far at her school dance.
        164,Star Wars: Episode IV - A New Hope,1977,Action|Adventure|Sci-Fi,PG,A farm boy joins rebels to rescue a princess and destroy the Empire's space station.
        165,Annie Hall,1977,Comedy|Romance,PG,A neurotic New York comedian goes over his romance with a scatterbrained singer.
        166,Close Encounters of the Third Kind,1977,Adventure|Drama|Sci-Fi,PG,An electrician is driven by visions to a mountain where visitors will land.
        167,Suspiria,1977,Horror|Mystery,R,An American ballet student finds that her German academy is run by witches.
        168,Halloween,1978,Horror,R,A masked killer escapes from an asylum and returns home to stalk babysitters.
        169,The Deer Hunter,1978,Drama|War,R,Three steelworkers from Pennsylvania are broken in different ways by Vietnam.
        170,Superman,1978,Action|Adventure|Sci-Fi,PG,An orphan from a dead planet grows up to protect the Earth in a cape.
        171,Grease,1978,Comedy|Musical|Romance,PG,A good girl and a leather-jacketed boy meet again at high school after a summer romance.
        172,National Lampoon's Animal House,1978,Comedy,R,A disreputable college fraternity makes war on the dean who wants it gone.
        173,Apocalypse Now,1979,Action|Drama|War,R,A captain travels upriver in Vietnam to kill a colonel who rules like a god.
        174,Alien,1979,Horror|Sci-Fi,R,The crew of a space freighter bring aboard a creature that hunts them down.
        175,Monty Python's Life of Brian,1979,Comedy,R,A young man in Judea keeps being mistaken for the Messiah.
        176,Mad Max,1979,Action|Adventure|Sci-Fi,R,A highway policeman takes revenge on the biker gang that destroyed his family.
        177,Manhattan,1979,Comedy|Drama|Romance,R,A divorced writer wavers between a teenage girlfriend and his best friend's mistress.
        178,Stalker,1979,Drama|Mystery|Sci-Fi,NR,A guide leads a writer and a scientist to a room that grants wishes.
        """#
}
