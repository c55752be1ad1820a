#pragma once
#include <stddef.h>
#include <stdint.h>

#include "mq_isa.h"

// Scoring: dot products, and the best items of a catalogue for one or many users.
//
// THE SCORE OF AN ITEM has one definition, on every processor, to the last bit:
//   lane[l] = sum over j of user[16j + l] * row[16j + l], in rising j, each product rounded, then each sum
//   dot     = the lanes added pairwise: l with l + 8, then with l + 4, l + 2, l + 1
//   score   = dot + bias * bias_weight        (the product rounded, then the sum; no bias: the dot)
// No fused multiply-add takes part, so the plain twin, AVX2 and AVX-512 agree. Faster ways may find the
// candidates, but what is compared and returned is always this.

// MARK: Vectors

/// The dot product above of two vectors of `count`.
float mq_dot(mq_isa isa, const float *left, const float *right, int32_t count);

/// scores[r] = dot(user, row r) for the row-major `rows` [row_count, factors].
void mq_dot_rows(mq_isa isa, const float *user, const float *rows, int32_t factors, int32_t row_count, float *scores);

/// target[i] += scale * source[i], product and sum rounded apart.
void mq_add_scaled(mq_isa isa, float scale, const float *source, float *target, int32_t count);

// MARK: Rankings

/// The best keys seen so far. A key is a score and an item so encoded that larger means earlier in the list:
/// score descending, then item number ascending.
typedef struct mq_ranking {
    uint64_t *keys;     // [mq_ranking_room(limit)]; after a call the answer, best first
    int32_t limit;      // how many are wanted, >= 1
    int32_t count;      // how many are held; after a call the length of the answer
    int32_t scored;     // of them, how many are keys; the rest are item numbers whose score is still to be computed
    float threshold;    // what is not above it cannot enter; NaN while fewer than `limit` are known
} mq_ranking;

/// How many keys a ranking of `limit` needs room for.
int32_t mq_ranking_room(int32_t limit);

/// The item number of a key.
static inline int32_t mq_key_item(uint64_t key) { return (int32_t)~(uint32_t)key; }

/// The score of a key. (-0 comes back as 0.)
static inline float mq_key_score(uint64_t key) {
    const uint32_t code = (uint32_t)(key >> 32);
    const uint32_t bits = code ^ ((code >> 31) ? 0x80000000u : 0xFFFFFFFFu);
    float score;
    __builtin_memcpy(&score, &bits, sizeof score);
    return score;
}

/// Ranks `count` scores that exist already; NaN is passed over.
/// `eligible` has a bit for each item, those at and above `count` 0.
void mq_rank_scores(mq_isa isa, const float *scores, int32_t count, const uint64_t *eligible, mq_ranking *ranking);

// MARK: Catalogues

/// The items to rank.
typedef struct mq_items {
    const float *rows;     // [count, factors] row-major
    int32_t count;
    int32_t factors;
    const uint8_t *codes;  // made by mq_codes_pack, or NULL
    float ratio;           // from mq_codes_pack
    float largest_norm;    // from mq_codes_pack
} mq_items;

/// One user's question, and room for the answer.
typedef struct mq_request {
    const float *user;         // [factors]
    const float *bias;         // [items] or NULL
    float bias_weight;
    const uint64_t *eligible;  // a bit for each item, those at and above the count 0
    mq_ranking ranking;        // in: keys, limit; out: keys, count
    // The rest is the scan's own.
    int8_t *codes;             // [factors rounded up to 4], room given by the caller
    float step;                // user[f] is about codes[f] * step
    float reach;               // times an item's radius: how far off the approximate dot can be
    int32_t offset;            // what the unsigned item codes add too much, negated
} mq_request;

/// The most requests one call of mq_top takes.
#define MQ_TOP_REQUESTS 32

/// The exact best items for each of `request_count` <= MQ_TOP_REQUESTS users in one pass over the catalogue.
/// With codes, an int8 scan finds the candidates and the score above decides; answers never depend on the way.
void mq_top(mq_isa isa, const mq_items *items, mq_request *requests, int32_t request_count);

/// How many bytes mq_codes_pack writes.
size_t mq_codes_size(int32_t items, int32_t factors);

/// The most factors codes are made for: beyond, a sum of products of codes is no exact float any more.
#define MQ_CODES_FACTORS 1024

/// Packs row-major `rows` [items, factors] as int8 codes for mq_top, and sets `ratio` and `largest_norm`.
/// `norms` is working space, [2 * items].
void mq_codes_pack(mq_isa isa, const float *rows, int32_t items, int32_t factors, float *norms, uint8_t *codes,
                   float *ratio, float *largest_norm);
