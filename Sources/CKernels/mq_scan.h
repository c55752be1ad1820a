#pragma once
// The two ways over a catalogue. Both answer every request exactly; see mq_top.
#include "mq_ranking.h"

/// Scores every row by its definition, 64 rows at a time for all requests, so that rows are read once.
void mq_scan_rows(mq_isa isa, const mq_items *items, mq_request **requests, int32_t request_count);

/// Whether codes can bound this user's scores; if so, makes the user's codes.
int mq_codes_prepare(const mq_items *items, mq_request *request);

/// Finds by int8 codes the few items that may be among the best, and scores those by definition.
/// Needs AVX2 at least, and requests that mq_codes_prepare accepted.
void mq_scan_codes(mq_isa isa, const mq_items *items, mq_request **requests, int32_t request_count);

/// The score of `item` by definition.
MQ_INLINE float mq_score(mq_isa isa, const mq_items *items, const mq_request *request, int32_t item) {
#pragma STDC FP_CONTRACT OFF
    const float dot = mq_dot(isa, request->user, items->rows + (size_t)item * items->factors, items->factors);
    if (!request->bias) return dot;
    const float bias = request->bias[item] * request->bias_weight;
    return dot + bias;
}
