import Foundation
import Models
import TestSupport
import Testing

/// The real titles of MovieLens 1M, in Latin-1.
@Suite(.enabled(if: TestData.has("ml-1m/movies.dat"), TestData.absence)) struct MovieLensTitleTests {
    static let titles: [String] = {
        let bytes = (try? Data(contentsOf: TestData.folder.appending(path: "ml-1m/movies.dat"))) ?? Data()
        let text = String(decoding: bytes.flatMap { Array(String(Unicode.Scalar($0)).utf8) }, as: UTF8.self)
        return text.split(separator: "\n").map { String($0.components(separatedBy: "::")[1]) }
    }()
    static let index = TitleIndex(titles: titles, years: titles.map { _ in nil })

    @Test(arguments: [
        ("matrix", "Matrix, The (1999)"), ("godfather part 2", "Godfather: Part II, The (1974)"),
        ("star wars 5", "Star Wars: Episode V - The Empire Strikes Back (1980)"), ("se7en", "Seven (Se7en) (1995)"),
        ("seven", "Seven (Se7en) (1995)"), ("lord of rings", "Lord of the Rings, The (1978)"),
        ("shawshank redemtion", "Shawshank Redemption, The (1994)"), ("heat 1995", "Heat (1995)"),
        ("terminator two", "Terminator 2: Judgment Day (1991)"), ("mash", "M*A*S*H (1970)"),
        ("nenette et boni", "Nénette et Boni (1996)"), ("alien 3", "Alien³ (1992)"), ("rocky 4", "Rocky IV (1985)"),
        ("leon", "Professional, The (a.k.a. Leon: The Professional) (1994)"),
        ("12 monkeys", "Twelve Monkeys (1995)"), ("wizard oz", "Wizard of Oz, The (1939)"),
    ])
    func `a typed title finds the film`(query: String, title: String) {
        #expect(Self.index.search(query, limit: 1).first?.title == title)
    }

    @Test func `a title finds itself`() {
        #expect(Self.titles.count == 3_883)
        // Every twelfth, to be quick in debug builds.
        for title in stride(from: 0, to: Self.titles.count, by: 12).map({ Self.titles[$0] }) {
            #expect(Self.index.search(title, limit: 5).contains { $0.title == title }, "\(title)")
        }
    }
}
