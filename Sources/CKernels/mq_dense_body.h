// The dense kernels, written once over vectors of MQ_LANES floats; each variant defines the width and includes this.
//
//   MQ_LANES      floats in a vector, a divisor of 16
//   MQ_TILE_ROWS  rows of a register tile, a divisor of 8; two vectors across it fills the registers
//   MQ_SUFFIX     the variant's name

#include "mq_dense_variants.h"

#define MQ_PASTE2(a, b) a##b
#define MQ_PASTE(a, b) MQ_PASTE2(a, b)
#define MQ_EXPORT(name) MQ_PASTE(name, MQ_SUFFIX)
#define MQ_INLINE static inline __attribute__((always_inline))
#define MQ_UNROLL _Pragma("clang loop unroll(full)")

/// MQ_LANES floats; may be read from and written to any address that a float may have.
typedef float lanes __attribute__((ext_vector_type(MQ_LANES), aligned(4)));

MQ_INLINE lanes load(const float *from) { return *(const lanes *)from; }
MQ_INLINE void store(float *to, lanes value) { *(lanes *)to = value; }

/// MQ_TILE_ROWS rows and two vectors of the product; the sums live in registers.
MQ_INLINE void tile(
    float *target, int64_t target_stride, const float *left, int64_t left_stride, const float *panel, int64_t depth) {
    lanes sums[MQ_TILE_ROWS][2];
    MQ_UNROLL for (int r = 0; r < MQ_TILE_ROWS; r++) {
        MQ_UNROLL for (int c = 0; c < 2; c++) sums[r][c] = load(target + r * target_stride + c * MQ_LANES);
    }
    for (int64_t k = 0; k < depth; k++) {
        const lanes first = load(panel + k * MQ_DENSE_PANEL), second = load(panel + k * MQ_DENSE_PANEL + MQ_LANES);
        MQ_UNROLL for (int r = 0; r < MQ_TILE_ROWS; r++) {
            const lanes down = (lanes)left[r * left_stride + k];
            sums[r][0] += down * first;
            sums[r][1] += down * second;
        }
    }
    MQ_UNROLL for (int r = 0; r < MQ_TILE_ROWS; r++) {
        MQ_UNROLL for (int c = 0; c < 2; c++) store(target + r * target_stride + c * MQ_LANES, sums[r][c]);
    }
}

void MQ_EXPORT(mq_dense_add_product_)(
    float *target, int64_t target_stride, const float *left, int64_t left_stride, const float *right, int64_t rows,
    int64_t columns, int64_t depth) {
    for (int64_t j = 0; j < columns; j += MQ_DENSE_PANEL) {
        const float *panel = right + j * depth;
        for (int64_t i = 0; i < rows; i += MQ_TILE_ROWS) {
            for (int64_t c = 0; c < MQ_DENSE_PANEL; c += 2 * MQ_LANES) {
                tile(target + i * target_stride + j + c, target_stride, left + i * left_stride, left_stride, panel + c,
                     depth);
            }
        }
    }
}

void MQ_EXPORT(mq_dense_add_scaled_)(float *target, const float *source, float scale, int64_t count) {
    const lanes factor = (lanes)scale;
    int64_t j = 0;
    for (; j + MQ_LANES <= count; j += MQ_LANES) store(target + j, load(target + j) + factor * load(source + j));
    for (; j < count; j++) target[j] += scale * source[j];
}

int MQ_EXPORT(mq_dense_invert_block_)(double *matrix, int64_t side) {
    for (int64_t k = 0; k < side; k++) {
        double *pivots = matrix + k * side;
        const double pivot = pivots[k];
        if (!(pivot > 0)) return -1;
        for (int64_t j = 0; j < side; j++) pivots[j] /= pivot;
        pivots[k] = 1 / pivot;
        for (int64_t i = 0; i < side; i++) {
            if (i == k) continue;
            double *row = matrix + i * side;
            const double factor = row[k];
            row[k] = 0;
            for (int64_t j = 0; j < side; j++) row[j] -= factor * pivots[j];
        }
    }
    return 0;
}
