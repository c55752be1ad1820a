#include "mq_targets.h"
#include "mq_score.h"

// The definition of a score rounds every product and every sum: nothing here may be fused.
#pragma STDC FP_CONTRACT OFF

#define LANES 16

// MARK: Baseline

static float sum_lanes(float *lanes) {
    for (int32_t half = LANES / 2; half > 0; half /= 2)
        for (int32_t lane = 0; lane < half; lane++) lanes[lane] = lanes[lane] + lanes[lane + half];
    return lanes[0];
}

static float dot_baseline(const float *left, const float *right, int32_t count) {
    float lanes[LANES] = {0};
    int32_t place = 0;
    for (; place + LANES <= count; place += LANES)
        for (int32_t lane = 0; lane < LANES; lane++)
            lanes[lane] = lanes[lane] + left[place + lane] * right[place + lane];
    for (int32_t lane = 0; place + lane < count; lane++)
        lanes[lane] = lanes[lane] + left[place + lane] * right[place + lane];
    return sum_lanes(lanes);
}

static void dot_rows_baseline(const float *user, const float *rows, int32_t factors, int32_t row_count, float *scores) {
    for (int32_t row = 0; row < row_count; row++)
        scores[row] = dot_baseline(user, rows + (size_t)row * factors, factors);
}

static void add_scaled_baseline(float scale, const float *source, float *target, int32_t count) {
    for (int32_t place = 0; place < count; place++) target[place] = target[place] + scale * source[place];
}

#if defined(__x86_64__)

// MARK: AVX2

/// The last four of the sixteen lanes' pairwise sums.
MQ_TARGET_AVX2 MQ_INLINE float sum_eight(__m256 eight) {
    const __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
    const __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

/// Lets `count` of eight lanes through, 0...8.
MQ_TARGET_AVX2 MQ_INLINE __m256i first_lanes(int32_t count) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

MQ_TARGET_AVX2 static float dot_avx2(const float *left, const float *right, int32_t count) {
    __m256 low = _mm256_setzero_ps(), high = _mm256_setzero_ps();
    int32_t place = 0;
    for (; place + LANES <= count; place += LANES) {
        low = _mm256_add_ps(low, _mm256_mul_ps(_mm256_loadu_ps(left + place), _mm256_loadu_ps(right + place)));
        high = _mm256_add_ps(
            high, _mm256_mul_ps(_mm256_loadu_ps(left + place + 8), _mm256_loadu_ps(right + place + 8)));
    }
    const int32_t rest = count - place;
    if (rest > 0) {
        const __m256i mask = first_lanes(rest);
        low = _mm256_add_ps(
            low, _mm256_mul_ps(_mm256_maskload_ps(left + place, mask), _mm256_maskload_ps(right + place, mask)));
    }
    if (rest > 8) {
        const __m256i mask = first_lanes(rest - 8);
        high = _mm256_add_ps(high, _mm256_mul_ps(_mm256_maskload_ps(left + place + 8, mask),
                                                 _mm256_maskload_ps(right + place + 8, mask)));
    }
    return sum_eight(_mm256_add_ps(low, high));
}

MQ_TARGET_AVX2 static void dot_rows_avx2(
    const float *user, const float *rows, int32_t factors, int32_t row_count, float *scores
) {
    for (int32_t row = 0; row < row_count; row++) scores[row] = dot_avx2(user, rows + (size_t)row * factors, factors);
}

MQ_TARGET_AVX2 static void add_scaled_avx2(float scale, const float *source, float *target, int32_t count) {
    for (int32_t place = 0; place < count; place++) target[place] = target[place] + scale * source[place];
}

// MARK: AVX-512

MQ_TARGET_AVX512 static float dot_avx512(const float *left, const float *right, int32_t count) {
    __m512 lanes = _mm512_setzero_ps();
    int32_t place = 0;
    for (; place + LANES <= count; place += LANES)
        lanes = _mm512_add_ps(lanes, _mm512_mul_ps(_mm512_loadu_ps(left + place), _mm512_loadu_ps(right + place)));
    if (place < count) {
        const __mmask16 mask = (__mmask16)((1u << (count - place)) - 1);
        const __m512 rest = _mm512_maskz_loadu_ps(mask, right + place);
        lanes = _mm512_add_ps(lanes, _mm512_mul_ps(_mm512_maskz_loadu_ps(mask, left + place), rest));
    }
    return sum_eight(_mm256_add_ps(_mm512_castps512_ps256(lanes), _mm512_extractf32x8_ps(lanes, 1)));
}

/// Adds the lanes of two rows l with l + 8: eight lanes of `a`, then eight of `b`.
MQ_TARGET_AVX512 MQ_INLINE __m512 fold_eight(__m512 a, __m512 b) {
    return _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x44), _mm512_shuffle_f32x4(a, b, 0xEE));
}

/// l with l + 4: four lanes of each of the four rows in `a` and `b`.
MQ_TARGET_AVX512 MQ_INLINE __m512 fold_four(__m512 a, __m512 b) {
    return _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x88), _mm512_shuffle_f32x4(a, b, 0xDD));
}

