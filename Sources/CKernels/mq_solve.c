#include "mq_solve.h"
#include "mq_solve_variants.h"

int64_t mq_solve_padded(int64_t factor_count) { return (factor_count + 15) / 16 * 16; }

int64_t mq_solve_scratch_count(int64_t factor_count) {
    const int64_t side = mq_solve_padded(factor_count);
    const int64_t gathered = mq_solve_gathered_rows(side);
    // matrix, gathered rows, inverted diagonal blocks, three vectors, two numbers a gathered row, alignment and a vector
    return side * side + gathered * side + 16 * side + 3 * side + 2 * gathered + 32;
}

#if defined(__x86_64__)
#define MQ_SOLVE_DISPATCH(name, ...)                                     \
    (isa >= MQ_ISA_AVX512   ? mq_solve_##name##_avx512(__VA_ARGS__)      \
     : isa >= MQ_ISA_AVX2   ? mq_solve_##name##_avx2(__VA_ARGS__)        \
                            : mq_solve_##name##_baseline(__VA_ARGS__))
#else
#define MQ_SOLVE_DISPATCH(name, ...) ((void)isa, mq_solve_##name##_baseline(__VA_ARGS__))
#endif

void mq_solve_gram(
    mq_isa isa, const float *rows, int64_t count, int64_t stride, int64_t factor_count, float *gram, float *scratch) {
    MQ_SOLVE_DISPATCH(gram, rows, count, stride, factor_count, gram, scratch);
}

int64_t mq_solve_als_rows(
    mq_isa isa, const mq_als_half_step *step, int64_t first, int64_t end, float *scratch, double *sums) {
    return MQ_SOLVE_DISPATCH(als_rows, step, first, end, scratch, sums);
}

void mq_solve_cg_rows(
    mq_isa isa, const mq_als_half_step *step, int64_t first, int64_t end, int64_t steps, float *scratch,
    double *sums) {
    MQ_SOLVE_DISPATCH(cg_rows, step, first, end, steps, scratch, sums);
}

void mq_solve_normal(
    mq_isa isa, const mq_als_half_step *step, int64_t row, float *matrix, float *right, float *scratch) {
    MQ_SOLVE_DISPATCH(normal, step, row, matrix, right, scratch);
}

int mq_solve_cholesky(
    mq_isa isa, float *matrix, float ridge, float *right, int64_t factor_count, float *scratch) {
    return MQ_SOLVE_DISPATCH(cholesky, matrix, ridge, right, factor_count, scratch);
}
