#pragma once
#include <stdint.h>
#include "mq_isa.h"

// The solving kernels: what alternating least squares does with a row.
//
// A factor vector has `factor_count` numbers. Square matrices here are padded to `mq_solve_padded(factor_count)`, the
// next multiple of 16, row-major, and only their upper half (and the 16 × 16 blocks on the diagonal) is meaningful.
// Padding is zero, except for the padded diagonal of a Gram matrix, which is 1, so that it stays positive definite.

/// The side of a padded matrix.
int64_t mq_solve_padded(int64_t factor_count);

/// How many floats of scratch the functions below need; any alignment.
int64_t mq_solve_scratch_count(int64_t factor_count);

/// gram += rowsᵀ · rows over `count` rows of `stride` floats.
///
/// `gram` is [padded × padded] and holds zeros, or an earlier sum. Rows shorter than the padded side are read exactly
/// up to `factor_count`; from longer ones the padding is read too and must be zero.
void mq_solve_gram(
    mq_isa isa, const float *rows, int64_t count, int64_t stride, int64_t factor_count, float *gram, float *scratch);

/// One half-step of alternating least squares: what every row of the solved side needs to know.
typedef struct mq_als_half_step {
    int64_t factor_count;
    const float *fixed;      // [fixed rows × fixed_stride], as in mq_solve_gram
    int64_t fixed_stride;
    const float *gram;       // [padded × padded] of `fixed`, the padded diagonal 1
    const int64_t *offsets;  // [solved rows + 1]
    const int32_t *columns;  // [entries × entry_stride], rows of `fixed`
    const float *weights;    // [entries × entry_stride], > 0
    int64_t entry_stride;    // 1 for two arrays, 2 for one array of (column, weight)
    const float *ridge;      // [solved rows], λ of each
    float alpha;
    float offset;            // confidence = max(1, 1 + offset + alpha · weight); 0 for the model of 2008
    float *solved;           // [solved rows × solved_stride]
    int64_t solved_stride;   // ≥ factor_count; what lies behind a row's factors is not written
} mq_als_half_step;

/// Solves rows first..<end:  (gram + Σ (c − 1)·y·yᵀ + ridge·I) x = Σ c·y, c being the confidence of an entry.  A row without
/// entries becomes 0.
///
/// Adds to sums[0] each row's Σ c·(x·y), and to sums[1] its ridge · |x|².
/// Returns −1, or the first row whose matrix is not positive definite; that row and those behind it are not written.
int64_t mq_solve_als_rows(
    mq_isa isa, const mq_als_half_step *step, int64_t first, int64_t end, float *scratch, double *sums);

/// The same equations, not solved but improved: `steps` steps of conjugate gradients from what `solved` holds.
///
/// `gram` is read as a whole, so both halves must be there; `fixed_stride` and `solved_stride` must be at least
/// `mq_solve_padded(factor_count)`, and what lies behind a row's factors zero. Adds to sums[0] each row's
/// 2·Σ c·(x·y) − x·A·x, which is Σ c·(x·y) where x solves the equations, and to sums[1] its ridge · |x|².
void mq_solve_cg_rows(
    mq_isa isa, const mq_als_half_step *step, int64_t first, int64_t end, int64_t steps, float *scratch, double *sums);

/// The normal equations of row `row` alone: matrix [padded × padded] without the ridge, right [padded].
void mq_solve_normal(
    mq_isa isa, const mq_als_half_step *step, int64_t row, float *matrix, float *right, float *scratch);

/// Solves (matrix + ridge·I) x = right for a padded matrix, which is overwritten; `right` [padded] becomes x.
///
/// Returns 0, or −1 when the matrix is not positive definite.
int mq_solve_cholesky(
    mq_isa isa, float *matrix, float ridge, float *right, int64_t factor_count, float *scratch);
