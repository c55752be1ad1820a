// Conjugate gradients for the rows of alternating least squares (Hestenes and Stiefel 1952; Takács, Pilászy and Tikk 2011,
// "Applications of the conjugate gradient method for implicit feedback collaborative filtering"). The matrix of a row is
// never made: it is applied to a vector, entry by entry. Included by mq_solve_body.h.
//
// Reading order: add_rows (Σ scale·row); row_dots; apply (the matrix times a vector); cg_row.

/// Entries that are worked on together: their scales fit the first-level cache.
#define MQ_CG_BLOCK 64

/// into[j..] += Σ_k scales[k] · row k[j..] for `width` vectors; `width` is a constant where this is inlined.
MQ_INLINE void add_rows_at(
    const mq_als_half_step *step, const int32_t *columns, const float *scales, int64_t count, int64_t j, int width,
    float *into) {
    lanes sums[4];
    MQ_UNROLL for (int c = 0; c < width; c++) sums[c] = load(into + j + c * MQ_LANES);
    for (int64_t k = 0; k < count; k++) {
        const float *row = step->fixed + columns[k * step->entry_stride] * step->fixed_stride + j;
        const lanes scale = (lanes)scales[k];
        MQ_UNROLL for (int c = 0; c < width; c++) sums[c] += scale * load(row + c * MQ_LANES);
    }
    MQ_UNROLL for (int c = 0; c < width; c++) store(into + j + c * MQ_LANES, sums[c]);
}

static void add_rows(
    const mq_als_half_step *step, const int32_t *columns, const float *scales, int64_t count, int64_t side,
    float *into) {
    int64_t j = 0;
    for (; j + 4 * MQ_LANES <= side; j += 4 * MQ_LANES) add_rows_at(step, columns, scales, count, j, 4, into);
    for (; j + 2 * MQ_LANES <= side; j += 2 * MQ_LANES) add_rows_at(step, columns, scales, count, j, 2, into);
    for (; j < side; j += MQ_LANES) add_rows_at(step, columns, scales, count, j, 1, into);
}

/// dots[k] = row k · vector.
static void row_dots(
    const mq_als_half_step *step, const int32_t *columns, int64_t count, int64_t side, const float *vector,
    float *dots) {
    for (int64_t k = 0; k < count; k++) {
        const float *row = step->fixed + columns[k * step->entry_stride] * step->fixed_stride;
        lanes sums[2] = {(lanes)0, (lanes)0};
        int64_t j = 0;
        for (; j + 2 * MQ_LANES <= side; j += 2 * MQ_LANES) {
            sums[0] += load(row + j) * load(vector + j);
            sums[1] += load(row + j + MQ_LANES) * load(vector + j + MQ_LANES);
        }
        if (j < side) sums[0] += load(row + j) * load(vector + j);
        dots[k] = total(sums[0] + sums[1]);
    }
}

MQ_INLINE void gram_times_at(
    const float *gram, float ridge, const float *vector, int64_t side, int64_t j, int width, float *into) {
    lanes sums[4];
    MQ_UNROLL for (int c = 0; c < width; c++) sums[c] = (lanes)ridge * load(vector + j + c * MQ_LANES);
    for (int64_t s = 0; s < side; s++) {
        const lanes scale = (lanes)vector[s];
        MQ_UNROLL for (int c = 0; c < width; c++) sums[c] += scale * load(gram + s * side + j + c * MQ_LANES);
    }
    MQ_UNROLL for (int c = 0; c < width; c++) store(into + j + c * MQ_LANES, sums[c]);
}

