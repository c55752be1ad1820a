#pragma once
#include <stdint.h>
#include "mq_isa.h"

// Learning to predict ratings: stochastic gradient descent, and the multiplicative steps of a non-negative factorisation.
//
// Rows of factors take `stride` floats, a multiple of 16; what lies behind the factors is zero and stays so.

/// Biased matrix factorisation: r ≈ mean + bu + bi + p·q. Entries are (user, item, rating), done in their order.
typedef struct mq_sgd {
    int64_t stride;
    float *users;             // [users × stride] p
    float *items;             // [items × stride] q
    float *user_biases;       // [users] bu
    float *item_biases;       // [items] bi
    const int32_t *entry_users;
    const int32_t *entry_items;
    const float *ratings;
    float mean;
    float rate;               // of the factors
    float penalty;
    float bias_rate;
    float bias_penalty;
} mq_sgd;

/// One step for each of the entries first..<end, with e = r − estimate, all from the numbers before the step:
///
///     bu += bias_rate · (e − bias_penalty · bu)      p += rate · (e · q − penalty · p)      items likewise
///
/// Returns the sum of e².
double mq_sgd_run(mq_isa isa, const mq_sgd *job, int64_t first, int64_t end);

/// SVD++: r ≈ mean + bu + bi + q·(p + |N|^−½ Σ y over the films N that the viewer rated).
typedef struct mq_svdpp {
    int64_t stride;
    float *users;             // [users × stride] p
    float *items;             // [items × stride] q
    float *implicit;          // [items × stride] y
    float *user_biases;
    float *item_biases;
    const int64_t *offsets;   // [users + 1]
    const int32_t *columns;
    const float *ratings;
    float mean;
    float rate;
    float penalty;
    float bias_rate;
    float bias_penalty;
} mq_svdpp;

/// One step for each rating of the viewers first..<end, in order. `scratch` has room for 2 · stride floats.
///
/// A step adds rate · (e · q / √|N| − penalty · y) to every y of the viewer's films. Their sum follows from the sum
/// before it, and each y from how it was when the viewer's turn began, so they are written once a viewer and not once a
/// rating: the same numbers but for rounding, in O(|N|) instead of O(|N|²).
///
/// Returns the sum of e².
double mq_svdpp_run(mq_isa isa, const mq_svdpp *job, int64_t first, int64_t end, float *scratch);

/// One side of a non-negative factorisation r ≈ mean + own bias + other bias + own · other.
typedef struct mq_nmf {
    int64_t stride;
    const float *own;         // [rows × stride] as they were
    const float *other;       // [columns × stride] as they were
    float *next;              // [rows × stride] as they become
    const float *own_biases;
    const float *other_biases;
    const int64_t *offsets;   // [rows + 1]
    const int32_t *columns;
    const float *ratings;
    float mean;
    float penalty;
} mq_nmf;

/// The multiplicative step (Lee and Seung 2001; Luo et al. 2014) for rows first..<end; a row without ratings stays:
///
///     next = own · Σ r · other / (Σ estimate · other + |row| · penalty · own)
///
/// Returns the sum of e² before the step.
double mq_nmf_run(mq_isa isa, const mq_nmf *job, int64_t first, int64_t end, float *scratch);
