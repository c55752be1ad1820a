#pragma once
#include <stdint.h>
#include "mq_isa.h"

// Dense products: what inverting a large symmetric matrix and adding its rows come down to.

/// Floats of a panel: the right side of a product is stored as panels of this many columns.
#define MQ_DENSE_PANEL 32

/// target[rows × columns] += left[rows × depth] · right[depth × columns].
///
/// `right` lies in panels: [columns / 32][depth][32]. `rows` is a multiple of 8, `columns` one of 32; the strides of
/// `target` and `left` are in floats. Sums run over `depth` in ascending order, whatever the processor.
void mq_dense_add_product(
    mq_isa isa, float *target, int64_t target_stride, const float *left, int64_t left_stride, const float *right,
    int64_t rows, int64_t columns, int64_t depth);

/// target[count] += scale · source[count].
void mq_dense_add_scaled(mq_isa isa, float *target, const float *source, float scale, int64_t count);

/// Replaces a symmetric positive definite matrix [side × side] by its inverse, by Gauss–Jordan elimination.
///
/// Returns 0, or −1 when a pivot is not positive.
int mq_dense_invert_block(mq_isa isa, double *matrix, int64_t side);
