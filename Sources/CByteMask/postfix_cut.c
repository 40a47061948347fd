#include "postfix_cut.h"

#include <string.h>

#if defined(__SSE2__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#include <emmintrin.h>

#define INLINE static inline __attribute__((always_inline))

/* So many bytes behind each line that is read can be read, too. */
enum { SPARE = 64, MOST = UINT16_MAX };

INLINE unsigned hits(const unsigned char *bytes, unsigned char one) {
  __m128i here = _mm_loadu_si128((const __m128i *)bytes);
  return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(here, _mm_set1_epi8((char)one)));
}

INLINE unsigned either(const unsigned char *bytes, unsigned char one, unsigned char other) {
  __m128i here = _mm_loadu_si128((const __m128i *)bytes);
  return (unsigned)_mm_movemask_epi8(_mm_or_si128(
      _mm_cmpeq_epi8(here, _mm_set1_epi8((char)one)), _mm_cmpeq_epi8(here, _mm_set1_epi8((char)other))));
}

/* Where the byte stands first, from `at` on; `end` if it does not. */
INLINE size_t find(const unsigned char *bytes, size_t at, size_t end, unsigned char one) {
  for (; at < end; at += 16) {
    unsigned mask = hits(bytes + at, one);
    if (mask == 0) continue;
    at += (size_t)__builtin_ctz(mask);
    break;
  }
  return at < end ? at : end;
}

INLINE size_t find_either(
    const unsigned char *bytes, size_t at, size_t end, unsigned char one, unsigned char other) {
  for (; at < end; at += 16) {
    unsigned mask = either(bytes + at, one, other);
    if (mask == 0) continue;
    at += (size_t)__builtin_ctz(mask);
    break;
  }
  return at < end ? at : end;
}

INLINE uint64_t word(const unsigned char *bytes) {
  uint64_t value;
  memcpy(&value, bytes, 8);
  return value;
}

/* Whether a text stands at a place; all of it can be read. */
#define STANDS(bytes, text) (memcmp((bytes), (text), sizeof(text) - 1) == 0)

/* Which of 16 bytes are from `low` to `high`, both below 0x80. */
INLINE unsigned between(const unsigned char *bytes, unsigned char low, unsigned char high) {
  __m128i here = _mm_loadu_si128((const __m128i *)bytes);
  __m128i less = _mm_cmplt_epi8(here, _mm_set1_epi8((char)low));
  __m128i more = _mm_cmpgt_epi8(here, _mm_set1_epi8((char)high));
  return ~(unsigned)_mm_movemask_epi8(_mm_or_si128(less, more)) & 0xFFFF;
}

/* Where the line ends, at its line feed; 0 if that is near the end of the block, or a NUL stands before it. */
INLINE size_t line_end(const unsigned char *bytes, size_t at, size_t count) {
  for (; at + 16 + SPARE <= count; at += 16) {
    unsigned mask = either(bytes + at, '\n', 0);
    if (mask == 0) continue;
    at += (size_t)__builtin_ctz(mask);
    return bytes[at] == '\n' ? at : 0;
  }
  return 0;
}

/* Letters of either case as bits by how far they stand behind `@`: all, `A` to `F`, vowels. */
static const uint64_t letters = 0x07FFFFFE07FFFFFE, hexadecimal = 0x7E, vowels = 0x0020822200208222;

static __attribute__((noinline)) size_t long_id_end(const unsigned char *bytes, size_t start, size_t end) {
  int is_hexadecimal = 1, has_vowel = 0;
  size_t at = start;
  for (; at < end && bytes[at] != ':'; at++) {
    unsigned char byte = bytes[at];
    if (byte >= '0' && byte <= '9') continue;
    if (byte < 0x40 || byte >= 0x80) return 0;
    uint64_t letter = 1ULL << (byte & 0x3F);
    if ((letter & hexadecimal) != 0) {
      has_vowel |= (letter & vowels) != 0;
    } else {
      if ((letter & letters & ~vowels) == 0) return 0;
      is_hexadecimal = 0;
    }
  }
  if (at == end) return 0;
  if (is_hexadecimal) return at - start >= 5 ? at : 0;
  return at - start >= 10 && !has_vowel ? at : 0;
}

/* Where the colon behind a queue id stands; 0 if there is none. */
INLINE size_t id_end(const unsigned char *bytes, size_t start, size_t end) {
  unsigned others = ~(between(bytes + start, '0', '9') | between(bytes + start, 'A', 'F')) & 0xFFFF;
  if (others != 0) {
    size_t at = start + (size_t)__builtin_ctz(others);
    if (at < end && bytes[at] == ':' && at - start >= 5) return at;
  }
  return long_id_end(bytes, start, end);
}

/* What is being read: a line, and what it says. */
typedef struct {
  const unsigned char *bytes;
  size_t start;
  size_t end;
  uint64_t first;
  uint64_t second;
} said;

INLINE void put_text(said *line, size_t start, size_t end) {
  line->first |= POSTFIX_HAS_TEXT | (uint64_t)(start - line->start) << 32 | (uint64_t)(end - start) << 48;
}

