extension DemoFilms {
    /// The films of the 1950s, as CSV with a header line.
    static let films1950s = #"""
        id,title,year,genres,age_rating,overview
        53,All About Eve,1950,Drama,NR,A humble admirer works her way into a stage star's life and then into her place.
        54,Sunset Boulevard,1950,Drama|Film-Noir,NR,A broke screenwriter becomes the kept man of a forgotten silent film star.
        55,Rashomon,1950,Crime|Drama|Mystery,NR,Four witnesses tell four irreconcilable stories of a crime in a forest.
        56,Cinderella,1950,Animation|Children|Fantasy|Musical|Romance,G,A mistreated girl goes to the royal ball by magic that ends at midnight.
        57,A Streetcar Named Desire,1951,Drama,PG,A fragile woman takes refuge with her sister and clashes with her brutal brother-in-law.
        58,The African Queen,1951,Adventure|Romance|War,PG,A gin-loving boatman and a prim missionary steer a battered launch down an African river.
        59,Strangers on a Train,1951,Crime|Film-Noir|Thriller,PG,A charming stranger takes seriously a chat about swapping murders.
        60,The Day the Earth Stood Still,1951,Drama|Sci-Fi,G,A visitor from space lands in Washington with a robot and a warning.
        61,Alice in Wonderland,1951,Adventure|Animation|Children|Fantasy|Musical,G,A bored girl follows a rabbit down a hole into a land of nonsense.
        62,Singin' in the Rain,1952,Comedy|Musical|Romance,G,Hollywood stumbles into sound films while a matinee idol falls for a chorus girl.
        63,High Noon,1952,Drama|Western,PG,A marshal abandoned by his town waits for the train that brings his enemies.
        64,Ikiru,1952,Drama,NR,A dying civil servant looks for one thing worth doing with the time he has left.
        65,Roman Holiday,1953,Comedy|Romance,NR,A sheltered princess slips away for a day in Rome with a reporter who knows her secret.
        66,Tokyo Story,1953,Drama,NR,An elderly couple visit their grown children in the city and find them too busy.
        67,Peter Pan,1953,Animation|Children|Fantasy|Musical,G,A boy who never grows up takes three children to an island of pirates.
        68,Shane,1953,Drama|Western,NR,A drifting gunfighter tries to settle down but must defend the homesteaders who took him in.
        69,Seven Samurai,1954,Action|Adventure|Drama,NR,Farmers hire seven masterless warriors to protect their village and its harvest from bandits.
        70,Rear Window,1954,Mystery|Thriller,PG,A photographer with a broken leg watches his neighbours and believes he has seen a murder.
        71,On the Waterfront,1954,Crime|Drama,NR,A washed-up boxer must decide whether to testify against the dockside mob.
        72,Dial M for Murder,1954,Crime|Mystery|Thriller,PG,A former tennis champion plans his wife's murder and must improvise when it fails.
        73,La Strada,1954,Drama,NR,A simple girl is sold to a brutish strongman who performs on the roads of Italy.
        74,Godzilla (Gojira),1954,Drama|Horror|Sci-Fi,NR,A giant creature woken by nuclear tests rises from the sea and lays waste to Tokyo.
        75,The Night of the Hunter,1955,Drama|Film-Noir|Thriller,NR,A murderous preacher pursues two children who know where stolen money is hidden.
        76,Rebel Without a Cause,1955,Drama,PG-13,"A troubled teenager in a new town finds friends, a rival and a tragic night."
        77,Lady and the Tramp,1955,Animation|Children|Comedy|Musical|Romance,G,A pampered spaniel and a stray from the wrong side of town share an adventure.
        78,The Searchers,1956,Drama|Western,NR,A hardened veteran spends years looking for the niece taken by a Comanche band.
        79,The Ten Commandments,1956,Adventure|Drama,G,"Moses, raised as an Egyptian prince, leads the enslaved Hebrews out of Egypt."
        80,Invasion of the Body Snatchers,1956,Horror|Sci-Fi|Thriller,NR,A doctor finds his neighbours being replaced by emotionless copies grown in pods.
        81,12 Angry Men,1957,Drama,NR,One juror asks the other eleven to think again before sending a boy to his death.
        82,The Seventh Seal,1957,Drama|Fantasy,NR,A knight home from the Crusades plays chess with Death while the plague spreads.
        83,The Bridge on the River Kwai,1957,Adventure|Drama|War,PG,A captured British colonel takes fatal pride in the bridge his men build for the enemy.
        84,Paths of Glory,1957,Drama|War,NR,A French officer defends soldiers tried for cowardice after an impossible attack.
        85,Vertigo,1958,Drama|Mystery|Romance|Thriller,PG,A retired detective afraid of heights becomes obsessed with the woman he was hired to follow.
        86,Touch of Evil,1958,Crime|Film-Noir|Thriller,PG-13,A border bombing sets a Mexican investigator against a corrupt American police captain.
        87,North by Northwest,1959,Action|Adventure|Mystery|Thriller,NR,An advertising man mistaken for a spy is chased across America.
        88,Some Like It Hot,1959,Comedy|Crime|Romance,NR,Two musicians who saw a gangland killing hide in an all-female band.
        89,Ben-Hur,1959,Action|Adventure|Drama,G,A Jewish prince betrayed into slavery seeks revenge in the chariot arena.
        90,The 400 Blows,1959,Crime|Drama,NR,A misunderstood Paris schoolboy drifts into petty crime and runs for the sea.
        91,Sleeping Beauty,1959,Animation|Children|Fantasy|Musical,G,Three fairies try to protect a princess from a curse laid at her christening.
        92,Rio Bravo,1959,Action|Drama|Western,NR,"A sheriff holds a murderer in jail with only a drunk, an old man and a boy to help."
        """#
}
