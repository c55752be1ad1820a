import Foundation
import Models
import TestSupport
import Testing

/// Counts and first rows as GroupLens publishes them.
@Suite struct `MovieLens files` {
    @Test(.enabled(if: TestData.has("ml-100k"), TestData.absence))
    func `100K has 100,000 ratings of 943 viewers and 1,682 films`() throws {
        let (collector, reports) = try collect(
            folder: TestData.folder.appending(path: "ml-100k"),
            [("u.item", .uItem), ("u.user", .uUser), ("u.data", .uData)])
        #expect(reports.map(\.accepted) == [1682, 943, 100_000])
        #expect(reports.allSatisfy { $0.rejectedCount == 0 })
        #expect(
            collector.movies[0]
                == Movie(
                    id: "1", title: "Toy Story", year: 1995, genres: ["Animation", "Children's", "Comedy"],
                    releaseDate: "1995-01-01"))
        #expect(collector.viewers[0] == Viewer(id: "1", age: 24, gender: "M", occupation: "technician"))
        let log = collector.log.build()
        #expect(log.users.count == 943 && log.items.count == 1682 && log.count == 100_000)
        #expect(collector.movies.contains { $0.title == "Les Misérables" && $0.year == 1995 })
    }

    @Test(.enabled(if: TestData.has("ml-1m"), TestData.absence))
    func `1M has 1,000,209 ratings of 6,040 viewers and 3,706 films`() throws {
        let (collector, reports) = try collect(
            folder: TestData.folder.appending(path: "ml-1m"),
            [("movies.dat", .moviesDat), ("users.dat", .usersDat), ("ratings.dat", .ratingsDat)])
        #expect(reports.map(\.accepted) == [3883, 6040, 1_000_209])
        let log = collector.log.build()
        #expect(log.users.count == 6040 && log.items.count == 3706)
        #expect(collector.viewers[0] == Viewer(id: "1", age: 1, gender: "F", occupation: "K-12 student"))
        #expect(collector.movies.contains { $0.title == "Les Misérables" })
        #expect(collector.movies.contains { $0.title == "Midaq Alley (El Callejón de los milagros)" })
        let first = (0..<log.entriesOfFirstUser).map(log.interaction(at:)).first { $0.item == "1193" }
        #expect(first?.value == 5)
    }

    @Test(.enabled(if: TestData.has("ml-latest-small"), TestData.absence))
    func `latest-small has 100,836 ratings of 610 viewers and 9,742 films`() throws {
        let folder = TestData.folder.appending(path: "ml-latest-small")
        let movies = try #require(TableFormat.csv(header: ["movieId", "title", "genres"]))
        let ratings = try #require(TableFormat.csv(header: ["userId", "movieId", "rating", "timestamp"]))
        let (collector, reports) = try collect(folder: folder, [("movies.csv", movies), ("ratings.csv", ratings)])
        #expect(reports.map(\.accepted) == [9742, 100_836])
        #expect(collector.log.build().users.count == 610)
        #expect(collector.log.rows.values.contains(0.5))
        #expect(collector.movies.first { $0.id == "11" }?.title == "The American President")
        #expect(collector.movies.first { $0.id == "73" }?.title == "Les Misérables")
        #expect(collector.movies.first { $0.id == "176601" } == Movie(id: "176601", title: "Black Mirror"))
    }

    @Test(.enabled(if: TestData.has("ml-100k"), TestData.absence))
    func `the global-time split of 100K has the warm viewers that the Python twin has`() throws {
        let (collector, _) = try collect(folder: TestData.folder.appending(path: "ml-100k"), [("u.data", .uData)])
        let split = Split(collector.log.build(), protocol: .globalTime)
        // Counted by pandas-free Python over u.data: items with ≥ 10 ratings; users with positives before and in the test.
        #expect(split.train.itemCount == 1152)
        func warm(_ trained: TrainingSet) -> Int {
            (0..<trained.userCount).count {
                split.test.entryCount(ofRow: $0) > 0 && trained.positives.entryCount(ofRow: $0) > 0
            }
        }
        #expect(warm(split.train) == 56)
        #expect(warm(split.refit) == 77)
    }
}

extension InteractionLog {
    /// How many events the first user has.
    fileprivate var entriesOfFirstUser: Int { rows.users.prefix { $0 == 0 }.count }
}
