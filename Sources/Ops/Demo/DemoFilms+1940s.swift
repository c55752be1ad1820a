extension DemoFilms {
    /// The films of the 1940s, as CSV with a header line.
    static let films1940s = #"""
        id,title,year,genres,age_rating,overview
        29,Rebecca,1940,Drama|Mystery|Romance|Thriller,NR,A timid bride finds her husband's mansion ruled by the memory of his first wife.
        30,The Great Dictator,1940,Comedy|Drama|War,G,A Jewish barber is the double of the tyrant who persecutes his people.
        31,Pinocchio,1940,Animation|Children|Fantasy|Musical,G,A wooden puppet must prove himself brave and honest to become a real boy.
        32,Fantasia,1940,Animation|Children|Fantasy|Musical,G,"Pieces of classical music become animated scenes, from a sorcerer's apprentice to dancing hippos."
        33,The Philadelphia Story,1940,Comedy|Romance,NR,On the eve of her wedding a socialite is thrown together with her ex-husband and a reporter.
        34,His Girl Friday,1940,Comedy|Romance,NR,A newspaper editor uses a breaking story to keep his star reporter from remarrying.
        35,The Grapes of Wrath,1940,Drama,NR,A farming family driven from Oklahoma seeks work and dignity in California.
        36,Citizen Kane,1941,Drama|Mystery,PG,Reporters piece together a press baron's life to learn the meaning of his last word.
        37,The Maltese Falcon,1941,Crime|Film-Noir|Mystery,NR,A private detective is drawn among liars who will kill for a jewelled statuette.
        38,Dumbo,1941,Animation|Children|Drama|Musical,G,A baby circus elephant mocked for his huge ears learns what they are good for.
        39,Casablanca,1942,Drama|Romance|War,PG,A bitter nightclub owner in wartime Morocco must choose between his lost love and her cause.
        40,Bambi,1942,Animation|Children|Drama,G,"A young deer grows up in the forest, learning joy, loss and the danger of man."
        41,Shadow of a Doubt,1943,Crime|Film-Noir|Thriller,PG,A small-town girl begins to suspect that her adored uncle is a murderer.
        42,Double Indemnity,1944,Crime|Drama|Film-Noir,NR,An insurance salesman and a client's wife plot the perfect accident and cannot trust each other.
        43,Brief Encounter,1945,Drama|Romance,NR,Two married strangers meet at a railway station and fall into an impossible love.
        44,It's a Wonderful Life,1946,Children|Drama|Fantasy|Romance,PG,An angel shows a despairing man what his town would be had he never lived.
        45,Notorious,1946,Film-Noir|Romance|Thriller,NR,An agent sends the woman he loves to marry a Nazi conspirator in Rio.
        46,The Big Sleep,1946,Crime|Film-Noir|Mystery,NR,A private eye hired over a blackmail note sinks into a rich family's web of murder.
        47,Beauty and the Beast (La Belle et la Bête),1946,Drama|Fantasy|Romance,NR,To save her father a young woman lives in the enchanted castle of a gentle monster.
        48,Miracle on 34th Street,1947,Children|Comedy|Drama,NR,A department store Santa who says he is the real one must prove it in court.
        49,Bicycle Thieves,1948,Drama,NR,A poor father and his son search Rome for the stolen bicycle his job depends on.
        50,The Red Shoes,1948,Drama|Musical|Romance,NR,A ballerina is torn between a composer's love and an impresario's demand for art alone.
        51,The Treasure of the Sierra Madre,1948,Adventure|Drama|Western,NR,Gold turns three down-and-out prospectors in Mexico against one another.
        52,The Third Man,1949,Film-Noir|Mystery|Thriller,NR,A writer in divided Vienna learns that his dead friend was not what he seemed.
        """#
}
