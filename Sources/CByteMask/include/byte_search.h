#ifndef EXFIL_BYTE_SEARCH_H
#define EXFIL_BYTE_SEARCH_H

/* The C library's searches that its headers only show to GNU programs. */

#include <stddef.h>

/* The last of `count` bytes that equals c, or NULL. */
const void *byte_search_last(const void *bytes, int c, size_t count);

/* The first occurrence of a needle in `count` bytes, or NULL. */
const void *byte_search_needle(
    const void *bytes, size_t count, const void *needle, size_t needle_count);

/* The first of `count` bytes that is a quote, a backslash or a control byte (below 0x20): where a
 * string of JSON ends or needs a closer look; `count` if there is none. */
size_t byte_search_string_end(const unsigned char *bytes, size_t count);

/* Where the quote stands that closes a string of JSON whose first byte is `bytes[0]`; `count` if it is
 * never closed, or a control byte or an escape that JSON does not know comes before. `escapes` becomes
 * how many escapes there are. */
size_t byte_search_json_close(const unsigned char *bytes, size_t count, size_t *escapes);

#endif
