// The sparse kernels, written once over vectors of MQ_LANES floats; each variant defines the width and includes this.
//
//   MQ_LANES   floats in a vector, a divisor of 16
//   MQ_SUFFIX  the variant's name

#include "mq_sparse_variants.h"

#define MQ_PASTE2(a, b) a##b
#define MQ_PASTE(a, b) MQ_PASTE2(a, b)
#define MQ_EXPORT(name) MQ_PASTE(name, MQ_SUFFIX)
#define MQ_INLINE static inline __attribute__((always_inline))
#define MQ_UNROLL _Pragma("clang loop unroll(full)")

/// MQ_LANES floats; may be read from and written to any address that a float may have.
typedef float lanes __attribute__((ext_vector_type(MQ_LANES), aligned(4)));
/// The same number of bytes as doubles.
typedef double wide __attribute__((ext_vector_type(MQ_LANES / 2), aligned(8)));
typedef float half __attribute__((ext_vector_type(MQ_LANES / 2), aligned(4)));

/// How many entries ahead a row of the dense matrix is asked for: enough to hide a fetch from the outer cache.
#define MQ_AHEAD 6

/// Columns from..<from + 16 · blocks of one row; the sums live in registers.
MQ_INLINE void row_slice(const mq_sparse_product *p, int64_t row, int64_t from, const int blocks) {
    const int64_t begin = p->offsets[row], end = p->offsets[row + 1];
    lanes sums[16 * 4 / MQ_LANES];
    const int count = 16 * blocks / MQ_LANES;
    const int64_t place = p->rows ? p->rows[row] : row;
    const float *base = p->base ? p->base + place * p->stride + from : 0;
    MQ_UNROLL for (int l = 0; l < 64 / MQ_LANES; l++) {
        if (l < count) sums[l] = base ? *(const lanes *)(base + l * MQ_LANES) : (lanes)0.0f;
    }
    for (int64_t e = begin; e < end; e++) {
        const float *source = p->dense + (int64_t)p->columns[e] * p->stride + from;
        const int64_t ahead = e + MQ_AHEAD < end ? e + MQ_AHEAD : end - 1;
        const float *next = p->dense + (int64_t)p->columns[ahead] * p->stride + from;
        MQ_UNROLL for (int b = 0; b < 4; b++) {
            if (b < blocks) __builtin_prefetch(next + b * 16);
        }
        const lanes weight = (lanes)p->weights[e];
        MQ_UNROLL for (int l = 0; l < 64 / MQ_LANES; l++) {
            if (l < count) sums[l] += weight * *(const lanes *)(source + l * MQ_LANES);
        }
    }
    float *target = p->target + place * p->stride + from;
    const lanes scale = (lanes)p->scale;
    MQ_UNROLL for (int l = 0; l < 64 / MQ_LANES; l++) {
        if (l < count) *(lanes *)(target + l * MQ_LANES) = scale * sums[l];
    }
}

void MQ_EXPORT(mq_sparse_rows_)(const mq_sparse_product *p, int64_t first, int64_t end) {
    for (int64_t row = first; row < end; row++) {
        int64_t from = 0;
        for (; from + 64 <= p->width; from += 64) row_slice(p, row, from, 4);
        for (; from < p->width; from += 16) row_slice(p, row, from, 1);
    }
}

/// gram[i][from…] += Σ over four rows: a[i] · a[j].
MQ_INLINE void add_four(const float *rows, int64_t stride, int64_t width, double *gram) {
    const float *a = rows, *b = rows + stride, *c = rows + 2 * stride, *d = rows + 3 * stride;
    for (int64_t i = 0; i < width; i++) {
        const wide ai = (wide)(double)a[i], bi = (wide)(double)b[i], ci = (wide)(double)c[i], di = (wide)(double)d[i];
        double *target = gram + i * width;
        for (int64_t j = i / (MQ_LANES / 2) * (MQ_LANES / 2); j < width; j += MQ_LANES / 2) {
            wide sum = *(const wide *)(target + j);
            sum += ai * __builtin_convertvector(*(const half *)(a + j), wide);
            sum += bi * __builtin_convertvector(*(const half *)(b + j), wide);
            sum += ci * __builtin_convertvector(*(const half *)(c + j), wide);
            sum += di * __builtin_convertvector(*(const half *)(d + j), wide);
            *(wide *)(target + j) = sum;
        }
    }
}

void MQ_EXPORT(mq_tall_gram_)(const float *rows, int64_t count, int64_t stride, int64_t width, double *gram) {
    int64_t r = 0;
    for (; r + 4 <= count; r += 4) add_four(rows + r * stride, stride, width, gram);
    for (; r < count; r++) {
        const float *a = rows + r * stride;
        for (int64_t i = 0; i < width; i++) {
            for (int64_t j = i; j < width; j++) gram[i * width + j] += (double)a[i] * (double)a[j];
        }
    }
}

void MQ_EXPORT(mq_adam_step_)(
    const mq_adam *adam, float decay, const float *gradient, float *mean, float *square, float *values,
    int64_t count) {
    const lanes first = (lanes)adam->first, second = (lanes)adam->second;
    const lanes rate = (lanes)(adam->rate / adam->first_bias), scale = (lanes)(1 / adam->second_bias);
    for (int64_t i = 0; i < count; i += MQ_LANES) {
        const lanes value = *(const lanes *)(values + i);
        const lanes slope = *(const lanes *)(gradient + i) + (lanes)decay * value;
        const lanes m = first * *(const lanes *)(mean + i) + (1 - first) * slope;
        const lanes v = second * *(const lanes *)(square + i) + (1 - second) * slope * slope;
        *(lanes *)(mean + i) = m;
        *(lanes *)(square + i) = v;
        *(lanes *)(values + i) = value - rate * m / (__builtin_elementwise_sqrt(v * scale) + (lanes)adam->epsilon);
    }
}

void MQ_EXPORT(mq_adagrad_step_)(
    float rate, float decay, const float *gradient, float *squares, float *values, int64_t count) {
    for (int64_t i = 0; i < count; i += MQ_LANES) {
        const lanes value = *(const lanes *)(values + i);
        const lanes slope = *(const lanes *)(gradient + i) + (lanes)decay * value;
        const lanes sum = *(const lanes *)(squares + i) + slope * slope;
        *(lanes *)(squares + i) = sum;
        *(lanes *)(values + i) = value - (lanes)rate * slope / __builtin_elementwise_sqrt(sum);
    }
}
