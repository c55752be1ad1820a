#pragma once
#include "mq_dense.h"

// Every variant of the dense kernels, declared for the dispatcher.

#define MQ_DENSE_DECLARE(suffix)                                                                                      \
    void mq_dense_add_product_##suffix(                                                                               \
        float *target, int64_t target_stride, const float *left, int64_t left_stride, const float *right,             \
        int64_t rows, int64_t columns, int64_t depth);                                                                \
    void mq_dense_add_scaled_##suffix(float *target, const float *source, float scale, int64_t count);                \
    int mq_dense_invert_block_##suffix(double *matrix, int64_t side);

MQ_DENSE_DECLARE(baseline)
#if defined(__x86_64__)
MQ_DENSE_DECLARE(avx2)
MQ_DENSE_DECLARE(avx512)
#endif
