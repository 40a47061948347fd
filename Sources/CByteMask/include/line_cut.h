#ifndef EXFIL_LINE_CUT_H
#define EXFIL_LINE_CUT_H

/* One walk over a line that is written by a frame: fixed texts, and values between them. */

#include <stddef.h>
#include <stdint.h>

/* A text, and the value behind it if there is one. */
typedef struct {
  /* The text's first eight bytes, the first in the lowest place, and a bit for each bit of them. */
  uint64_t front;
  uint64_t mask;
  /* Where all its bytes are among those of the frame. */
  uint32_t text;
  uint32_t text_count;
  /* Where the value goes; -1 if it is not wanted. */
  int32_t slot;
  /* Where the first word of it goes, all between that and the last word, and the last word; -1 likewise. */
  int32_t words[3];
  /* The byte that ends the value; -1 if the line does. */
  int16_t stop;
  uint8_t has_value;
  /* Whether quotes stand around it, so that one inside has a backslash. */
  uint8_t is_quoted;
  /* Whether brackets stand around it that are no part of the texts. */
  uint8_t has_brackets;
  uint8_t has_words;
} line_cut_step;

enum { LINE_CUT_WHOLE = 0, LINE_CUT_OTHER = 1, LINE_CUT_OPEN_QUOTE = 2 };

/* Walks the line from `start` to `end`; bytes before `limit` can be read.
 *
 * `values[slot]` is set to `start << 32 | end << 3` of a wanted value, `| escaped` for one in quotes that holds a
 * backslash. A line of another frame gives LINE_CUT_OTHER, one with a quote that is never closed
 * LINE_CUT_OPEN_QUOTE; then some values may be set. */
int line_cut(
    const unsigned char *bytes, size_t start, size_t end, size_t limit, const line_cut_step *steps,
    size_t step_count, const unsigned char *texts, uint64_t *values, uint64_t escaped);

#endif
