import Models
import Testing

@Suite struct `Vector kernels` {
    static let lengths = [0, 1, 3, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 50, 64, 65, 128, 511, 512]

    @Test(arguments: InstructionSet.available)
    func `a dot product has the bits of its definition at every length`(set: InstructionSet) {
        var numbers = KernelNumbers(seed: 1)
        for length in Self.lengths {
            let (left, right) = (numbers.vector(length), numbers.vector(length))
            let expected = InstructionSet.dotReference(left, right)
            #expect(set.dot(left.span, right.span).bitPattern == expected.bitPattern, "length \(length)")
        }
    }

    @Test(arguments: InstructionSet.available)
    func `a dot product by hand`(set: InstructionSet) {
        let (left, right): ([Float], [Float]) = ([1, 2, 3, -4], [0.5, 10, -1, 2])
        #expect(set.dot(left.span, right.span) == 9.5)  // 0.5 + 20 - 3 - 8
    }

    @Test(arguments: InstructionSet.available)
    func `products are rounded before they are added`(set: InstructionSet) {
        // (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24; rounded, the last term is gone. Fused with -1 - 2^-11, it would survive.
        let left: [Float] = [-1 - 0x1p-11] + Array(repeating: 0, count: 15) + [1 + 0x1p-12]
        let right: [Float] = [1] + Array(repeating: 0, count: 15) + [1 + 0x1p-12]
        #expect(set.dot(left.span, right.span) == 0)
    }

    @Test(arguments: InstructionSet.available)
    func `adding a multiple has the bits of the plain loop`(set: InstructionSet) {
        var numbers = KernelNumbers(seed: 2)
        for length in Self.lengths {
            let source = numbers.vector(length)
            var target = numbers.vector(length)
            let expected = zip(target, source).map { $0 + Float(0.3) * $1 }
            var span = target.mutableSpan
            set.add(source.span, times: 0.3, to: &span)
            #expect(target == expected, "length \(length)")
        }
    }

    @Test(arguments: InstructionSet.available)
    func `norm and cosine by hand`(set: InstructionSet) {
        let (left, right): ([Float], [Float]) = ([3, 4], [4, 3])
        #expect(set.norm(left.span) == 5)
        #expect(set.cosine(left.span, right.span) == 24.0 / 25)
        #expect(set.cosine(left.span, [Float](repeating: 0, count: 2).span) == 0)
    }
}