/// into = (gram + ridge·I + Σ (c − 1)·y·yᵀ) · vector.
static void apply(
    const mq_als_half_step *step, int64_t row, int64_t side, const float *vector, float *into) {
    int64_t j = 0;
    for (; j + 4 * MQ_LANES <= side; j += 4 * MQ_LANES)
        gram_times_at(step->gram, step->ridge[row], vector, side, j, 4, into);
    for (; j < side; j += MQ_LANES) gram_times_at(step->gram, step->ridge[row], vector, side, j, 1, into);
    float scales[MQ_CG_BLOCK];
    for (int64_t entry = step->offsets[row]; entry < step->offsets[row + 1]; entry += MQ_CG_BLOCK) {
        const int64_t left = step->offsets[row + 1] - entry;
        const int64_t count = left < MQ_CG_BLOCK ? left : MQ_CG_BLOCK;
        const int32_t *columns = step->columns + entry * step->entry_stride;
        const float *weights = step->weights + entry * step->entry_stride;
        row_dots(step, columns, count, side, vector, scales);
        for (int64_t k = 0; k < count; k++) scales[k] *= extra_confidence(step, weights[k * step->entry_stride]);
        add_rows(step, columns, scales, count, side, into);
    }
}

/// right = Σ c · y.
static void right_side(const mq_als_half_step *step, int64_t row, int64_t side, float *right) {
    memset(right, 0, (size_t)side * sizeof(float));
    float scales[MQ_CG_BLOCK];
    for (int64_t entry = step->offsets[row]; entry < step->offsets[row + 1]; entry += MQ_CG_BLOCK) {
        const int64_t left = step->offsets[row + 1] - entry;
        const int64_t count = left < MQ_CG_BLOCK ? left : MQ_CG_BLOCK;
        const float *weights = step->weights + entry * step->entry_stride;
        for (int64_t k = 0; k < count; k++) scales[k] = 1 + extra_confidence(step, weights[k * step->entry_stride]);
        add_rows(step, step->columns + entry * step->entry_stride, scales, count, side, right);
    }
}

static float dot(const float *left, const float *right, int64_t side) {
    lanes sum = (lanes)0;
    for (int64_t j = 0; j < side; j += MQ_LANES) sum += load(left + j) * load(right + j);
    return total(sum);
}

/// into += scale · vector.
static void add_scaled(float *into, float scale, const float *vector, int64_t side) {
    for (int64_t j = 0; j < side; j += MQ_LANES) store(into + j, load(into + j) + (lanes)scale * load(vector + j));
}

/// Below this square of a residual there is nothing left to improve in single precision.
#define MQ_CG_ENOUGH 1e-20f

/// Improves `x` in place; `residual` ends as right − A·x.
static void cg_row(
    const mq_als_half_step *step, int64_t row, int64_t side, int64_t steps, float *x, const float *right,
    float *residual, float *direction, float *product) {
    apply(step, row, side, x, product);
    for (int64_t j = 0; j < side; j += MQ_LANES) {
        const lanes value = load(right + j) - load(product + j);
        store(residual + j, value);
        store(direction + j, value);
    }
    float square = dot(residual, residual, side);
    for (int64_t s = 0; s < steps && square > MQ_CG_ENOUGH; s++) {
        apply(step, row, side, direction, product);
        const float curvature = dot(direction, product, side);
        if (!(curvature > 0)) return;
        const float length = square / curvature;
        add_scaled(x, length, direction, side);
        add_scaled(residual, -length, product, side);
        const float next = dot(residual, residual, side);
        const lanes share = (lanes)(next / square);
        for (int64_t j = 0; j < side; j += MQ_LANES) {
            store(direction + j, load(residual + j) + share * load(direction + j));
        }
        square = next;
    }
}

void MQ_EXPORT(mq_solve_cg_rows_)(
    const mq_als_half_step *step, int64_t first, int64_t end, int64_t steps, float *scratch, double *sums) {
    const int64_t side = mq_solve_padded(step->factor_count);
    float *right = (float *)(((uintptr_t)scratch + 63) / 64 * 64);
    float *residual = right + side, *direction = residual + side, *product = direction + side;
    for (int64_t row = first; row < end; row++) {
        float *x = step->solved + row * step->solved_stride;
        if (step->offsets[row] == step->offsets[row + 1]) {
            memset(x, 0, (size_t)side * sizeof(float));
            continue;
        }
        right_side(step, row, side, right);
        cg_row(step, row, side, steps, x, right, residual, direction, product);
        sums[0] += dot(right, x, side) + dot(residual, x, side);
        sums[1] += (double)step->ridge[row] * dot(x, x, side);
    }
}
