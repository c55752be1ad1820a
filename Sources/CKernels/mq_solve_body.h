// The solving kernels, written once over vectors of MQ_LANES floats; each variant defines the width and includes this.
//
//   MQ_LANES      floats in a vector; also the side of a Cholesky block
//   MQ_TILE_ROWS  rows of a register tile (a divisor of MQ_LANES); with up to three vectors across it fills the registers
//   MQ_SUFFIX     the variant's name
//
// Reading order: tile, block_row, rank_update (sums of outer products); gather, normal (the equations of a row);
// factor_diagonal, factor, substitute (Cholesky); solve_rows. Conjugate gradients are in mq_solve_cg_body.h.

#include <string.h>
#include "mq_solve_variants.h"

#define MQ_PASTE2(a, b) a##b
#define MQ_PASTE(a, b) MQ_PASTE2(a, b)
#define MQ_EXPORT(name) MQ_PASTE(name, MQ_SUFFIX)
#define MQ_INLINE static inline __attribute__((always_inline))
#define MQ_UNROLL _Pragma("clang loop unroll(full)")

/// MQ_LANES floats; may be read from and written to any address that a float may have.
typedef float lanes __attribute__((ext_vector_type(MQ_LANES), aligned(4)));

MQ_INLINE lanes load(const float *from) { return *(const lanes *)from; }
MQ_INLINE void store(float *to, lanes value) { *(lanes *)to = value; }

MQ_INLINE lanes square_root(lanes value) { return __builtin_elementwise_sqrt(value); }

/// The sum of all lanes.
MQ_INLINE float total(lanes value) {
#pragma clang fp reassociate(on)
    float sum = 0;
    MQ_UNROLL for (int lane = 0; lane < MQ_LANES; lane++) sum += value[lane];
    return sum;
}

// MARK: Sums of outer products

/// into[i.., j..] = from[i.., j..] ± Σ_k rows[k][i..] · rows[k][j..]ᵀ for `height` rows and `width` vectors.
///
/// `height`, `width` and `subtract` are constants where this is inlined, so the sums live in registers.
MQ_INLINE void tile(
    const float *from, float *into, int64_t side, const float *rows, int64_t stride, int64_t count, int64_t i,
    int64_t j, int height, int width, int subtract) {
    lanes sums[2 * MQ_TILE_ROWS][3];
    MQ_UNROLL for (int r = 0; r < height; r++) {
        MQ_UNROLL for (int c = 0; c < width; c++) sums[r][c] = load(from + (i + r) * side + j + c * MQ_LANES);
    }
    for (int64_t k = 0; k < count; k++) {
        const float *row = rows + k * stride;
        lanes across[3];
        MQ_UNROLL for (int c = 0; c < width; c++) across[c] = load(row + j + c * MQ_LANES);
        MQ_UNROLL for (int r = 0; r < height; r++) {
            const lanes down = (lanes)row[i + r];
            MQ_UNROLL for (int c = 0; c < width; c++) {
                if (subtract) sums[r][c] -= down * across[c];
                else sums[r][c] += down * across[c];
            }
        }
    }
    MQ_UNROLL for (int r = 0; r < height; r++) {
        MQ_UNROLL for (int c = 0; c < width; c++) store(into + (i + r) * side + j + c * MQ_LANES, sums[r][c]);
    }
}

/// `tile` for MQ_LANES rows from i and everything from column i rightwards.
MQ_INLINE void block_row(
    const float *from, float *into, int64_t side, const float *rows, int64_t stride, int64_t count, int64_t i,
    int subtract) {
    int64_t j = i;
    while (j < side) {
        const int64_t left = (side - j) / MQ_LANES;
        const int width = left == 4 || left == 2 ? 2 : left >= 3 ? 3 : 1;
        const int height = width == 1 && MQ_LANES > MQ_TILE_ROWS ? 2 * MQ_TILE_ROWS : MQ_TILE_ROWS;
        for (int64_t r = i; r < i + MQ_LANES; r += height) {
            if (width == 3) tile(from, into, side, rows, stride, count, r, j, MQ_TILE_ROWS, 3, subtract);
            else if (width == 2) tile(from, into, side, rows, stride, count, r, j, MQ_TILE_ROWS, 2, subtract);
            else if (MQ_LANES > MQ_TILE_ROWS)
                tile(from, into, side, rows, stride, count, r, j, 2 * MQ_TILE_ROWS, 1, subtract);
            else tile(from, into, side, rows, stride, count, r, j, MQ_TILE_ROWS, 1, subtract);
        }
        j += width * MQ_LANES;
    }
}

