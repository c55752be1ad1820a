import Testing

@Test func `the Ops room builds`() {}
