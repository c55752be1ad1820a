import Testing

@Test func `the Gateway room builds`() {}