/// The upper half of into = from + rowsᵀ · rows.
static void rank_update(
    const float *from, float *into, int64_t side, const float *rows, int64_t stride, int64_t count) {
    for (int64_t i = 0; i < side; i += MQ_LANES) block_row(from, into, side, rows, stride, count, i, 0);
}

// MARK: Scratch

/// What a row needs while it is solved, carved out of one block.
typedef struct {
    float *matrix;      // [side × side]
    float *gathered;    // [rows × side]
    float *inverses;    // [side × MQ_LANES], the inverted diagonal blocks
    float *right;       // [side], the right-hand side; the solution in the end
    float *middle;      // [side], between the two substitutions
    float *confidence;  // [rows]
    float *root;        // [rows], √(confidence − 1)
    int64_t rows;
} workspace;

static workspace carve(float *scratch, int64_t side) {
    float *next = (float *)(((uintptr_t)scratch + 63) / 64 * 64);
    workspace space = {.rows = mq_solve_gathered_rows(side)};
    space.matrix = next, next += side * side;
    space.gathered = next, next += space.rows * side;
    space.inverses = next, next += side * 16;
    space.right = next, next += side;
    space.middle = next, next += side;
    space.confidence = next, next += space.rows;
    space.root = next;
    return space;
}

// MARK: The normal equations of a row

/// Where `row` can be read padded to `side`: there itself, or, if it is stored without padding, copied to `buffer`.
MQ_INLINE const float *padded_row(const float *row, int64_t stride, int64_t factors, int64_t side, float *buffer) {
    if (stride >= side) return row;
    memset(buffer + side - 16, 0, 16 * sizeof(float));
    memcpy(buffer, row, (size_t)factors * sizeof(float));
    return buffer;
}

/// How much more than an absence an entry of this weight is believed.
MQ_INLINE float extra_confidence(const mq_als_half_step *step, float weight) {
    const float extra = step->alpha * weight + step->offset;
    return extra > 0 ? extra : 0;
}

/// Gathers `count` entries from `entry` on: their rows times √(c − 1) into `gathered`, and right += Σ c · row.
static void gather(const mq_als_half_step *step, int64_t entry, int64_t count, int64_t side, const workspace *space) {
    const int64_t pace = step->entry_stride;
    const int32_t *columns = step->columns + entry * pace;
    const float *weights = step->weights + entry * pace;
    for (int64_t k = 0; k < count; k++) space->root[k] = extra_confidence(step, weights[k * pace]);
    for (int64_t k = 0; k < count; k++) space->confidence[k] = 1 + space->root[k];
    // May go past `count` by less than a vector: the scratch has room for it behind the roots.
    for (int64_t k = 0; k < count; k += MQ_LANES) store(space->root + k, square_root(load(space->root + k)));
    for (int64_t j = 0; j < side; j += 4 * MQ_LANES) {
        const int64_t vectors = (side - j) / MQ_LANES < 4 ? (side - j) / MQ_LANES : 4;
        lanes sums[4];
        for (int64_t c = 0; c < vectors; c++) sums[c] = load(space->right + j + c * MQ_LANES);
        for (int64_t k = 0; k < count; k++) {
            float *target = space->gathered + k * side;
            // The padded copy, where one is made, lies in `target` itself: each vector is read before it is replaced.
            const float *source = step->fixed + columns[k * pace] * step->fixed_stride;
            if (j == 0) source = padded_row(source, step->fixed_stride, step->factor_count, side, target);
            else if (step->fixed_stride < side) source = target;
            const lanes root = (lanes)space->root[k], confidence = (lanes)space->confidence[k];
            for (int64_t c = 0; c < vectors; c++) {
                const lanes value = load(source + j + c * MQ_LANES);
                store(target + j + c * MQ_LANES, root * value);
                sums[c] += confidence * value;
            }
        }
        for (int64_t c = 0; c < vectors; c++) store(space->right + j + c * MQ_LANES, sums[c]);
    }
}