/// l with l + 2: in each quarter two lanes of a row of `a`, then two of a row of `b`.
MQ_TARGET_AVX512 MQ_INLINE __m512 fold_two(__m512 a, __m512 b) {
    return _mm512_add_ps(_mm512_shuffle_ps(a, b, 0x44), _mm512_shuffle_ps(a, b, 0xEE));
}

/// l with l + 1: in each quarter one lane of four rows.
MQ_TARGET_AVX512 MQ_INLINE __m512 fold_one(__m512 a, __m512 b) {
    return _mm512_add_ps(_mm512_shuffle_ps(a, b, 0x88), _mm512_shuffle_ps(a, b, 0xDD));
}

/// Four lanes of each of four rows, a row in each quarter.
MQ_TARGET_AVX512 MQ_INLINE __m512 fold_quarter(__m512 a, __m512 b, __m512 c, __m512 d) {
    return fold_four(fold_eight(a, b), fold_eight(c, d));
}

/// The sums of sixteen rows' lanes, row by row: a transposition that adds on its way, in the order of the definition.
MQ_TARGET_AVX512 MQ_INLINE __m512 fold_sixteen(const __m512 *rows) {
    // Quarter q of w, x, y, z holds four lanes of row q, 4 + q, 8 + q, 12 + q.
    const __m512 w = fold_quarter(rows[0], rows[1], rows[2], rows[3]);
    const __m512 x = fold_quarter(rows[4], rows[5], rows[6], rows[7]);
    const __m512 y = fold_quarter(rows[8], rows[9], rows[10], rows[11]);
    const __m512 z = fold_quarter(rows[12], rows[13], rows[14], rows[15]);
    // Quarter q now holds the sums of rows q, 4 + q, 8 + q, 12 + q.
    const __m512 sums = fold_one(fold_two(w, x), fold_two(y, z));
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    return _mm512_permutexvar_ps(order, sums);
}

MQ_TARGET_AVX512 MQ_INLINE void add_products(__m512 *sums, __m512 user, const float *rows, int32_t factors,
                                             __mmask16 mask) {
#pragma clang loop unroll(full)
    for (int32_t row = 0; row < 16; row++) {
        const __m512 values = _mm512_maskz_loadu_ps(mask, rows + (size_t)row * factors);
        sums[row] = _mm512_add_ps(sums[row], _mm512_mul_ps(user, values));
    }
}

MQ_TARGET_AVX512 static void dot_sixteen_rows_avx512(
    const float *user, const float *rows, int32_t factors, float *scores
) {
    __m512 sums[16];
#pragma clang loop unroll(full)
    for (int32_t row = 0; row < 16; row++) sums[row] = _mm512_setzero_ps();
    int32_t place = 0;
    for (; place + LANES <= factors; place += LANES)
        add_products(sums, _mm512_loadu_ps(user + place), rows + place, factors, 0xFFFF);
    if (place < factors) {
        const __mmask16 mask = (__mmask16)((1u << (factors - place)) - 1);
        add_products(sums, _mm512_maskz_loadu_ps(mask, user + place), rows + place, factors, mask);
    }
    _mm512_storeu_ps(scores, fold_sixteen(sums));
}

MQ_TARGET_AVX512 static void dot_rows_avx512(
    const float *user, const float *rows, int32_t factors, int32_t row_count, float *scores
) {
    int32_t row = 0;
    for (; row + 16 <= row_count; row += 16)
        dot_sixteen_rows_avx512(user, rows + (size_t)row * factors, factors, scores + row);
    for (; row < row_count; row++) scores[row] = dot_avx512(user, rows + (size_t)row * factors, factors);
}

MQ_TARGET_AVX512 static void add_scaled_avx512(float scale, const float *source, float *target, int32_t count) {
    for (int32_t place = 0; place < count; place++) target[place] = target[place] + scale * source[place];
}

#endif

// MARK: Choice

float mq_dot(mq_isa isa, const float *left, const float *right, int32_t count) {
#if defined(__x86_64__)
    if (isa >= MQ_ISA_AVX512) return dot_avx512(left, right, count);
    if (isa >= MQ_ISA_AVX2) return dot_avx2(left, right, count);
#endif
    return dot_baseline(left, right, count);
}

void mq_dot_rows(mq_isa isa, const float *user, const float *rows, int32_t factors, int32_t row_count, float *scores) {
#if defined(__x86_64__)
    if (isa >= MQ_ISA_AVX512) return dot_rows_avx512(user, rows, factors, row_count, scores);
    if (isa >= MQ_ISA_AVX2) return dot_rows_avx2(user, rows, factors, row_count, scores);
#endif
    dot_rows_baseline(user, rows, factors, row_count, scores);
}

void mq_add_scaled(mq_isa isa, float scale, const float *source, float *target, int32_t count) {
#if defined(__x86_64__)
    if (isa >= MQ_ISA_AVX512) return add_scaled_avx512(scale, source, target, count);
    if (isa >= MQ_ISA_AVX2) return add_scaled_avx2(scale, source, target, count);
#endif
    add_scaled_baseline(scale, source, target, count);
}
