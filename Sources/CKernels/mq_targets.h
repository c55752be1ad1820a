#pragma once
// The processors the variants are compiled for; mq_isa says which may be called.

#if defined(__x86_64__)
#include <immintrin.h>
#define MQ_TARGET_AVX2 __attribute__((target("avx2,fma")))
#define MQ_TARGET_AVX512 __attribute__((target("avx2,fma,avx512f,avx512bw,avx512vl,avx512dq")))
#define MQ_TARGET_VNNI __attribute__((target("avx2,fma,avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))
#endif

/// For bodies that several variants share: each compiles them for its own processor.
#define MQ_INLINE static inline __attribute__((always_inline, unused))