/// matrix = gram + Σ (c − 1)·y·yᵀ and right = Σ c·y of one row, without the ridge.
static void normal(const mq_als_half_step *step, int64_t row, int64_t side, const workspace *space) {
    const float *from = step->gram;
    memset(space->right, 0, (size_t)side * sizeof(float));
    for (int64_t entry = step->offsets[row]; entry < step->offsets[row + 1]; entry += space->rows) {
        const int64_t left = step->offsets[row + 1] - entry;
        const int64_t count = left < space->rows ? left : space->rows;
        gather(step, entry, count, side, space);
        rank_update(from, space->matrix, side, space->gathered, side, count);
        from = space->matrix;
    }
    if (from == step->gram) memcpy(space->matrix, from, (size_t)(side * side) * sizeof(float));
}

// MARK: Cholesky, A = Uᵀ·U in blocks of MQ_LANES, left-looking

/// Factorises the diagonal block at `block` and takes `right` through the forward substitution on the way.
///
/// Eliminates as L·D·Lᵀ, so that no root stands in the chain of dependences, and carries an identity along:
/// it ends as the inverse of the block's Uᵀ. Returns whether every pivot was positive.
MQ_INLINE int factor_diagonal(const float *block, int64_t side, float ridge, float *inverse, const float *right,
                              float *middle) {
    lanes rows[MQ_LANES], inverses[MQ_LANES], remaining = load(right), pivots, solved;
    MQ_UNROLL for (int r = 0; r < MQ_LANES; r++) {
        rows[r] = load(block + r * side);
        rows[r][r] += ridge;
        inverses[r] = (lanes)0;
        inverses[r][r] = 1;
    }
    MQ_UNROLL for (int s = 0; s < MQ_LANES; s++) {
        pivots[s] = rows[s][s];
        solved[s] = remaining[s];
        const lanes factors = rows[s] * (1 / rows[s][s]);
        remaining -= factors * (lanes)remaining[s];
        MQ_UNROLL for (int r = s + 1; r < MQ_LANES; r++) {
            const lanes factor = (lanes)factors[r];
            rows[r] -= factor * rows[s];
            inverses[r] -= factor * inverses[s];
        }
    }
    const lanes scales = 1 / square_root(pivots);
    int positive = 1;
    MQ_UNROLL for (int s = 0; s < MQ_LANES; s++) {
        positive &= pivots[s] > 0;
        store(inverse + s * MQ_LANES, inverses[s] * (lanes)scales[s]);
    }
    store(middle, solved * scales);
    return positive;
}

/// The block right of a factorised diagonal one becomes a block of U: inverse · block.
MQ_INLINE void factor_panel(float *block, int64_t side, const float *inverse) {
    lanes rows[MQ_LANES];
    MQ_UNROLL for (int r = 0; r < MQ_LANES; r++) rows[r] = load(block + r * side);
    MQ_UNROLL for (int r = MQ_LANES - 1; r >= 0; r--) {
        lanes sum = (lanes)inverse[r * MQ_LANES] * rows[0];
        MQ_UNROLL for (int s = 1; s <= r; s++) sum += (lanes)inverse[r * MQ_LANES + s] * rows[s];
        store(block + r * side, sum);
    }
}

/// right[k.. + MQ_LANES] −= Σ_{s<k} middle[s] · U[s][k..]: what the blocks above have already explained.
MQ_INLINE void reduce_right(const float *matrix, int64_t side, int64_t k, float *right, const float *middle) {
    lanes sums[4] = {load(right + k), (lanes)0, (lanes)0, (lanes)0};
    for (int64_t s = 0; s < k; s += 4) {
        MQ_UNROLL for (int t = 0; t < 4; t++) sums[t] -= (lanes)middle[s + t] * load(matrix + (s + t) * side + k);
    }
    store(right + k, (sums[0] + sums[1]) + (sums[2] + sums[3]));
}

/// A = Uᵀ·U in place, and middle = U⁻ᵀ · right. Returns 0, or −1 when a pivot is not positive.
static int factor(float *matrix, float ridge, int64_t side, const workspace *space, float *right) {
    for (int64_t k = 0; k < side; k += MQ_LANES) {
        float *inverse = space->inverses + k * MQ_LANES;
        if (k > 0) block_row(matrix, matrix, side, matrix, side, k, k, 1);
        reduce_right(matrix, side, k, right, space->middle);
        if (!factor_diagonal(matrix + k * side + k, side, ridge, inverse, right + k, space->middle + k)) return -1;
        for (int64_t j = k + MQ_LANES; j < side; j += MQ_LANES) factor_panel(matrix + k * side + j, side, inverse);
    }
    return 0;
}

