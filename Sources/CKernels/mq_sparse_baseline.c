// Plain four-lane vectors: SSE2 on x86-64, NEON on arm64, scalars elsewhere.
#define MQ_LANES 4
#define MQ_SUFFIX baseline
#include "mq_sparse_body.h"
