extension DemoFilms {
    /// The films of the 1930s, as CSV with a header line.
    static let films1930s = #"""
        id,title,year,genres,age_rating,overview
        10,All Quiet on the Western Front,1930,Drama|War,NR,German schoolboys volunteer with cheers and learn in the trenches what war really is.
        11,City Lights,1931,Comedy|Drama|Romance,G,The Tramp befriends a moody millionaire to pay for a blind flower seller's operation.
        12,Dracula,1931,Horror,NR,"A Transylvanian count moves to England, where a professor recognises him as a vampire."
        13,Frankenstein,1931,Horror|Sci-Fi,NR,A scientist gives life to a body made of corpses and cannot master what he made.
        14,M,1931,Crime|Film-Noir|Thriller,NR,Police and underworld both hunt a child murderer through the streets of Berlin.
        15,Duck Soup,1933,Comedy|War,NR,The absurd new leader of a bankrupt country insults his way into a war.
        16,King Kong,1933,Action|Adventure|Fantasy|Horror,NR,A film crew brings a giant ape from an uncharted island to New York.
        17,It Happened One Night,1934,Comedy|Romance,NR,A runaway heiress and a reporter who smells a story quarrel across the country by bus.
        18,The Thin Man,1934,Comedy|Crime|Mystery,NR,A retired detective and his witty wife solve a disappearance between cocktails.
        19,Bride of Frankenstein,1935,Horror|Sci-Fi,NR,Frankenstein is forced to build a mate for his lonely monster.
        20,The 39 Steps,1935,Mystery|Thriller,NR,A man wrongly sought for murder flees to Scotland to unmask a ring of spies.
        21,Modern Times,1936,Comedy|Drama|Romance,G,The Tramp is swallowed by the machine age and dreams of a home with a homeless girl.
        22,Snow White and the Seven Dwarfs,1937,Animation|Children|Fantasy|Musical,G,A princess hides from her jealous stepmother in the cottage of seven miners.
        23,Bringing Up Baby,1938,Comedy|Romance,NR,"A shy fossil scientist loses a bone, his dignity and his heart to a heiress with a leopard."
        24,The Adventures of Robin Hood,1938,Action|Adventure|Romance,PG,An outlaw archer in Sherwood Forest defies a greedy prince while the king is away.
        25,The Wizard of Oz,1939,Adventure|Children|Fantasy|Musical,PG,A tornado carries a Kansas girl to a bright land where only a wizard can send her home.
        26,Gone with the Wind,1939,Drama|Romance|War,G,A wilful Southern belle fights through war and ruin for her land and the wrong man.
        27,Stagecoach,1939,Western,NR,"Nine strangers cross dangerous territory together in a coach, an outlaw among them."
        28,Mr. Smith Goes to Washington,1939,Comedy|Drama,NR,A naive new senator takes on corruption with nothing but his voice and stamina.
        """#
}