/// U · solution = middle, from the last block up.
static void substitute(const float *matrix, int64_t side, const workspace *space, float *solution) {
    for (int64_t k = side - MQ_LANES; k >= 0; k -= MQ_LANES) {
        const float *inverse = space->inverses + k * MQ_LANES;
        lanes parts[4] = {(lanes)0, (lanes)0, (lanes)0, (lanes)0};
        MQ_UNROLL for (int r = 0; r < MQ_LANES; r++) {
            lanes known = (lanes)0;
            for (int64_t j = k + MQ_LANES; j < side; j += MQ_LANES) {
                known += load(matrix + (k + r) * side + j) * load(solution + j);
            }
            const lanes value = (lanes)(space->middle[k + r] - total(known));
            parts[r % 4] += value * load(inverse + r * MQ_LANES);
        }
        store(solution + k, (parts[0] + parts[1]) + (parts[2] + parts[3]));
    }
}

/// Adds the solved row's part of the objective: see mq_solve_als_rows.
static void add_sums(const workspace *space, int64_t side, float ridge, double *sums) {
    lanes explained = (lanes)0, squares = (lanes)0;
    for (int64_t j = 0; j < side; j += MQ_LANES) {
        const lanes middle = load(space->middle + j), solution = load(space->right + j);
        explained += middle * middle;  // |U⁻ᵀ b|² = bᵀ A⁻¹ b = b · x
        squares += solution * solution;
    }
    sums[0] += total(explained);
    sums[1] += (double)ridge * total(squares);
}

// MARK: Doors

int64_t MQ_EXPORT(mq_solve_als_rows_)(
    const mq_als_half_step *step, int64_t first, int64_t end, float *scratch, double *sums) {
    const int64_t side = mq_solve_padded(step->factor_count);
    const workspace space = carve(scratch, side);
    for (int64_t row = first; row < end; row++) {
        float *solved = step->solved + row * step->solved_stride;
        if (step->offsets[row] == step->offsets[row + 1]) {
            memset(solved, 0, (size_t)step->factor_count * sizeof(float));
            continue;
        }
        normal(step, row, side, &space);
        if (factor(space.matrix, step->ridge[row], side, &space, space.right)) return row;
        substitute(space.matrix, side, &space, space.right);
        add_sums(&space, side, step->ridge[row], sums);
        memcpy(solved, space.right, (size_t)step->factor_count * sizeof(float));
    }
    return -1;
}

void MQ_EXPORT(mq_solve_gram_)(
    const float *rows, int64_t count, int64_t stride, int64_t factors, float *gram, float *scratch) {
    const int64_t side = mq_solve_padded(factors);
    if (stride >= side) {
        rank_update(gram, gram, side, rows, stride, count);
        return;
    }
    const workspace space = carve(scratch, side);
    for (int64_t row = 0; row < count; row += space.rows) {
        const int64_t block = count - row < space.rows ? count - row : space.rows;
        for (int64_t k = 0; k < block; k++) {
            padded_row(rows + (row + k) * stride, stride, factors, side, space.gathered + k * side);
        }
        rank_update(gram, gram, side, space.gathered, side, block);
    }
}

void MQ_EXPORT(mq_solve_normal_)(
    const mq_als_half_step *step, int64_t row, float *matrix, float *right, float *scratch) {
    const int64_t side = mq_solve_padded(step->factor_count);
    workspace space = carve(scratch, side);
    space.matrix = matrix;
    space.right = right;
    normal(step, row, side, &space);
}

int MQ_EXPORT(mq_solve_cholesky_)(float *matrix, float ridge, float *right, int64_t factors, float *scratch) {
    const int64_t side = mq_solve_padded(factors);
    const workspace space = carve(scratch, side);
    if (factor(matrix, ridge, side, &space, right)) return -1;
    substitute(matrix, side, &space, right);
    return 0;
}

#include "mq_solve_cg_body.h"
