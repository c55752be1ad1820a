#pragma once
#include "mq_solve.h"

// Every variant of the solving kernels, declared for the dispatcher.
// `factors` is the factor count, `side` the padded one.

#define MQ_SOLVE_DECLARE(suffix)                                                                               \
    void mq_solve_gram_##suffix(                                                                               \
        const float *rows, int64_t count, int64_t stride, int64_t factors, float *gram, float *scratch);       \
    int64_t mq_solve_als_rows_##suffix(                                                                        \
        const mq_als_half_step *step, int64_t first, int64_t end, float *scratch, double *sums);               \
    void mq_solve_cg_rows_##suffix(                                                                            \
        const mq_als_half_step *step, int64_t first, int64_t end, int64_t steps, float *scratch, double *sums); \
    void mq_solve_normal_##suffix(                                                                             \
        const mq_als_half_step *step, int64_t row, float *matrix, float *right, float *scratch);               \
    int mq_solve_cholesky_##suffix(float *matrix, float ridge, float *right, int64_t factors, float *scratch);

MQ_SOLVE_DECLARE(baseline)
#if defined(__x86_64__)
MQ_SOLVE_DECLARE(avx2)
MQ_SOLVE_DECLARE(avx512)
#endif

/// How many gathered rows stay in the first-level cache beside the matrix they are added to.
static inline int64_t mq_solve_gathered_rows(int64_t side) {
    const int64_t rows = 6144 / side;  // 24 KiB
    return rows < 16 ? 16 : rows > 256 ? 256 : rows;
}
