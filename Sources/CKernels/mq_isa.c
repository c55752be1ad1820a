#include "mq_isa.h"

mq_isa mq_isa_detect(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    const int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    const int avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
                       && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
    if (avx512 && __builtin_cpu_supports("avx512vnni")) return MQ_ISA_AVX512_VNNI;
    if (avx512) return MQ_ISA_AVX512;
    if (avx2) return MQ_ISA_AVX2;
#endif
    return MQ_ISA_BASELINE;
}
