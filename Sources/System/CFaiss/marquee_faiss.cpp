// Empty without the package trait FAISS, so that a build needs none of its headers.
#ifdef MARQUEE_FAISS

#include "marquee_faiss.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>

#include <faiss/AutoTune.h>
#include <faiss/Index.h>
#include <faiss/impl/io.h>
#include <faiss/index_factory.h>
#include <faiss/index_io.h>

// omp.h belongs to the compiler's own runtime, which need not be installed; FAISS brings the library.
extern "C" void omp_set_num_threads(int count);

struct mqf_index {
    std::unique_ptr<faiss::Index> faiss;
};

namespace {

/// Calls `body`; when it throws, `message` says why and the answer is `failure`.
template <typename Answer, typename Body>
Answer guarded(Answer failure, char *message, size_t capacity, Body body) {
    try {
        // The number belongs to the calling thread. FAISS's own threads would spin beside those that serve.
        omp_set_num_threads(1);
        return body();
    } catch (const std::exception &error) {
        std::snprintf(message, capacity, "%s", error.what());
    } catch (...) {
        std::snprintf(message, capacity, "%s", "an unknown exception");
    }
    return failure;
}

}  // namespace

mqf_index *mqf_build(
    const char *description, int32_t dimension, const float *vectors, int64_t count, int32_t breadth, char *message,
    size_t capacity) {
    return guarded<mqf_index *>(nullptr, message, capacity, [&] {
        std::unique_ptr<faiss::Index> made(
            faiss::index_factory(dimension, description, faiss::METRIC_INNER_PRODUCT));
        if (breadth > 0) faiss::ParameterSpace().set_index_parameter(made.get(), "efSearch", breadth);
        made->add(count, vectors);
        return new mqf_index{std::move(made)};
    });
}

int mqf_search(
    const mqf_index *index, const float *vector, int64_t count, float *scores, int64_t *rows, char *message,
    size_t capacity) {
    return guarded<int>(-1, message, capacity, [&] {
        index->faiss->search(1, vector, count, scores, rows);
        return 0;
    });
}

uint8_t *mqf_serialize(const mqf_index *index, size_t *count, char *message, size_t capacity) {
    return guarded<uint8_t *>(nullptr, message, capacity, [&] {
        faiss::VectorIOWriter writer;
        faiss::write_index(index->faiss.get(), &writer);
        auto *bytes = static_cast<uint8_t *>(std::malloc(writer.data.size()));
        if (bytes == nullptr) throw std::bad_alloc();
        std::memcpy(bytes, writer.data.data(), writer.data.size());
        *count = writer.data.size();
        return bytes;
    });
}

void mqf_free(mqf_index *index) { delete index; }

#endif
