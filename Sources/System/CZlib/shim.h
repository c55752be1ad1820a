#pragma once
#include <string.h>
#include <zlib.h>

/// Packs `input` as one gzip member (RFC 1952), as small as zlib can, without name and time: the same bytes every time.
///
/// zlib's own doors are macros, which Swift does not see. Returns the bytes written, or 0 when `output` is too small or
/// there is no memory.
static inline unsigned long marquee_gzip(
    const unsigned char *input, unsigned int inputCount, unsigned char *output, unsigned int outputCount) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    // 15 is the largest window, + 16 asks for gzip's frame instead of zlib's; 9 is the most memory.
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (unsigned char *)input;
    stream.avail_in = inputCount;
    stream.next_out = output;
    stream.avail_out = outputCount;
    int state = deflate(&stream, Z_FINISH);
    unsigned long written = stream.total_out;
    deflateEnd(&stream);
    return state == Z_STREAM_END ? written : 0;
}
