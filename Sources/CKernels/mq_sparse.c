#include "mq_sparse.h"
#include "mq_sparse_variants.h"

#if defined(__x86_64__)
#define MQ_SPARSE_DISPATCH(name, ...)                      \
    (isa >= MQ_ISA_AVX512   ? name##_avx512(__VA_ARGS__)   \
     : isa >= MQ_ISA_AVX2   ? name##_avx2(__VA_ARGS__)     \
                            : name##_baseline(__VA_ARGS__))
#else
#define MQ_SPARSE_DISPATCH(name, ...) ((void)isa, name##_baseline(__VA_ARGS__))
#endif

void mq_sparse_rows(mq_isa isa, const mq_sparse_product *product, int64_t first, int64_t end) {
    MQ_SPARSE_DISPATCH(mq_sparse_rows, product, first, end);
}

void mq_tall_gram(mq_isa isa, const float *rows, int64_t count, int64_t stride, int64_t width, double *gram) {
    MQ_SPARSE_DISPATCH(mq_tall_gram, rows, count, stride, width, gram);
}

void mq_adam_step(
    mq_isa isa, const mq_adam *adam, float decay, const float *gradient, float *mean, float *square, float *values,
    int64_t count) {
    MQ_SPARSE_DISPATCH(mq_adam_step, adam, decay, gradient, mean, square, values, count);
}

void mq_adagrad_step(
    mq_isa isa, float rate, float decay, const float *gradient, float *squares, float *values, int64_t count) {
    MQ_SPARSE_DISPATCH(mq_adagrad_step, rate, decay, gradient, squares, values, count);
}
