#include "line_cut.h"

#include <string.h>

#include "line_text.h"

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
