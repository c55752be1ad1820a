#include "mq_dense.h"
#include "mq_dense_variants.h"

#if defined(__x86_64__)
#define MQ_DENSE_DISPATCH(name, ...)                                     \
    (isa >= MQ_ISA_AVX512   ? mq_dense_##name##_avx512(__VA_ARGS__)      \
     : isa >= MQ_ISA_AVX2   ? mq_dense_##name##_avx2(__VA_ARGS__)        \
                            : mq_dense_##name##_baseline(__VA_ARGS__))
#else
#define MQ_DENSE_DISPATCH(name, ...) ((void)isa, mq_dense_##name##_baseline(__VA_ARGS__))
#endif

void mq_dense_add_product(
    mq_isa isa, float *target, int64_t target_stride, const float *left, int64_t left_stride, const float *right,
    int64_t rows, int64_t columns, int64_t depth) {
    MQ_DENSE_DISPATCH(add_product, target, target_stride, left, left_stride, right, rows, columns, depth);
}

void mq_dense_add_scaled(mq_isa isa, float *target, const float *source, float scale, int64_t count) {
    MQ_DENSE_DISPATCH(add_scaled, target, source, scale, count);
}

int mq_dense_invert_block(mq_isa isa, double *matrix, int64_t side) {
    return MQ_DENSE_DISPATCH(invert_block, matrix, side);
}
