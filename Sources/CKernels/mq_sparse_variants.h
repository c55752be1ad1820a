#pragma once
#include "mq_sparse.h"

// Every variant of the sparse kernels, declared for the dispatcher.

#define MQ_SPARSE_DECLARE(suffix)                                                                           \
    void mq_sparse_rows_##suffix(const mq_sparse_product *product, int64_t first, int64_t end);             \
    void mq_adam_step_##suffix(                                                                             \
        const mq_adam *adam, float decay, const float *gradient, float *mean, float *square, float *values, \
        int64_t count);                                                                                     \
    void mq_adagrad_step_##suffix(                                                                          \
        float rate, float decay, const float *gradient, float *squares, float *values, int64_t count);      \
    void mq_tall_gram_##suffix(                                                                             \
        const float *rows, int64_t count, int64_t stride, int64_t width, double *gram);

MQ_SPARSE_DECLARE(baseline)
#if defined(__x86_64__)
MQ_SPARSE_DECLARE(avx2)
MQ_SPARSE_DECLARE(avx512)
#endif