/* Finds `<address>`, or what stands before a comma or blank; returns where it ends, 0 if it does not. */
INLINE size_t address(const said *line, size_t *at) {
  const unsigned char *bytes = line->bytes;
  if (*at >= line->end) return 0;
  if (bytes[*at] != '<') return find_either(bytes, *at, line->end, ',', ' ');
  for (size_t close = find(bytes, *at, line->end, '>'); close < line->end;
       close = find(bytes, close + 1, line->end, '>')) {
    if (close + 1 == line->end || bytes[close + 1] == ',' || bytes[close + 1] == ' ') {
      *at += 1;
      return close;
    }
  }
  return 0;
}

INLINE int is_address_literal(const unsigned char *bytes, size_t start, size_t end) {
  if (start == end) return 0;
  if (end - start < 16) {
    unsigned others = ~(between(bytes + start, '0', '9') | hits(bytes + start, '.'));
    if ((others & ((1U << (end - start)) - 1)) == 0) return 1;
  }
  int only_digits = 1;
  for (; start < end; start++) {
    if (bytes[start] == ':') return 1;
    if ((bytes[start] < '0' || bytes[start] > '9') && bytes[start] != '.') only_digits = 0;
  }
  return only_digits;
}

INLINE int read_client(said *line, size_t at) {
  const unsigned char *bytes = line->bytes;
  size_t open = find(bytes, at, line->end, '[');
  size_t close = open < line->end ? find(bytes, open, line->end, ']') : line->end;
  if (close < line->end) {
    size_t start = open + 1;
    for (int times = 0; times < 2 && close - start >= 5 && STANDS(bytes + start, "IPv6:"); times++) start += 5;
    if (is_address_literal(bytes, start, close)) put_text(line, start, close);
  }
  static const char name[] = "sasl_username";
  const size_t count = sizeof(name) - 1;
  for (size_t equal = find(bytes, at, line->end, '='); equal < line->end;
       equal = find(bytes, equal + 1, line->end, '=')) {
    if (equal - at < count || !STANDS(bytes + equal - count, "sasl_username")) continue;
    size_t end = find_either(bytes, equal + 1, line->end, ',', ' ');
    line->first |= POSTFIX_HAS_OTHER_TEXT;
    line->second = (uint64_t)(equal + 1 - line->start) << 32 | (uint64_t)(end - equal - 1);
    break;
  }
  line->first |= POSTFIX_CLIENT;
  return 1;
}

INLINE int read_queued(said *line, size_t at) {
  const unsigned char *bytes = line->bytes;
  size_t end = address(line, &at);
  if (end == 0) return 0;
  size_t next = bytes[end] == '>' ? end + 1 : end;
  if (line->end - next < 8 || !STANDS(bytes + next, ", size=")) return 0;
  next += 7;
  size_t digits = next;
  uint64_t size = 0;
  for (; next < line->end && bytes[next] >= '0' && bytes[next] <= '9'; next++)
    size = size * 10 + (uint64_t)(bytes[next] - '0');
  if (next == digits || next - digits > 18) return 0;
  if (next < line->end && bytes[next] != ',' && bytes[next] != ' ') return 0;
  put_text(line, at, end);
  line->second = size;
  line->first |= POSTFIX_QUEUED;
  return 1;
}

INLINE int is_loopback(const unsigned char *bytes, size_t relay, size_t end) {
  size_t open = find(bytes, relay, end, '[');
  size_t close = open < end ? find(bytes, open, end, ']') : end;
  if (close == end) return 0;
  size_t start = open + 1, count = close - start;
  return (count >= 4 && STANDS(bytes + start, "127.")) || (count == 3 && STANDS(bytes + start, "::1"))
         || (count == 8 && STANDS(bytes + start, "IPv6:::1"));
}

INLINE int read_delivery(said *line, size_t at) {
  const unsigned char *bytes = line->bytes;
  size_t end = address(line, &at);
  if (end == 0) return 0;
  const uint64_t relay_name = word((const unsigned char *)" relay=\0"), status_name = word((const unsigned char *)" status=");
  size_t relay = 0, status = 0;
  for (size_t from = end; from < line->end && (relay == 0 || status == 0); from += 16) {
    for (unsigned commas = hits(bytes + from, ','); commas != 0; commas &= commas - 1) {
      size_t comma = from + (size_t)__builtin_ctz(commas);
      if (comma >= line->end) break;
      uint64_t name = word(bytes + comma + 1);
      if (relay == 0 && (name & 0xFFFFFFFFFFFFFF) == relay_name) relay = comma + 8;
      if (status == 0 && name == status_name) status = comma + 9;
    }
  }
  if (relay == 0 || status == 0) return 0;
  size_t word_end = find_either(bytes, status, line->end, ',', ' ');
  size_t count = word_end - status;
  if (count == 4 && STANDS(bytes + status, "sent")) {
    line->first |= POSTFIX_IS_SENT;
  } else if ((count >= 11 && STANDS(bytes + status, "deliverable"))
             || (count >= 13 && STANDS(bytes + status, "undeliverable"))) {
    line->first |= POSTFIX_OTHER;
    return 1;
  }
  if (is_loopback(bytes, relay, find_either(bytes, relay, line->end, ',', ' ')))
    line->first |= POSTFIX_IS_HANDED_ON;
  put_text(line, at, end);
  line->first |= POSTFIX_DELIVERY;
  return 1;
}

