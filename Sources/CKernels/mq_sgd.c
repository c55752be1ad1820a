#include "mq_sgd.h"
#include "mq_sgd_variants.h"

#if defined(__x86_64__)
#define MQ_SGD_DISPATCH(name, ...)                                  \
    (isa >= MQ_ISA_AVX512   ? mq_##name##_run_avx512(__VA_ARGS__)   \
     : isa >= MQ_ISA_AVX2   ? mq_##name##_run_avx2(__VA_ARGS__)     \
                            : mq_##name##_run_baseline(__VA_ARGS__))
#else
#define MQ_SGD_DISPATCH(name, ...) ((void)isa, mq_##name##_run_baseline(__VA_ARGS__))
#endif

double mq_sgd_run(mq_isa isa, const mq_sgd *job, int64_t first, int64_t end) {
    return MQ_SGD_DISPATCH(sgd, job, first, end);
}

double mq_svdpp_run(mq_isa isa, const mq_svdpp *job, int64_t first, int64_t end, float *scratch) {
    return MQ_SGD_DISPATCH(svdpp, job, first, end, scratch);
}

double mq_nmf_run(mq_isa isa, const mq_nmf *job, int64_t first, int64_t end, float *scratch) {
    return MQ_SGD_DISPATCH(nmf, job, first, end, scratch);
}
