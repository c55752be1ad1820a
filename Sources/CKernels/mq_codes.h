#pragma once
// The layout of the int8 codes, and why they can prove an answer.
//
// Items stand in groups of 64, one group after the other:
//   64 words   [item]              upper half: the item's scale as bfloat16; lower half: its radius, likewise
//   bytes      [factors / 4][item][4]   q + 128, q in -127...127, row[f] about q * scale; 128 where there is no factor
// so that a scan reads one stream, and the four bytes of an item meet those of the user in one instruction.
//
// With row = scale q + e and user = step p + r, for real numbers
//   user . row = step scale (p . q) + user . e + r . (scale q)
//   |user . e| <= |user| |e|,   |r . (scale q)| <= |r| |scale q|                           (Cauchy-Schwarz)
// The item keeps radius >= max(|e| + slack, ratio |scale q|), the user reach >= |user| + |r| / ratio, and so
//   user . row, as rounded by the definition of a score, <= step scale (p . q) + radius reach.
// `ratio` is the catalogue's usual |e| / |scale q|: any positive value would be right, this one makes the bound tight.
// `slack` covers the rounding of the dot product and of the bound itself, both relative to |user| |row|.
#include "mq_targets.h"
#include "mq_score.h"

#define MQ_CODES_GROUP 64
#define MQ_CODES_WORDS_SIZE (MQ_CODES_GROUP * 4)

MQ_INLINE int32_t mq_codes_quads(int32_t factors) { return (factors + 3) / 4; }

MQ_INLINE size_t mq_codes_group_size(int32_t factors) {
    return MQ_CODES_WORDS_SIZE + (size_t)mq_codes_quads(factors) * MQ_CODES_GROUP * 4;
}
