import Testing

@Test func `the EndToEnd room builds`() {}
