import Models
import Ops
import Testing

@Suite struct DemoTitleSearchTests {
    static let index = {
        let movies = DemoDataSet.movies()
        return TitleIndex(titles: movies.map(\.title), years: movies.map(\.year))
    }()

    @Test(arguments: [
        ("matrix", "The Matrix"), ("Matrix, The", "The Matrix"), ("godfather part 2", "The Godfather: Part II"),
        ("amelie", "Amélie (Le Fabuleux Destin d'Amélie Poulain)"),
        ("le fabuleux destin", "Amélie (Le Fabuleux Destin d'Amélie Poulain)"),
        ("star wars 5", "Star Wars: Episode V - The Empire Strikes Back"), ("seven", "Se7en"), ("se7en", "Se7en"),
        ("lord of rings", "The Lord of the Rings: The Fellowship of the Ring"),
        ("shawshank redemtion", "The Shawshank Redemption"), ("terminator two", "Terminator 2: Judgment Day"),
        ("heat 1995", "Heat"), ("mash", "M*A*S*H"), ("walle", "WALL·E"), ("king kong 2005", "King Kong"),
        ("dune 2", "Dune: Part Two"), ("2001", "2001: A Space Odyssey"),
    ])
    func `a typed title finds the film`(query: String, title: String) {
        #expect(Self.index.search(query, limit: 1).first?.title == title)
    }

    @Test func `every film is found by its own title and year`() {
        for (number, movie) in DemoDataSet.movies().enumerated() {
            let match = Self.index.search("\(movie.title) \(movie.year!)", limit: 1).first
            #expect(match?.index == number, "\(movie.title)")
        }
    }
}
