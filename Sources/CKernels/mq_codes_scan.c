#include "mq_codes.h"
#include "mq_scan.h"

#if defined(__x86_64__)

/// Added to every bound: more than all that products too small for a float can lose.
#define TINY 0x1p-126f

// MARK: Candidates

/// Scores the candidates gathered and keeps the best.
static void settle(mq_isa isa, const mq_items *items, mq_request *request) {
    mq_ranking *ranking = &request->ranking;
    int32_t kept = ranking->scored;
    for (int32_t next = ranking->scored; next < ranking->count; next++) {
        const int32_t item = (int32_t)ranking->keys[next];
        const float score = mq_score(isa, items, request, item);
        // The threshold may be NaN, which lets everything through; a score must not be.
        if (!(score <= ranking->threshold) && score == score) ranking->keys[kept++] = mq_key(score, item);
    }
    ranking->count = kept;
    ranking->scored = kept;
    mq_ranking_keep(ranking);
}

/// Notes the items `first`... whose bit is set, and asks for their rows.
MQ_INLINE void note(mq_isa isa, const mq_items *items, mq_request *request, uint64_t passing, int32_t first) {
    mq_ranking *ranking = &request->ranking;
    while (passing) {
        const int32_t item = first + __builtin_ctzll(passing);
        passing &= passing - 1;
        ranking->keys[ranking->count++] = (uint32_t)item;
        const char *row = (const char *)(items->rows + (size_t)item * items->factors);
        const int32_t size = items->factors * 4 < 512 ? items->factors * 4 : 512;
        for (int32_t byte = 0; byte < size; byte += 64) __builtin_prefetch(row + byte);
    }
    if (mq_ranking_is_full(ranking)) settle(isa, items, request);
}

// MARK: AVX-512 with VNNI

/// Which of sixteen items may score above the threshold, from their sums of code products.
MQ_TARGET_VNNI MQ_INLINE __mmask16 may_pass_vnni(
    __m512i sums, __m512i words, const mq_request *request, const float *bias, __mmask16 eligible
) {
    const __m512 scale = _mm512_castsi512_ps(_mm512_and_si512(words, _mm512_set1_epi32((int32_t)0xFFFF0000)));
    const __m512 radius = _mm512_castsi512_ps(_mm512_slli_epi32(words, 16));
    const __m512 bound = _mm512_fmadd_ps(radius, _mm512_set1_ps(request->reach), _mm512_set1_ps(TINY));
    const __m512 unit = _mm512_mul_ps(scale, _mm512_set1_ps(request->step));
    __m512 most = _mm512_fmadd_ps(_mm512_cvtepi32_ps(sums), unit, bound);
    if (bias) {  // Rounded as in the definition; the sum then keeps the order, because rounding does.
        const __m512 weight = _mm512_set1_ps(request->bias_weight);
        most = _mm512_add_ps(most, _mm512_mul_ps(_mm512_maskz_loadu_ps(eligible, bias), weight));
    }
    return _mm512_mask_cmp_ps_mask(eligible, most, _mm512_set1_ps(request->ranking.threshold), _CMP_NLE_UQ);
}

/// Offers one group of 64 items to `users` <= 4 requests at once (a constant), so that the items' codes are read once.
MQ_TARGET_VNNI MQ_INLINE void scan_group_vnni(
    const int users, mq_isa isa, const mq_items *items, const uint8_t *group, mq_request **requests, int32_t first
) {
    const int32_t quads = mq_codes_quads(items->factors);
    const uint8_t *codes = group + MQ_CODES_WORDS_SIZE;
    __m512i sums[4][4];  // of which `users` rows are used
    for (int user = 0; user < users; user++)
        for (int part = 0; part < 4; part++) sums[user][part] = _mm512_set1_epi32(requests[user]->offset);
    for (int32_t quad = 0; quad < quads; quad++, codes += 256) {
        __m512i values[4];
        for (int part = 0; part < 4; part++) values[part] = _mm512_loadu_si512(codes + 64 * part);
        for (int user = 0; user < users; user++) {
            int32_t four;
            __builtin_memcpy(&four, requests[user]->codes + 4 * quad, sizeof four);
            const __m512i wanted = _mm512_set1_epi32(four);
            for (int part = 0; part < 4; part++)
                sums[user][part] = _mm512_dpbusd_epi32(sums[user][part], values[part], wanted);
        }
    }
    for (int user = 0; user < users; user++) {
        mq_request *request = requests[user];
        const uint64_t eligible = request->eligible[first / MQ_GROUP];
        uint64_t passing = 0;
        for (int part = 0; part < 4; part++) {
            const float *bias = request->bias ? request->bias + first + 16 * part : 0;
            const __m512i words = _mm512_loadu_si512(group + 64 * part);
            const __mmask16 some = (__mmask16)(eligible >> (16 * part));
            passing |= (uint64_t)may_pass_vnni(sums[user][part], words, request, bias, some) << (16 * part);
        }
        if (passing) note(isa, items, request, passing, first);
    }
}

