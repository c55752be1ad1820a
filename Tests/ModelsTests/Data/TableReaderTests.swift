import Models
import Testing

@Suite struct `Table reader` {
    @Test(arguments: [
        "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n",
        "\u{FEFF}USER_ID,ITEM_ID,EVENT_TYPE,EVENT_VALUE,TIMESTAMP\r\n1,31,rating,2.5,1260759144\r\n",
        "FeedbackType,UserId,ItemId,Value,Timestamp\nrating,1,31,2.5,2009-12-14T02:52:24Z\n",
        "user_id\titem_id\trating\ttimestamp\n1\t31\t2.5\t1260759144\n",
        "user;movie;stars;date\n1;31;2.5;2009-12-14 02:52:24\n",
        #"{"user_id":1,"movie_id":"31","type":"rating","value":2.5,"timestamp":1260759144000}"#,
        #"{"UserId":"1","ItemId":31,"FeedbackType":"rating","Value":2.5,"Timestamp":"2009-12-14T03:52:24+01:00"}"#,
    ])
    func `events are read under the names people use`(text: String) throws {
        let (collector, report) = try collect(csv: text)
        let expected = Interaction(user: "1", item: "31", kind: .rating, value: 2.5, timestamp: 1_260_759_144)
        #expect(collector.dataset().interactions == [expected])
        #expect(report.accepted == 1 && report.rejectedCount == 0)
    }

    @Test func `other feedback becomes the nearest kind`() throws {
        let text = """
            user,item,type,value,timestamp
            1,a,watch,42,5
            1,b,watch,,5
            1,c,click,,5
            1,d,skip,,5
            1,e,star,,5
            1,f,dance,,5
            """
        let (collector, report) = try collect(csv: text)
        let events = collector.dataset().interactions
        #expect(events.map(\.kind) == [.watch, .click, .click, .skip, .rating])
        #expect(events.map(\.value) == [42, 1, 1, 1, 5])
        #expect(report.rejected == [.unknownKind: 1])
    }

