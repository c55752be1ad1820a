#include "mq_ranking.h"

int32_t mq_ranking_room(int32_t limit) { return limit + mq_ranking_slack(limit) + MQ_GROUP; }

// MARK: Keeping the best

static void exchange(uint64_t *left, uint64_t *right) {
    const uint64_t held = *left;
    *left = *right;
    *right = held;
}

/// Sorts [low, high) descending; for few keys.
static void sort_by_insertion(uint64_t *keys, int32_t low, int32_t high) {
    for (int32_t next = low + 1; next < high; next++) {
        const uint64_t key = keys[next];
        int32_t place = next;
        for (; place > low && keys[place - 1] < key; place--) keys[place] = keys[place - 1];
        keys[place] = key;
    }
}

/// Splits [low, high), at least three keys, around the median of its first, middle and last: larger before it, smaller
/// after. Returns the median's place. Keys are distinct, as items are.
static int32_t split(uint64_t *keys, int32_t low, int32_t high) {
    const int32_t middle = low + (high - low) / 2, last = high - 1;
    if (keys[low] < keys[middle]) exchange(&keys[low], &keys[middle]);
    if (keys[middle] < keys[last]) exchange(&keys[middle], &keys[last]);
    if (keys[low] < keys[middle]) exchange(&keys[low], &keys[middle]);
    const uint64_t pivot = keys[middle];
    exchange(&keys[middle], &keys[last]);
    int32_t place = low;
    for (int32_t next = low; next < last; next++) {
        // Branch-free: which side a key falls on cannot be predicted.
        const uint64_t key = keys[next];
        keys[next] = keys[place];
        keys[place] = key;
        place += key > pivot;
    }
    exchange(&keys[place], &keys[last]);
    return place;
}

/// Puts the key that belongs at `target` there, larger ones before it, smaller ones after.
static void select_place(uint64_t *keys, int32_t count, int32_t target) {
    int32_t low = 0, high = count;
    while (high - low > 16) {
        const int32_t place = split(keys, low, high);
        if (place == target) return;
        if (place < target) low = place + 1; else high = place;
    }
    sort_by_insertion(keys, low, high);
}

static void sort(uint64_t *keys, int32_t low, int32_t high) {
    while (high - low > 16) {
        const int32_t place = split(keys, low, high);
        if (place - low < high - place) {  // recursing into the smaller half bounds the depth by log2
            sort(keys, low, place);
            low = place + 1;
        } else {
            sort(keys, place + 1, high);
            high = place;
        }
    }
    sort_by_insertion(keys, low, high);
}

void mq_ranking_keep(mq_ranking *ranking) {
    if (ranking->count < ranking->limit) return;
    select_place(ranking->keys, ranking->count, ranking->limit - 1);
    ranking->count = ranking->limit;
    ranking->scored = ranking->limit;
    ranking->threshold = mq_key_score(ranking->keys[ranking->limit - 1]);
}

void mq_ranking_finish(mq_ranking *ranking) {
    mq_ranking_keep(ranking);
    sort(ranking->keys, 0, ranking->count);
}

// MARK: Comparing with the threshold

static uint64_t scores_above_baseline(const float *scores, int32_t count, float threshold) {
    uint64_t above = 0;
    for (int32_t place = 0; place < count; place++) above |= (uint64_t)!(scores[place] <= threshold) << place;
    return above;
}

#if defined(__x86_64__)
MQ_TARGET_AVX2 static uint64_t scores_above_avx2(const float *scores, float threshold) {
    const __m256 bar = _mm256_set1_ps(threshold);
    uint64_t above = 0;
    for (int32_t place = 0; place < MQ_GROUP; place += 8) {
        const __m256 passes = _mm256_cmp_ps(_mm256_loadu_ps(scores + place), bar, _CMP_NLE_UQ);
        above |= (uint64_t)(uint32_t)_mm256_movemask_ps(passes) << place;
    }
    return above;
}

MQ_TARGET_AVX512 static uint64_t scores_above_avx512(const float *scores, float threshold) {
    const __m512 bar = _mm512_set1_ps(threshold);
    uint64_t above = 0;
    for (int32_t place = 0; place < MQ_GROUP; place += 16)
        above |= (uint64_t)_mm512_cmp_ps_mask(_mm512_loadu_ps(scores + place), bar, _CMP_NLE_UQ) << place;
    return above;
}
#endif

uint64_t mq_scores_above(mq_isa isa, const float *scores, int32_t count, float threshold) {
#if defined(__x86_64__)
    if (count == MQ_GROUP && isa >= MQ_ISA_AVX512) return scores_above_avx512(scores, threshold);
    if (count == MQ_GROUP && isa >= MQ_ISA_AVX2) return scores_above_avx2(scores, threshold);
#endif
    return scores_above_baseline(scores, count, threshold);
}

// MARK: Dense scores

MQ_INLINE void rank_group(
    const float *scores, int32_t first, uint64_t passing, const uint64_t *eligible, mq_ranking *ranking
) {
    passing &= eligible[first / MQ_GROUP];
    if (passing) mq_ranking_offer(ranking, scores + first, passing, first);
}

static void rank_baseline(const float *scores, int32_t from, int32_t count, const uint64_t *eligible,
                          mq_ranking *ranking) {
    for (int32_t first = from; first < count; first += MQ_GROUP) {
        const int32_t size = count - first < MQ_GROUP ? count - first : MQ_GROUP;
        rank_group(scores, first, scores_above_baseline(scores + first, size, ranking->threshold), eligible, ranking);
    }
}

#if defined(__x86_64__)
MQ_TARGET_AVX2 static void rank_avx2(const float *scores, int32_t whole, const uint64_t *eligible,
                                     mq_ranking *ranking) {
    for (int32_t first = 0; first < whole; first += MQ_GROUP)
        rank_group(scores, first, scores_above_avx2(scores + first, ranking->threshold), eligible, ranking);
}

MQ_TARGET_AVX512 static void rank_avx512(const float *scores, int32_t whole, const uint64_t *eligible,
                                         mq_ranking *ranking) {
    for (int32_t first = 0; first < whole; first += MQ_GROUP)
        rank_group(scores, first, scores_above_avx512(scores + first, ranking->threshold), eligible, ranking);
}
#endif

void mq_rank_scores(mq_isa isa, const float *scores, int32_t count, const uint64_t *eligible, mq_ranking *ranking) {
    mq_ranking_begin(ranking);
    int32_t whole = 0;
#if defined(__x86_64__)
    if (isa >= MQ_ISA_AVX2) whole = count / MQ_GROUP * MQ_GROUP;
    if (isa >= MQ_ISA_AVX512) rank_avx512(scores, whole, eligible, ranking);
    else if (isa >= MQ_ISA_AVX2) rank_avx2(scores, whole, eligible, ranking);
#endif
    rank_baseline(scores, whole, count, eligible, ranking);
    mq_ranking_finish(ranking);
}
