// The rating kernels, written once over vectors of MQ_LANES floats; each variant defines the width and includes this.
//
//   MQ_LANES   floats in a vector, a divisor of 16
//   MQ_SUFFIX  the variant's name

#include <math.h>
#include <string.h>
#include "mq_sgd_variants.h"

#define MQ_PASTE2(a, b) a##b
#define MQ_PASTE(a, b) MQ_PASTE2(a, b)
#define MQ_EXPORT(name) MQ_PASTE(name, MQ_SUFFIX)
#define MQ_INLINE static inline __attribute__((always_inline))
#define MQ_UNROLL _Pragma("clang loop unroll(full)")

/// MQ_LANES floats; may be read from and written to any address that a float may have.
typedef float lanes __attribute__((ext_vector_type(MQ_LANES), aligned(4)));

MQ_INLINE lanes load(const float *from) { return *(const lanes *)from; }
MQ_INLINE void store(float *to, lanes value) { *(lanes *)to = value; }

/// The sum of all lanes.
MQ_INLINE float total(lanes value) {
#pragma clang fp reassociate(on)
    float sum = 0;
    MQ_UNROLL for (int lane = 0; lane < MQ_LANES; lane++) sum += value[lane];
    return sum;
}

// MARK: Biased matrix factorisation

/// `stride` is a constant where this is inlined for the usual sizes, so that both rows live in registers.
MQ_INLINE double sgd(const mq_sgd *job, int64_t first, int64_t end, int64_t stride) {
    const float keep = 1 - job->rate * job->penalty;
    double squares = 0;
    for (int64_t entry = first; entry < end; entry++) {
        const int64_t user = job->entry_users[entry], item = job->entry_items[entry];
        float *p = job->users + user * stride, *q = job->items + item * stride;
        lanes sums = (lanes)0.0f;
        for (int64_t k = 0; k < stride; k += MQ_LANES) sums += load(p + k) * load(q + k);
        float *bu = job->user_biases + user, *bi = job->item_biases + item;
        const float error = job->ratings[entry] - (job->mean + *bu + *bi + total(sums));
        squares += (double)error * error;
        *bu += job->bias_rate * (error - job->bias_penalty * *bu);
        *bi += job->bias_rate * (error - job->bias_penalty * *bi);
        const lanes kept = (lanes)keep, step = (lanes)(job->rate * error);
        for (int64_t k = 0; k < stride; k += MQ_LANES) {
            const lanes x = load(p + k), y = load(q + k);
            store(p + k, kept * x + step * y);
            store(q + k, kept * y + step * x);
        }
    }
    return squares;
}

double MQ_EXPORT(mq_sgd_run_)(const mq_sgd *job, int64_t first, int64_t end) {
    switch (job->stride) {
    case 16: return sgd(job, first, end, 16);
    case 32: return sgd(job, first, end, 32);
    case 64: return sgd(job, first, end, 64);
    case 112: return sgd(job, first, end, 112);
    case 128: return sgd(job, first, end, 128);
    default: return sgd(job, first, end, job->stride);
    }
}

// MARK: SVD++

double MQ_EXPORT(mq_svdpp_run_)(const mq_svdpp *job, int64_t first, int64_t end, float *scratch) {
    const int64_t stride = job->stride;
    const float keep = 1 - job->rate * job->penalty;
    float *said = scratch;            // |N|^−½ Σ y, as it is now
    float *change = scratch + stride; // what each y has gained since the viewer's turn began
    double squares = 0;
    for (int64_t user = first; user < end; user++) {
        const int64_t start = job->offsets[user], stop = job->offsets[user + 1];
        if (start == stop) continue;
        const float scale = 1 / sqrtf((float)(stop - start));
        memset(scratch, 0, 2 * (size_t)stride * sizeof(float));
        for (int64_t entry = start; entry < stop; entry++) {
            const float *y = job->implicit + (int64_t)job->columns[entry] * stride;
            for (int64_t k = 0; k < stride; k += MQ_LANES) store(said + k, load(said + k) + load(y + k));
        }
        for (int64_t k = 0; k < stride; k += MQ_LANES) store(said + k, load(said + k) * (lanes)scale);
        float *p = job->users + user * stride, *bu = job->user_biases + user;
        float faded = 1;              // what a y has kept of itself since then
        for (int64_t entry = start; entry < stop; entry++) {
            const int64_t item = job->columns[entry];
            float *q = job->items + item * stride, *bi = job->item_biases + item;
            lanes sums = (lanes)0.0f;
            for (int64_t k = 0; k < stride; k += MQ_LANES) sums += (load(p + k) + load(said + k)) * load(q + k);
            const float error = job->ratings[entry] - (job->mean + *bu + *bi + total(sums));
            squares += (double)error * error;
            *bu += job->bias_rate * (error - job->bias_penalty * *bu);
            *bi += job->bias_rate * (error - job->bias_penalty * *bi);
            const lanes kept = (lanes)keep, step = (lanes)(job->rate * error), share = step * (lanes)scale;
            for (int64_t k = 0; k < stride; k += MQ_LANES) {
                const lanes own = load(p + k), sum = load(said + k), other = load(q + k);
                store(p + k, kept * own + step * other);
                store(said + k, kept * sum + step * other);
                store(change + k, kept * load(change + k) + share * other);
                store(q + k, kept * other + step * (own + sum));
            }
            faded *= keep;
        }
        for (int64_t entry = start; entry < stop; entry++) {
            float *y = job->implicit + (int64_t)job->columns[entry] * stride;
            for (int64_t k = 0; k < stride; k += MQ_LANES) {
                store(y + k, (lanes)faded * load(y + k) + load(change + k));
            }
        }
    }
    return squares;
}

// MARK: Non-negative factors

double MQ_EXPORT(mq_nmf_run_)(const mq_nmf *job, int64_t first, int64_t end, float *scratch) {
    const int64_t stride = job->stride;
    float *above = scratch, *below = scratch + stride;
    double squares = 0;
    for (int64_t row = first; row < end; row++) {
        const int64_t start = job->offsets[row], stop = job->offsets[row + 1];
        const float *own = job->own + row * stride;
        float *next = job->next + row * stride;
        memset(scratch, 0, 2 * (size_t)stride * sizeof(float));
        const float bias = job->mean + job->own_biases[row];
        for (int64_t entry = start; entry < stop; entry++) {
            const int64_t column = job->columns[entry];
            const float *other = job->other + column * stride;
            lanes sums = (lanes)0.0f;
            for (int64_t k = 0; k < stride; k += MQ_LANES) sums += load(own + k) * load(other + k);
            const float rating = job->ratings[entry], estimate = bias + job->other_biases[column] + total(sums);
            squares += ((double)rating - estimate) * ((double)rating - estimate);
            for (int64_t k = 0; k < stride; k += MQ_LANES) {
                const lanes factors = load(other + k);
                store(above + k, load(above + k) + (lanes)rating * factors);
                store(below + k, load(below + k) + (lanes)estimate * factors);
            }
        }
        const float weight = (float)(stop - start) * job->penalty;
        for (int64_t k = 0; k < stride; k++) {
            const float divisor = below[k] + weight * own[k];
            next[k] = start < stop && divisor > 0 ? own[k] * above[k] / divisor : own[k];
        }
    }
    return squares;
}
