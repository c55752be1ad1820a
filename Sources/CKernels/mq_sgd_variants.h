#pragma once
#include "mq_sgd.h"

// Every variant of the rating kernels, declared for the dispatcher.

#define MQ_SGD_DECLARE(suffix)                                                                                  \
    double mq_sgd_run_##suffix(const mq_sgd *job, int64_t first, int64_t end);                                  \
    double mq_svdpp_run_##suffix(const mq_svdpp *job, int64_t first, int64_t end, float *scratch);              \
    double mq_nmf_run_##suffix(const mq_nmf *job, int64_t first, int64_t end, float *scratch);

MQ_SGD_DECLARE(baseline)
#if defined(__x86_64__)
MQ_SGD_DECLARE(avx2)
MQ_SGD_DECLARE(avx512)
#endif
