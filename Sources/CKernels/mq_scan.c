#include "mq_scan.h"

/// Offers the rows `first`..., at most 64, to one request.
static void scan_group(mq_isa isa, const mq_items *items, mq_request *request, int32_t first) {
    const uint64_t eligible = request->eligible[first / MQ_GROUP];
    if (!eligible) return;
    const int32_t size = items->count - first < MQ_GROUP ? items->count - first : MQ_GROUP;
    float scores[MQ_GROUP];
    mq_dot_rows(isa, request->user, items->rows + (size_t)first * items->factors, items->factors, size, scores);
    if (request->bias) mq_add_scaled(isa, request->bias_weight, request->bias + first, scores, size);
    const uint64_t passing = eligible & mq_scores_above(isa, scores, size, request->ranking.threshold);
    if (passing) mq_ranking_offer(&request->ranking, scores, passing, first);
}

void mq_scan_rows(mq_isa isa, const mq_items *items, mq_request **requests, int32_t request_count) {
    for (int32_t first = 0; first < items->count; first += MQ_GROUP)
        for (int32_t user = 0; user < request_count; user++) scan_group(isa, items, requests[user], first);
}

void mq_top(mq_isa isa, const mq_items *items, mq_request *requests, int32_t request_count) {
    mq_request *coded[MQ_TOP_REQUESTS], *plain[MQ_TOP_REQUESTS];
    int32_t coded_count = 0, plain_count = 0;
    const int has_codes = items->codes && isa >= MQ_ISA_AVX2;
    for (int32_t user = 0; user < request_count; user++) {
        mq_ranking_begin(&requests[user].ranking);
        if (has_codes && mq_codes_prepare(items, &requests[user])) coded[coded_count++] = &requests[user];
        else plain[plain_count++] = &requests[user];
    }
    mq_scan_rows(isa, items, plain, plain_count);
    mq_scan_codes(isa, items, coded, coded_count);
    for (int32_t user = 0; user < request_count; user++) mq_ranking_finish(&requests[user].ranking);
}
