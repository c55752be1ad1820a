import Testing

@Test func `the Models room builds`() {}
