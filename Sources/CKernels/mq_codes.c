#include "mq_codes.h"

#include <math.h>

#include "mq_scan.h"

// The codes need not be the same everywhere (the bound is computed from what they are), but there is no reason
// for them to differ either.
#pragma STDC FP_CONTRACT OFF

// MARK: Numbers

#define PARTS 8

/// sqrt of the sum of squares, in double, which cannot overflow for floats; not finite when an element is not.
MQ_INLINE double norm(const float *values, int32_t count) {
    double parts[PARTS] = {0};
    int32_t place = 0;
    for (; place + PARTS <= count; place += PARTS)
        for (int32_t part = 0; part < PARTS; part++)
            parts[part] += (double)values[place + part] * (double)values[place + part];
    for (; place < count; place++) parts[0] += (double)values[place] * (double)values[place];
    double sum = 0;
    for (int32_t part = 0; part < PARTS; part++) sum += parts[part];
    return sqrt(sum);
}

MQ_INLINE float largest_magnitude(const float *values, int32_t count) {
    float parts[PARTS] = {0};
    int32_t place = 0;
    for (; place + PARTS <= count; place += PARTS)
        for (int32_t part = 0; part < PARTS; part++) {
            const float magnitude = fabsf(values[place + part]);
            parts[part] = magnitude > parts[part] ? magnitude : parts[part];
        }
    for (; place < count; place++) {
        const float magnitude = fabsf(values[place]);
        parts[0] = magnitude > parts[0] ? magnitude : parts[0];
    }
    float largest = 0;
    for (int32_t part = 0; part < PARTS; part++) largest = parts[part] > largest ? parts[part] : largest;
    return largest;
}

/// The nearest whole number, ties to even, of a value within +-127: adding 1.5 * 2^23 leaves no room for a fraction.
MQ_INLINE float nearest_whole(float value) { return (value + 12582912.0f) - 12582912.0f; }

/// The codes of finite `values` in units of `scale`, as floats, and |values - scale codes|.
MQ_INLINE double quantize(const float *values, int32_t count, float scale, float *codes) {
    if (scale == 0) {
        for (int32_t place = 0; place < count; place++) codes[place] = 0;
        return norm(values, count);
    }
    double parts[PARTS] = {0};
    for (int32_t start = 0; start < count; start += PARTS) {
        const int32_t size = count - start < PARTS ? count - start : PARTS;
        for (int32_t part = 0; part < size; part++) {
            float ratio = values[start + part] / scale;
            ratio = ratio > 127 ? 127 : ratio < -127 ? -127 : ratio;
            const float code = nearest_whole(ratio);
            codes[start + part] = code;
            const double error = (double)values[start + part] - (double)code * (double)scale;
            parts[part] += error * error;
        }
    }
    double sum = 0;
    for (int32_t part = 0; part < PARTS; part++) sum += parts[part];
    return sqrt(sum);
}

/// The smallest float not below a value >= 0.
static float float_up(double value) {
    const float nearest = (float)value;
    return (double)nearest < value ? nextafterf(nearest, INFINITY) : nearest;
}

/// The upper half of the bits of a float, rounded up so that the bfloat16 is not below a value >= 0.
static uint32_t bfloat_up(float value) {
    uint32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return (bits + 0xFFFFu) & 0xFFFF0000u;
}

// MARK: Items

size_t mq_codes_size(int32_t items, int32_t factors) {
    return (size_t)((items + MQ_CODES_GROUP - 1) / MQ_CODES_GROUP) * mq_codes_group_size(factors);
}

/// Writes the codes of one row and, for now, its scale alone as its word. `norms` becomes |e| and |scale q|.
MQ_INLINE void pack_row(const float *row, int32_t factors, uint8_t *group, int32_t place, float *norms) {
    const double length = norm(row, factors);
    uint32_t scale_bits = 0;
    float codes[MQ_CODES_FACTORS], scale = 0;
    if (isfinite(length)) {
        scale_bits = bfloat_up(largest_magnitude(row, factors) / 127);
        __builtin_memcpy(&scale, &scale_bits, sizeof scale);
        norms[0] = float_up(quantize(row, factors, scale, codes));
        norms[1] = float_up((double)scale * norm(codes, factors));
    } else {  // Zero scale and an infinite radius: always a candidate, never trusted.
        for (int32_t factor = 0; factor < factors; factor++) codes[factor] = 0;
        norms[0] = INFINITY;
        norms[1] = 0;
    }
    __builtin_memcpy(group + place * 4, &scale_bits, sizeof scale_bits);
    uint8_t *bytes = group + MQ_CODES_WORDS_SIZE + place * 4;
    for (int32_t factor = 0; factor < factors; factor++)
        bytes[(size_t)(factor / 4) * MQ_CODES_GROUP * 4 + factor % 4] = (uint8_t)((int32_t)codes[factor] + 128);
}

