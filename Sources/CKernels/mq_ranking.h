#pragma once
// How the scans keep the best: append what beats the threshold, and now and then keep the best and raise it.
#include "mq_score.h"
#include "mq_targets.h"

/// How many newcomers a ranking gathers before it keeps the best. Small enough that the threshold follows the scan,
/// large enough that selecting costs little per newcomer.
MQ_INLINE int32_t mq_ranking_slack(int32_t limit) { return limit < 16 ? 16 : limit; }

/// The scans look at 64 items at a time: one word of the eligibility bits.
#define MQ_GROUP 64

MQ_INLINE uint64_t mq_key(float score, int32_t item) {
    const float plain = score + 0.0f;  // -0 and 0 are the same score
    uint32_t bits;
    __builtin_memcpy(&bits, &plain, sizeof bits);
    const uint32_t code = bits ^ ((bits >> 31) ? 0xFFFFFFFFu : 0x80000000u);
    return (uint64_t)code << 32 | (uint32_t)~(uint32_t)item;
}

MQ_INLINE void mq_ranking_begin(mq_ranking *ranking) {
    ranking->count = 0;
    ranking->scored = 0;
    ranking->threshold = __builtin_nanf("");
}

/// Whether another group might not fit, or it is time to raise the threshold.
MQ_INLINE int mq_ranking_is_full(const mq_ranking *ranking) {
    return ranking->count > ranking->limit + mq_ranking_slack(ranking->limit);
}

/// Keeps the best `limit` keys, all of which must be scored, and sets the threshold.
void mq_ranking_keep(mq_ranking *ranking);

/// The same, and sorts them, best first.
void mq_ranking_finish(mq_ranking *ranking);

/// Offers the scores of the items `first`... whose bit is set in `passing`; NaN is passed over.
MQ_INLINE void mq_ranking_offer(mq_ranking *ranking, const float *scores, uint64_t passing, int32_t first) {
    while (passing) {
        const int32_t place = __builtin_ctzll(passing);
        passing &= passing - 1;
        if (scores[place] == scores[place]) ranking->keys[ranking->count++] = mq_key(scores[place], first + place);
    }
    ranking->scored = ranking->count;
    if (mq_ranking_is_full(ranking)) mq_ranking_keep(ranking);
}

/// Which of `count` <= 64 scores are not below or at the threshold.
uint64_t mq_scores_above(mq_isa isa, const float *scores, int32_t count, float threshold);
