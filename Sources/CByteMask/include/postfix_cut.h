#ifndef EXFIL_POSTFIX_CUT_H
#define EXFIL_POSTFIX_CUT_H

/* One walk over syslog lines of Postfix that were written in one second. */

#include <stddef.h>
#include <stdint.h>

/* What each line begins with: a text, digits, another text, of which the last byte is a blank. */
typedef struct {
  const unsigned char *second;
  size_t second_count;
  size_t digit_count;
  const unsigned char *zone;
  size_t zone_count;
} postfix_front;

/* A line; places are those of the block. */
typedef struct {
  /* What the line says, as below; 0 if it is of no queue id. */
  uint64_t first;
  uint64_t second;
  uint32_t start;
  uint32_t end;
  uint32_t host_start;
  uint32_t host_end;
  /* The digits as a number of microseconds. */
  uint32_t microsecond;
} postfix_row;

/* first    kind 4 | flags 4 | length of the queue id 8 | its place 16 | place and length of a text 16 16
 * second   the size of the mail, or place and length of another text 32 32
 *
 * Places count from the front of the line. */
enum {
  POSTFIX_OTHER = 1, POSTFIX_CLIENT, POSTFIX_MESSAGE_ID, POSTFIX_HEADER, POSTFIX_QUEUED, POSTFIX_DELIVERY,
  POSTFIX_REMOVED,
  POSTFIX_IS_SENT = 1 << 4,
  POSTFIX_IS_HANDED_ON = 1 << 5,
  POSTFIX_HAS_TEXT = 1 << 6,
  POSTFIX_HAS_OTHER_TEXT = 1 << 7
};

/* Reads lines from `*at` on until one comes that does not begin so, is no line of Postfix, is broken, unusual or
 * long, or stands near the end of the block; `*at` is where that one begins.
 *
 * Returns how many were read, at most `capacity`. */
size_t postfix_cut(
    const unsigned char *bytes, size_t count, size_t *at, const postfix_front *front, postfix_row *rows,
    size_t capacity);

#endif
