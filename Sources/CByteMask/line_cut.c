#include "line_cut.h"

#include <string.h>

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

INLINE int stands(text in, const line_cut_step *step, size_t at, const unsigned char *texts) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (step->text_count <= 8 && (in.has_spare || in.limit - at >= 8)) {
    uint64_t front;
    memcpy(&front, in.bytes + at, 8);
    return ((front ^ step->front) & step->mask) == 0;
  }
#endif
  return step->text_count == 0 || memcmp(in.bytes + at, texts + step->text, step->text_count) == 0;
}

INLINE uint64_t place(size_t start, size_t end, uint64_t form) {
  return (uint64_t)start << 32 | (uint64_t)end << 3 | form;
}

/* `POST /a?b HTTP/1.1`; whatever else stands there has no words. */
INLINE void cut_words(text in, const line_cut_step *step, size_t start, size_t end, uint64_t *values, uint64_t form) {
  size_t first = near_of(in, start, end, ' ', ' ');
  if (first == start || first == end) return;
  size_t last = end - 1;
  while (in.bytes[last] != ' ') last--;
  if (last == first) return;
  if (step->words[0] >= 0) values[step->words[0]] = place(start, first, form);
  if (step->words[1] >= 0) values[step->words[1]] = place(first + 1, last, form);
  if (step->words[2] >= 0) values[step->words[2]] = place(last + 1, end, form);
}

INLINE int walk(
    text in, size_t at, const line_cut_step *steps, size_t step_count, const unsigned char *texts, uint64_t *values,
    uint64_t escaped) {
  for (const line_cut_step *step = steps; step != steps + step_count; step++) {
    if (in.end - at < step->text_count || !stands(in, step, at, texts)) return LINE_CUT_OTHER;
    at += step->text_count;
    if (!step->has_value) continue;
    if (step->has_brackets) {
      if (at == in.end || in.bytes[at] != '[') return LINE_CUT_OTHER;
      at++;
    }
    size_t first = at;
    uint64_t form = 0;
    if (step->is_quoted) {
      int has_escapes;
      at = closing_quote(in, first, &has_escapes);
      if (at == in.end) return LINE_CUT_OPEN_QUOTE;
      if (has_escapes) form = escaped;
    } else if (step->stop >= 0) {
      at = near_of(in, first, in.end, (unsigned char)step->stop, (unsigned char)step->stop);
    } else {
      at = in.end;
    }
    if (step->slot >= 0) values[step->slot] = place(first, at, form);
    if (step->has_words) cut_words(in, step, first, at, values, form);
    if (step->has_brackets) {
      if (at == in.end) return LINE_CUT_OTHER;
      at++;
    }
  }
  return at == in.end ? LINE_CUT_WHOLE : LINE_CUT_OTHER;
}

int line_cut(
    const unsigned char *bytes, size_t start, size_t end, size_t limit, const line_cut_step *steps,
    size_t step_count, const unsigned char *texts, uint64_t *values, uint64_t escaped) {
  text in = {bytes, end, limit, 1};
  if (limit - end >= 16) return walk(in, start, steps, step_count, texts, values, escaped);
  in.has_spare = 0;
  return walk(in, start, steps, step_count, texts, values, escaped);
}
