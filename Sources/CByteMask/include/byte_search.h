#ifndef EXFIL_BYTE_SEARCH_H
#define EXFIL_BYTE_SEARCH_H

/* The C library's searches that its headers only show to GNU programs. */

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* The last of `count` bytes that equals c, or NULL. */
const void *byte_search_last(const void *bytes, int c, size_t count);

/* The first occurrence of a needle in `count` bytes, or NULL. */
const void *byte_search_needle(
    const void *bytes, size_t count, const void *needle, size_t needle_count);

/* The first of `count` bytes that is a quote, a backslash or a control byte (below 0x20): where a
 * string of JSON ends or needs a closer look; `count` if there is none. */
size_t byte_search_string_end(const unsigned char *bytes, size_t count);

/* The bit of what `byte_search_json_close` returns that says there are escapes. */
#define BYTE_SEARCH_ESCAPES ((size_t)1 << 62)

/* As `byte_search_json_close`, for a string whose bytes before `i` are neither quotes nor escapes. */
size_t byte_search_json_rest(const unsigned char *bytes, size_t count, size_t i);

#if defined(__SSE2__)
/* Which of 16 bytes are quotes, backslashes or control bytes. */
static inline uint64_t byte_search_json_hits(const unsigned char *bytes) {
  __m128i at = _mm_loadu_si128((const __m128i *)bytes);
  __m128i hit = _mm_or_si128(
      _mm_or_si128(
          _mm_cmpeq_epi8(at, _mm_set1_epi8('"')), _mm_cmpeq_epi8(at, _mm_set1_epi8('\\'))),
      /* The lesser of a byte and 0x1F is the byte itself for control bytes only. */
      _mm_cmpeq_epi8(_mm_min_epu8(at, _mm_set1_epi8(0x1F)), at));
  return (uint64_t)(uint16_t)_mm_movemask_epi8(hit);
}
#endif

/* Where the quote stands that closes a string of JSON whose first byte is `bytes[0]`; `count` if it is
 * never closed, or a control byte or an escape that JSON does not know comes before. */
static inline size_t byte_search_json_close(const unsigned char *bytes, size_t count) {
#if defined(__SSE2__)
  /* Most strings are short and hold no escape. */
  if (count >= 16) {
    uint64_t hits = byte_search_json_hits(bytes);
    if (hits == 0) return byte_search_json_rest(bytes, count, 16);
    size_t i = (size_t)__builtin_ctzll(hits);
    return bytes[i] == '"' ? i : byte_search_json_rest(bytes, count, i);
  }
#endif
  return byte_search_json_rest(bytes, count, 0);
}

#endif