/* Reads what stands behind the queue id; 0 for what is broken or unusual. */
INLINE int read_item(said *line, size_t at) {
  const unsigned char *bytes = line->bytes;
  size_t count = line->end - at;
  if (count == 0) {
    line->first |= POSTFIX_OTHER;
    return 1;
  }
  switch (bytes[at]) {
  case 'c': return count >= 7 && STANDS(bytes + at, "client=") && read_client(line, at);
  case 'f': return count >= 5 && STANDS(bytes + at, "from=") && read_queued(line, at + 5);
  case 'm':
    if (count < 11 || !STANDS(bytes + at, "message-id=")) return 0;
    if (count - 11 > 2) put_text(line, at + 11, line->end);
    line->first |= POSTFIX_MESSAGE_ID;
    return 1;
  case 'r':
    if (count != 7 || !STANDS(bytes + at, "removed")) return 0;
    line->first |= POSTFIX_REMOVED;
    return 1;
  case 't': return count >= 3 && STANDS(bytes + at, "to=") && read_delivery(line, at + 3);
  case 'u':
    if (count < 4 || !STANDS(bytes + at, "uid=")) return 0;
    line->first |= POSTFIX_OTHER;
    return 1;
  default: return 0;
  }
}

/* The digits at a place as microseconds; -1 if one is none. */
INLINE int64_t microseconds(const unsigned char *digits, size_t count) {
  uint32_t value = 0;
  for (size_t i = 0; i < 6; i++) {
    unsigned char digit = i < count ? (unsigned char)(digits[i] - '0') : 0;
    if (digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/* Reads the line that begins at a place; returns where the next one does, 0 if it is to be read elsewhere. */
INLINE size_t read_line(
    const unsigned char *bytes, size_t count, size_t start, const postfix_front *front,
    postfix_row *row) {
  size_t front_count = front->second_count + front->digit_count + front->zone_count;
  if (count - start < front_count + SPARE || memcmp(bytes + start, front->second, front->second_count) != 0)
    return 0;
  size_t at = start + front->second_count;
  int64_t microsecond = microseconds(bytes + at, front->digit_count);
  at += front->digit_count;
  if (microsecond < 0 || memcmp(bytes + at, front->zone, front->zone_count) != 0) return 0;
  at += front->zone_count;
  size_t feed = line_end(bytes, at, count);
  if (feed == 0 || feed - start > MOST) return 0;
  said line = {bytes, start, bytes[feed - 1] == '\r' ? feed - 1 : feed, 0, 0};
  row->host_start = (uint32_t)at;
  size_t host_end = find(bytes, at, line.end, ' ');
  if (host_end == at || bytes[host_end - 1] == ':' || bytes[at] == ':' || line.end - host_end < 16
      || !STANDS(bytes + host_end, " postfix") || (bytes[host_end + 8] != '/' && bytes[host_end + 8] != '-'))
    return 0;
  row->host_end = (uint32_t)host_end;
  size_t open = host_end + 9;
  while (open < line.end && bytes[open] != '[' && bytes[open] != ':' && bytes[open] != ' ') open++;
  if (open == line.end || bytes[open] != '[') return 0;
  size_t close = find_either(bytes, open, line.end, ']', ' ');
  if (line.end - close < 4 || !STANDS(bytes + close, "]: ") || bytes[close + 3] == ' ') return 0;
  size_t text = close + 3;
  size_t colon = id_end(bytes, text, line.end);
  if (colon != 0) {
    if (colon - text > UINT8_MAX) return 0;
    line.first = (uint64_t)(colon - text) << 8 | (uint64_t)(text - start) << 16;
    size_t item = colon + 1;
    while (item < line.end && bytes[item] == ' ') item++;
    if (!read_item(&line, item)) return 0;
  }
  row->first = line.first;
  row->second = line.second;
  row->start = (uint32_t)start;
  row->end = (uint32_t)line.end;
  row->microsecond = (uint32_t)microsecond;
  return feed + 1;
}

size_t postfix_cut(
    const unsigned char *bytes, size_t count, size_t *at, const postfix_front *front, postfix_row *rows,
    size_t capacity) {
  size_t row = 0;
  for (; row < capacity; row++) {
    size_t next = read_line(bytes, count, *at, front, &rows[row]);
    if (next == 0) break;
    *at = next;
  }
  return row;
}

#else

size_t postfix_cut(
    const unsigned char *bytes, size_t count, size_t *at, const postfix_front *front, postfix_row *rows,
    size_t capacity) {
  return 0;
}

#endif