    @Test func `bad lines are quarantined with line and reason and stop nothing`() throws {
        let text = """
            userId,movieId,rating,timestamp
            1,31,2.5,1260759144
            1,31
            ,31,4,1260759144
            1,,4,1260759144
            1,32,15,1260759144
            1,33,good,1260759144
            1,34,4,yesterday
            1,35,4,-5
            2,31,4,1260759144
            """
        let (collector, report) = try collect(csv: text, chunkSize: 20)
        #expect(report.read == 9 && report.accepted == 2 && collector.log.rows.count == 2)
        #expect(report.firstRejected.map(\.line) == [3, 4, 5, 6, 7, 8, 9])
        #expect(
            report.firstRejected.map(\.reason) == [
                .wrongFieldCount, .missingUser, .missingItem, .ratingOutOfRange, .badNumber, .badTimestamp,
                .badTimestamp,
            ])
        #expect(report.firstRejected[0].excerpt == "1,31")
    }

    @Test func `only the first bad lines are kept`() throws {
        let text = "userId,movieId,rating\n" + String(repeating: "1,2,9\n", count: 500)
        let (_, report) = try collect(csv: text)
        #expect(report.rejected == [.ratingOutOfRange: 500])
        #expect(report.firstRejected.count == 10)
    }

    @Test func `a catalogue has quoted titles, years of their own and one-line texts`() throws {
        let text = """
            id,title,genre,overview
            1,"Good, the Bad and the Ugly, The (1966)","Western, Adventure","Three men, one ""treasure"".
            And a graveyard."
            2,Amélie,Comedy,
            3,,Drama,no title
            """
        let (collector, report) = try collect(csv: text)
        #expect(
            collector.movies == [
                Movie(
                    id: "1", title: "The Good, the Bad and the Ugly", year: 1966, genres: ["Western", "Adventure"],
                    overview: "Three men, one \"treasure\".\nAnd a graveyard."),
                Movie(id: "2", title: "Amélie", genres: ["Comedy"]),
            ])
        #expect(report.firstRejected == [RejectedLine(line: 5, reason: .missingTitle, excerpt: "3,,Drama,no title")])
    }

    @Test(arguments: ["1e300", "-1e300", "1e18", "99999", "N/A"])
    func `a year that is none is left out`(year: String) throws {
        let (collector, report) = try collect(csv: "id,title,year\n1,Heat,\(year)\n2,Alien (1979),\(year)\n")
        #expect(collector.movies.map(\.year) == [nil, 1979])
        #expect(report.accepted == 2)
    }

    @Test func `an id is the same however its line is written`() throws {
        let (json, _) = try collect(
            csv: #"{"user":"a\/\"b","item":"tt\/1"}"# + "\n" + #"{"user":"\u00e9","item":"tt/1"}"# + "\n")
        #expect(json.log.users.count == 2 && json.log.items.count == 1)
        let (csv, _) = try collect(csv: "user,item\n\"a/\"\"b\",tt/1\né,\"tt/1\"\n")
        #expect(json.dataset().interactions.map(\.user) == ["a/\"b", "é"])
        #expect(csv.dataset().interactions == json.dataset().interactions)
    }

    @Test func `JSON lines hold movies and viewers too`() throws {
        let movie =
            #"{"movie_id":7,"title":"Se\u0037en\nX","genres":["Crime","Drama"],"year":1995,"rated":"R","extra":{"a":[1]}}"#
        let (movies, _) = try collect(csv: movie)
        #expect(
            movies.movies == [
                Movie(id: "7", title: "Se7en\nX", year: 1995, genres: ["Crime", "Drama"], ageRating: "R")
            ])
        let (viewers, report) = try collect(
            csv: #"{"user_id":9,"age":32,"occupation":"artist","gender":"female"}"# + "\n{]\n")
        #expect(viewers.viewers == [Viewer(id: "9", age: 32, gender: "F", occupation: "artist")])
        #expect(report.rejected == [.unreadableLine: 1])
    }

    @Test func `Latin-1 and UTF-8 lines may stand in one file`() {
        let latin1 = Array("1::Mis".utf8) + [0xe9] + Array("rables, Les (1995)::Drama|Musical\n".utf8)
        let utf8 = Array("2::Amélie (2001)::Comedy\n".utf8)
        let (collector, _) = collect(latin1 + utf8, format: .moviesDat, chunkSize: 3)
        #expect(collector.movies.map(\.title) == ["Les Misérables", "Amélie"])
        #expect(collector.movies.map(\.year) == [1995, 2001])
        #expect(collector.movies[0].genres == ["Drama", "Musical"])
    }

    @Test func `events without time and out of order are counted`() throws {
        let (_, noTime) = try collect(csv: "user,item,rating\n1,2,3\n")
        #expect(noTime.withoutTime == 1)
        let (_, disordered) = try collect(csv: "user,item,rating,timestamp\n1,2,3,10\n2,2,3,5\n1,3,3,9\n")
        #expect(disordered.outOfOrder == 1 && disordered.withoutTime == 0)
    }

    @Test(arguments: ["a,b,c\n1,2,3\n", "hello\n", "{\"a\":1}\n", ""])
    func `files whose columns say nothing are refused`(text: String) {
        #expect(throws: (any Error).self) { try collect(csv: text) }
    }
}

@Suite struct `Data layouts` {
    @Test func `a folder is known by its file names`() {
        #expect(DataLayout.detect(fileNames: ["u.data", "u.item", "README"]) == .movieLens100K)
        #expect(DataLayout.detect(fileNames: ["movies.dat", "ratings.dat"]) == .movieLensDat)
        #expect(DataLayout.detect(fileNames: ["movies.csv", "ratings.csv", "tags.csv"]) == .movieLensCSV)
        #expect(DataLayout.detect(fileNames: ["feedback.jsonl"]) == .tables)
        #expect(DataLayout.detect(fileNames: ["notes.txt"]) == nil)
    }

    @Test func `movies are read before events`() {
        let files = DataLayout.movieLensDat.files(among: ["ratings.dat", "README", "movies.dat"])
        #expect(files.map(\.name) == ["movies.dat", "ratings.dat"])
    }
}
