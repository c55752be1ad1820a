import Testing

@Test func `the Actors room builds`() {}
