extension DemoFilms {
    /// The films that most of the simulated viewers have heard of: the head of the popularity curve.
    static let wellKnownTitles: Set<String> = [
        "The Shawshank Redemption", "The Godfather", "Pulp Fiction", "The Matrix", "Forrest Gump",
        "Star Wars: Episode IV - A New Hope",
        "Star Wars: Episode V - The Empire Strikes Back", "Star Wars: Episode VI - Return of the Jedi",
        "The Silence of the Lambs", "Jurassic Park", "Schindler's List", "Toy Story", "Fight Club",
        "Raiders of the Lost Ark",
        "The Lord of the Rings: The Fellowship of the Ring", "The Lord of the Rings: The Two Towers",
        "The Lord of the Rings: The Return of the King", "The Dark Knight", "Inception", "Back to the Future",
        "Terminator 2: Judgment Day", "The Lion King", "Saving Private Ryan", "Gladiator", "The Sixth Sense", "Alien",
        "American Beauty", "Titanic", "Finding Nemo", "Shrek", "Spirited Away",
        "Amélie (Le Fabuleux Destin d'Amélie Poulain)",
        "Se7en", "The Usual Suspects", "Goodfellas", "Memento", "Eternal Sunshine of the Spotless Mind", "WALL·E", "Up",
        "Interstellar", "The Avengers", "Avatar", "The Princess Bride", "E.T. the Extra-Terrestrial", "Jaws",
        "Casablanca",
        "Psycho", "The Wizard of Oz", "The Shining", "Blade Runner", "Monty Python and the Holy Grail", "Groundhog Day",
        "Pirates of the Caribbean: The Curse of the Black Pearl", "Harry Potter and the Sorcerer's Stone", "Spider-Man",
        "The Incredibles", "Parasite", "Get Out", "Mad Max: Fury Road", "Dune", "Barbie", "Oppenheimer",
        "Everything Everywhere All at Once", "Avengers: Endgame", "Joker", "Frozen", "La La Land", "Inside Out",
    ]
}
