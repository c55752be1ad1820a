#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,fma"))), apply_to = function)
#define MQ_LANES 16
#define MQ_SUFFIX avx512
#include "mq_sparse_body.h"
#pragma clang attribute pop
#endif
