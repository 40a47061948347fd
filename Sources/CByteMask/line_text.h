#ifndef EXFIL_LINE_TEXT_H
#define EXFIL_LINE_TEXT_H

/* Lines that are walked once: where the next of some bytes stands, and how a place is told. */

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

/* What is walked. With `has_spare`, 16 bytes behind `end` can be read. */
typedef struct {
  const unsigned char *bytes;
  size_t end;
  size_t limit;
  int has_spare;
} text;

/* Where one of two bytes stands first, from `at` on; `end` if none does. */
static size_t first_of(text in, size_t at, size_t end, unsigned char one, unsigned char other) {
#if defined(__SSE2__)
  const __m128i ones = _mm_set1_epi8((char)one), others = _mm_set1_epi8((char)other);
  for (; at < end && in.limit - at >= 16; at += 16) {
    __m128i here = _mm_loadu_si128((const __m128i *)(in.bytes + at));
    __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(here, ones), _mm_cmpeq_epi8(here, others));
    unsigned mask = (unsigned)_mm_movemask_epi8(hits);
    if (mask == 0) continue;
    at += (size_t)__builtin_ctz(mask);
    return at < end ? at : end;
  }
#endif
  while (at < end && in.bytes[at] != one && in.bytes[at] != other) at++;
  return at < end ? at : end;
}

/* The same, sooner where it is among the first 16 bytes, as it mostly is. `at` is no more than `end`. */
INLINE size_t near_of(text in, size_t at, size_t end, unsigned char one, unsigned char other) {
#if defined(__SSE2__)
  if (in.has_spare) {
    __m128i here = _mm_loadu_si128((const __m128i *)(in.bytes + at));
    __m128i hits = _mm_cmpeq_epi8(here, _mm_set1_epi8((char)one));
    if (one != other) hits = _mm_or_si128(hits, _mm_cmpeq_epi8(here, _mm_set1_epi8((char)other)));
    unsigned mask = (unsigned)_mm_movemask_epi8(hits);
    if (mask != 0) {
      at += (size_t)__builtin_ctz(mask);
      return at < end ? at : end;
    }
    at += 16;
  }
#endif
  return first_of(in, at, end, one, other);
}

/* Where the quote stands that ends a text in which a backslash takes away the meaning of the next byte; `end` if
 * none does. */
INLINE size_t closing_quote(text in, size_t at, int *has_escapes) {
  *has_escapes = 0;
  while (at < in.end) {
    at = near_of(in, at, in.end, '"', '\\');
    if (at == in.end || in.bytes[at] == '"') return at;
    *has_escapes = 1;
    at += 2;
  }
  return in.end;
}

/* Where a value stands; `form` is below 8. */
INLINE uint64_t place(size_t start, size_t end, uint64_t form) {
  return (uint64_t)start << 32 | (uint64_t)end << 3 | form;
}

#endif
