#pragma once
#include <stddef.h>
#include <stdint.h>

/// The few doors to FAISS that Marquee needs, in C: its own interface is C++, and an exception must not reach Swift.
///
/// Every function that can fail takes `message`, a buffer of `capacity` characters that then says why.
#ifdef __cplusplus
extern "C" {
#endif

typedef struct mqf_index mqf_index;

/// Builds an index over `vectors` [count, dimension], row-major, whose inner product says how near two are.
/// On one thread, so that the same vectors give the same index.
///
/// - `description`: as FAISS's index factory reads it: "Flat", "HNSW32".
/// - `breadth`: how many candidates a search of a graph keeps (efSearch); 0 for an index that has none.
/// Returns NULL when it fails.
mqf_index *mqf_build(
    const char *description, int32_t dimension, const float *vectors, int64_t count, int32_t breadth, char *message,
    size_t capacity);

/// Finds up to `count` rows for `vector` [dimension], nearest first. Any number of threads may search at once.
///
/// Fills `scores` and `rows` [count]; row -1 marks a place that is left empty. Returns 0, or -1 when it fails.
int mqf_search(
    const mqf_index *index, const float *vector, int64_t count, float *scores, int64_t *rows, char *message,
    size_t capacity);

/// The bytes of the file that FAISS writes, to be given to free(3); NULL when it fails.
uint8_t *mqf_serialize(const mqf_index *index, size_t *count, char *message, size_t capacity);

void mqf_free(mqf_index *index);

#ifdef __cplusplus
}
#endif
