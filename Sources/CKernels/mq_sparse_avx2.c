#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define MQ_LANES 8
#define MQ_SUFFIX avx2
#include "mq_sparse_body.h"
#pragma clang attribute pop
#endif