MQ_TARGET_VNNI static void scan_codes_vnni(
    mq_isa isa, const mq_items *items, mq_request **requests, int32_t request_count
) {
    const size_t group_size = mq_codes_group_size(items->factors);
    const uint8_t *group = items->codes;
    for (int32_t first = 0; first < items->count; first += MQ_GROUP, group += group_size) {
        int32_t user = 0;
        for (; user + 4 <= request_count; user += 4) scan_group_vnni(4, isa, items, group, requests + user, first);
        for (; user < request_count; user++) scan_group_vnni(1, isa, items, group, requests + user, first);
    }
}

// MARK: AVX2

/// Which of eight items may score above the threshold, from their sums of code products.
MQ_TARGET_AVX2 MQ_INLINE uint32_t may_pass_avx2(
    __m256i sums, __m256i words, const mq_request *request, const float *bias, int32_t bias_count
) {
    const __m256 scale = _mm256_castsi256_ps(_mm256_and_si256(words, _mm256_set1_epi32((int32_t)0xFFFF0000)));
    const __m256 radius = _mm256_castsi256_ps(_mm256_slli_epi32(words, 16));
    const __m256 bound = _mm256_fmadd_ps(radius, _mm256_set1_ps(request->reach), _mm256_set1_ps(TINY));
    const __m256 unit = _mm256_mul_ps(scale, _mm256_set1_ps(request->step));
    __m256 most = _mm256_fmadd_ps(_mm256_cvtepi32_ps(sums), unit, bound);
    if (bias) {
        const __m256i there = _mm256_cmpgt_epi32(
            _mm256_set1_epi32(bias_count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
        const __m256 weight = _mm256_set1_ps(request->bias_weight);
        most = _mm256_add_ps(most, _mm256_mul_ps(_mm256_maskload_ps(bias, there), weight));
    }
    const __m256 passes = _mm256_cmp_ps(most, _mm256_set1_ps(request->ranking.threshold), _CMP_NLE_UQ);
    return (uint32_t)_mm256_movemask_ps(passes);
}

/// Offers 32 of a group's items. The instruction that multiplies bytes adds pairs of products in 16 bits, which
/// |p| <= 127 times q <= 127, twice, cannot overflow: so p's sign moves over to q first.
MQ_TARGET_AVX2 MQ_INLINE uint64_t half_group_avx2(
    const mq_items *items, const uint8_t *group, const mq_request *request, int32_t first, int32_t half
) {
    const int32_t quads = mq_codes_quads(items->factors);
    const uint8_t *codes = group + MQ_CODES_WORDS_SIZE + 128 * half;
    const __m256i flip = _mm256_set1_epi8((char)0x80), ones = _mm256_set1_epi16(1);
    __m256i sums[4];
    for (int part = 0; part < 4; part++) sums[part] = _mm256_setzero_si256();
    for (int32_t quad = 0; quad < quads; quad++, codes += 256) {
        int32_t four;
        __builtin_memcpy(&four, request->codes + 4 * quad, sizeof four);
        const __m256i wanted = _mm256_set1_epi32(four), magnitude = _mm256_abs_epi8(wanted);
        for (int part = 0; part < 4; part++) {
            const __m256i bytes = _mm256_loadu_si256((const __m256i *)(codes + 32 * part));
            const __m256i values = _mm256_sign_epi8(_mm256_xor_si256(bytes, flip), wanted);
            const __m256i pairs = _mm256_maddubs_epi16(magnitude, values);
            sums[part] = _mm256_add_epi32(sums[part], _mm256_madd_epi16(pairs, ones));
        }
    }
    uint64_t passing = 0;
    for (int part = 0; part < 4; part++) {
        const int32_t place = 32 * half + 8 * part;
        const __m256i words = _mm256_loadu_si256((const __m256i *)(group + 4 * place));
        const int32_t left = items->count - first - place;
        const float *bias = request->bias && left > 0 ? request->bias + first + place : 0;
        passing |= (uint64_t)may_pass_avx2(sums[part], words, request, bias, left) << place;
    }
    return passing;
}

MQ_TARGET_AVX2 static void scan_codes_avx2(
    mq_isa isa, const mq_items *items, mq_request **requests, int32_t request_count
) {
    const size_t group_size = mq_codes_group_size(items->factors);
    const uint8_t *group = items->codes;
    for (int32_t first = 0; first < items->count; first += MQ_GROUP, group += group_size) {
        for (int32_t user = 0; user < request_count; user++) {
            const uint64_t eligible = requests[user]->eligible[first / MQ_GROUP];
            if (!eligible) continue;
            const uint64_t passing = half_group_avx2(items, group, requests[user], first, 0)
                                     | half_group_avx2(items, group, requests[user], first, 1);
            if (passing & eligible) note(isa, items, requests[user], passing & eligible, first);
        }
    }
}

void mq_scan_codes(mq_isa isa, const mq_items *items, mq_request **requests, int32_t request_count) {
    if (isa >= MQ_ISA_AVX512_VNNI) scan_codes_vnni(isa, items, requests, request_count);
    else scan_codes_avx2(isa, items, requests, request_count);
    for (int32_t user = 0; user < request_count; user++) settle(isa, items, requests[user]);
}

#else

// Nothing here multiplies codes faster than rows: mq_top never comes this way.
void mq_scan_codes(mq_isa isa, const mq_items *items, mq_request **requests, int32_t request_count) {
    mq_scan_rows(isa, items, requests, request_count);
}

#endif
