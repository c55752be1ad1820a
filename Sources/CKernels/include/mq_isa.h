#pragma once
#include <stdint.h>

/// The instruction sets a kernel may be compiled for, weakest first. A kernel that has no variant for a set
/// uses the next weaker one it has.
typedef enum mq_isa {
    MQ_ISA_BASELINE = 0,
    MQ_ISA_AVX2 = 1,        // AVX2 + FMA
    MQ_ISA_AVX512 = 2,      // AVX-512 F/BW/VL/DQ
    MQ_ISA_AVX512_VNNI = 3  // the same with VNNI (int8 dot products)
} mq_isa;

/// The strongest set this processor and operating system offer. Cheap; the answer never changes.
mq_isa mq_isa_detect(void);
