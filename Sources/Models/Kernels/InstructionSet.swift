package import CKernels

/// The instruction sets the kernels are compiled for, weakest first.
///
/// A value, chosen once where the process is put together and handed down, so that a run can be pinned: what
/// is trained differs in the last bits between sets. Scores do not: their rounding has one definition.
public enum InstructionSet: String, CaseIterable, Sendable, Comparable {
    /// Plain code, right on every processor.
    case baseline
    /// AVX2 with fused multiply-add: eight floats at a time.
    case avx2
    /// AVX-512: sixteen floats at a time.
    case avx512
    /// AVX-512 with int8 dot products.
    case avx512vnni

    /// The strongest this machine has.
    public static let detected = InstructionSet(kernel: mq_isa_detect())

    /// Those this machine has, weakest first.
    public static var available: [InstructionSet] { allCases.filter { $0 <= detected } }

    package var kernel: mq_isa {
        switch self {
        case .baseline: MQ_ISA_BASELINE
        case .avx2: MQ_ISA_AVX2
        case .avx512: MQ_ISA_AVX512
        case .avx512vnni: MQ_ISA_AVX512_VNNI
        }
    }

    private init(kernel: mq_isa) {
        switch kernel {
        case MQ_ISA_AVX512_VNNI: self = .avx512vnni
        case MQ_ISA_AVX512: self = .avx512
        case MQ_ISA_AVX2: self = .avx2
        default: self = .baseline
        }
    }

    public static func < (left: InstructionSet, right: InstructionSet) -> Bool {
        left.kernel.rawValue < right.kernel.rawValue
    }
}