MQ_INLINE void pack_rows(const float *rows, int32_t items, int32_t factors, float *norms, uint8_t *codes) {
    const size_t group_size = mq_codes_group_size(factors);
    for (int32_t first = 0; first < items; first += MQ_CODES_GROUP, codes += group_size) {
        const int32_t size = items - first < MQ_CODES_GROUP ? items - first : MQ_CODES_GROUP;
        __builtin_memset(codes, 0, MQ_CODES_WORDS_SIZE);
        if (factors % 4 != 0 || size < MQ_CODES_GROUP)
            __builtin_memset(codes + MQ_CODES_WORDS_SIZE, 128, group_size - MQ_CODES_WORDS_SIZE);
        for (int32_t place = 0; place < size; place++) {
            const size_t item = (size_t)first + place;
            pack_row(rows + item * factors, factors, codes, place, norms + 2 * item);
        }
    }
}

#if defined(__x86_64__)
MQ_TARGET_AVX2 static void pack_rows_avx2(
    const float *rows, int32_t items, int32_t factors, float *norms, uint8_t *codes
) {
    pack_rows(rows, items, factors, norms, codes);
}

MQ_TARGET_AVX512 static void pack_rows_avx512(
    const float *rows, int32_t items, int32_t factors, float *norms, uint8_t *codes
) {
    pack_rows(rows, items, factors, norms, codes);
}
#endif

/// The catalogue's |e| / |scale q|, within bounds that keep the rounding slack small beside it.
static float usual_ratio(const float *norms, int32_t items) {
    double errors = 0, lengths = 0;
    for (int32_t item = 0; item < items; item++) {
        if (!isfinite(norms[2 * item])) continue;
        errors += norms[2 * item];
        lengths += norms[2 * item + 1];
    }
    const double ratio = lengths > 0 ? errors / lengths : 0;
    return (float)(ratio < 1.0 / 512 ? 1.0 / 512 : ratio > 1.0 / 16 ? 1.0 / 16 : ratio);
}

void mq_codes_pack(mq_isa isa, const float *rows, int32_t items, int32_t factors, float *norms, uint8_t *codes,
                   float *ratio, float *largest_norm) {
#if defined(__x86_64__)
    if (isa >= MQ_ISA_AVX512) pack_rows_avx512(rows, items, factors, norms, codes);
    else if (isa >= MQ_ISA_AVX2) pack_rows_avx2(rows, items, factors, norms, codes);
    else
#endif
        pack_rows(rows, items, factors, norms, codes);

    *ratio = usual_ratio(norms, items);
    *largest_norm = 0;
    // The float dot adds up factors / 16 products a lane and four times two lanes, each rounded by 2^-24 at most; the
    // bound is rounded four times. Twice what that needs.
    const double slack = 2 * (factors / 16.0 + 16) * 0x1p-24;
    for (int32_t item = 0; item < items; item++) {
        const double error = norms[2 * item], length = norms[2 * item + 1];
        const double plain = error + slack * (error + length), scaled = *ratio * length;
        const uint32_t radius = bfloat_up(float_up((plain > scaled ? plain : scaled) * (1 + 0x1p-20)));
        uint8_t *word = codes + (item / MQ_CODES_GROUP) * mq_codes_group_size(factors) + item % MQ_CODES_GROUP * 4;
        uint32_t bits;
        __builtin_memcpy(&bits, word, sizeof bits);
        bits |= radius >> 16;
        __builtin_memcpy(word, &bits, sizeof bits);
        const float reach = float_up(error + length);
        if (isfinite(reach) && reach > *largest_norm) *largest_norm = reach;
    }
}

// MARK: Users

int mq_codes_prepare(const mq_items *items, mq_request *request) {
    const int32_t factors = items->factors;
    const double length = norm(request->user, factors);
    if (!isfinite(length)) return 0;
    float codes[MQ_CODES_FACTORS];
    request->step = largest_magnitude(request->user, factors) / 127;
    const double error = quantize(request->user, factors, request->step, codes);
    request->reach = float_up((length + error / items->ratio) * (1 + 0x1p-20));
    int32_t sum = 0;
    for (int32_t factor = 0; factor < factors; factor++) {
        request->codes[factor] = (int8_t)codes[factor];
        sum += (int32_t)codes[factor];
    }
    for (int32_t factor = factors; factor < 4 * mq_codes_quads(factors); factor++) request->codes[factor] = 0;
    request->offset = -128 * sum;
    // Far from where a partial sum or a bound could overflow: infinities are left to the definition.
    return request->reach * items->largest_norm < 1e37f;
}
