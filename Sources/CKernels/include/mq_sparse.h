#pragma once
#include <stdint.h>
#include "mq_isa.h"

// A sparse matrix times a dense one: what propagating over a graph and subspace iteration come down to.

/// target[r] = scale · (base[r] + Σ over the entries e of row r: weights[e] · dense[columns[e]])
///
/// A row of the dense matrices is `width` floats, a multiple of 16, and begins `stride` floats after the one before.
typedef struct mq_sparse_product {
    const int64_t *offsets;  // [rows + 1]
    const int32_t *columns;  // [entries], rows of `dense`
    const float *weights;    // [entries]
    const int32_t *rows;     // [rows], which row of `base` and `target` each is; NULL: its own number
    const float *dense;      // [columns × stride]
    const float *base;       // [rows × stride], or NULL for zeros; may be `target`
    float *target;           // [rows × stride]
    int64_t width;
    int64_t stride;
    float scale;
} mq_sparse_product;

/// Computes rows first..<end. Each sum runs over the entries in their order, the base first.
void mq_sparse_rows(mq_isa isa, const mq_sparse_product *product, int64_t first, int64_t end);

/// One step of Adam (Kingma and Ba 2015, algorithm 1) for `count` numbers, a multiple of 16.
typedef struct mq_adam {
    float rate;        // the learning rate
    float first;       // β₁
    float second;      // β₂
    float first_bias;  // 1 − β₁ᵗ
    float second_bias; // 1 − β₂ᵗ
    float epsilon;
} mq_adam;

/// gradient += decay · values; then mean, square and values are moved by it.
void mq_adam_step(
    mq_isa isa, const mq_adam *adam, float decay, const float *gradient, float *mean, float *square, float *values,
    int64_t count);

/// One step of AdaGrad (Duchi, Hazan and Singer 2011) for `count` numbers, a multiple of 16: gradient += decay · values,
/// squares += gradient², values −= rate · gradient / √squares. Squares are above 0.
void mq_adagrad_step(
    mq_isa isa, float rate, float decay, const float *gradient, float *squares, float *values, int64_t count);

/// gram[i × width + j] += Σ over `count` rows: rows[r][i] · rows[r][j], in double precision, for j ≥ i and some below.
///
/// `width` is a multiple of 16; sums run over the rows in their order, four at a time.
void mq_tall_gram(mq_isa isa, const float *rows, int64_t count, int64_t stride, int64_t width, double *gram);
