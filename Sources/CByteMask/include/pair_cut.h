#ifndef EXFIL_PAIR_CUT_H
#define EXFIL_PAIR_CUT_H

/* One walk over the `key=value` pairs of a line. */

#include <stddef.h>
#include <stdint.h>

/* How many keys are remembered at most, and how many of a key's first bytes are held together with it. */
#define PAIR_CUT_KNOWN 512
#define PAIR_CUT_TOKEN 32
#define PAIR_CUT_HASHES 256

/* A key that was met, with the `=` behind it. */
typedef struct {
  /* Its first bytes, with zeros behind a shorter one, and a bit for each byte of these. */
  unsigned char token[PAIR_CUT_TOKEN];
  uint32_t behind;
  uint32_t count;
  /* Where all its bytes are among those of the memory. */
  uint32_t start;
  /* Where its value goes; -1 if it is not wanted. */
  int32_t slot;
  /* Which key came after it the last time, and the next one of the same hash; 0 for none. */
  uint16_t next;
  uint16_t same;
  /* What makes it 64 bytes. */
  uint32_t unused[3];
} pair_cut_known;

/* The keys of lines before. Programs write the same ones in the same order again and again, so that each key is first
 * held against the one that came after the one before it the last time. */
typedef struct {
  /* The first stands for the beginning of a line: its count is more than any line has bytes. */
  pair_cut_known *known;
  /* The first key of each hash; 0 for none. */
  const uint16_t *firsts;
  const unsigned char *bytes;
} pair_cut_memory;

/* How pairs stand in a line. */
typedef enum {
  /* `key=value key="quoted \"value\""`: between one of two bytes, and blanks in front of a key mean nothing. */
  PAIR_CUT_WORDS,
  /* `key=value|key=value`: between one byte, whatever else a value holds. */
  PAIR_CUT_BARS,
  /* `key=a value key=value`: a value goes up to the word that the next `=` follows; a backslash takes away the meaning
   * of the byte behind it. */
  PAIR_CUT_EXTENSION
} pair_cut_form;

/* Where a walk is. */
typedef struct {
  /* The first byte that was not walked over. */
  size_t at;
  /* Where a key that is not remembered begins; it ends, `=` included, at `at`. */
  size_t key;
  /* Where the value at `at` goes, -1 if it is not wanted; PAIR_CUT_NO_VALUE if no value begins there. */
  int32_t slot;
  /* The key that was met last among those that are remembered; 0 at the beginning of a line. */
  uint16_t last;
  /* Not 0 once a pair was met. */
  uint8_t has_pair;
} pair_cut_progress;

#define PAIR_CUT_NO_VALUE (-2)

enum { PAIR_CUT_WHOLE = 0, PAIR_CUT_OTHER_KEY = 1, PAIR_CUT_OPEN_QUOTE = 2 };

/* The hash of a key of `count` bytes, `=` included. */
uint32_t pair_cut_hash(const unsigned char *key, size_t count);

/* Walks on over a line that ends at `end`; bytes before `limit` can be read.
 *
 * `values[slot]` is set to `start << 32 | end << 3` of a wanted value unless it is set already, `| escaped` for one
 * with a backslash. Returns PAIR_CUT_WHOLE at the end of the line, PAIR_CUT_OPEN_QUOTE where a quote is never closed,
 * and PAIR_CUT_OTHER_KEY at a key that is not remembered: the caller sets `slot`, and `last` if it remembers it, and
 * goes on with another call. The memory changes how long a walk takes, never what it finds. */
int pair_cut(
    const unsigned char *bytes, size_t end, size_t limit, pair_cut_form form, unsigned char delimiter,
    unsigned char other, const pair_cut_memory *memory, pair_cut_progress *progress, uint64_t *values,
    uint64_t escaped);

#endif
