#include "json_cut.h"

#include <string.h>

#include "byte_search.h"
#include "json_names.h"

/* What is being walked: an object or an array. */
typedef struct {
  size_t start;
  size_t index;
  int32_t node;
  int32_t slot;
  int is_array;
} container;

INLINE size_t past_blanks(const text *in, size_t at) {
  while (at < in->end && in->bytes[at] <= 0x20
         && (in->bytes[at] == ' ' || in->bytes[at] == '\t' || in->bytes[at] == '\r' || in->bytes[at] == '\n'))
    at++;
  return at;
}

#if defined(__SSE2__)
/* Which of 64 bytes are quotes, backslashes or control bytes. */
INLINE uint64_t string_ends(const unsigned char *bytes) {
  return byte_search_json_hits(bytes) | byte_search_json_hits(bytes + 16) << 16
         | byte_search_json_hits(bytes + 32) << 32 | byte_search_json_hits(bytes + 48) << 48;
}
#endif

/* The same as `closing_quote`, of a string that is long or has escapes. */
static __attribute__((noinline, cold)) size_t distant_quote(const text *in, size_t start, int *has_escapes) {
#if defined(__SSE2__)
  while (start + 64 <= in->limit) {
    uint64_t hits = string_ends(in->bytes + start);
    size_t next = start + 64;
    while (hits != 0) {
      size_t at = start + (size_t)__builtin_ctzll(hits);
      if (at >= in->end) return in->end;
      if (in->bytes[at] == '"') return at;
      size_t length = in->bytes[at] == '\\' ? byte_search_json_escape(in->bytes + at, in->end - at) : 0;
      if (length == 0) return in->end;
      *has_escapes = 1;
      size_t past = at + length - start;
      if (past >= 64) next = start + past;
      hits = past >= 64 ? 0 : hits & UINT64_MAX << past;
    }
    start = next;
  }
#endif
  if (start >= in->end) return in->end;
  size_t found = byte_search_json_close(in->bytes + start, in->end - start);
  if (found & BYTE_SEARCH_ESCAPES) *has_escapes = 1;
  return start + (found & ~BYTE_SEARCH_ESCAPES);
}

/* Where the quote stands that closes the string whose first byte is at `start`; `end` if there is none. */
INLINE size_t closing_quote(const text *in, size_t start, int *has_escapes) {
  *has_escapes = 0;
#if defined(__SSE2__)
  for (int tries = 0; tries < 8 && start + 16 <= in->limit; tries++) {
    uint64_t hits = byte_search_json_hits(in->bytes + start);
    if (hits == 0) {
      start += 16;
      continue;
    }
    size_t at = start + (size_t)__builtin_ctzll(hits);
    if (at < in->end && in->bytes[at] == '"') return at;
    break;
  }
#endif
  return distant_quote(in, start, has_escapes);
}

/* The first eight bytes of a name, zeros behind a shorter one. */
INLINE uint64_t front_of(const unsigned char *name, size_t count, size_t readable) {
  uint64_t front = 0;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (readable >= 8) {
    memcpy(&front, name, 8);
    return count >= 8 ? front : front & ((1ULL << (count * 8)) - 1);
  }
#endif
  for (size_t i = 0; i < count && i < 8; i++) front |= (uint64_t)name[i] << (8 * i);
  return front;
}

/* Whether two names of one length above 8, and of one front, are the same behind it. */
INLINE int same_back(const unsigned char *own, const unsigned char *name, size_t count) {
  if (count > 16) return memcmp(own + 8, name + 8, count - 8) == 0;
  return memcmp(own + count - 8, name + count - 8, 8) == 0;
}

/* The node that a name of `count` bytes leads to, or -1; what its first eight are is `front`. */
INLINE int32_t child_named(
    const json_cut_tree *tree, int32_t node, uint64_t front, const unsigned char *name, size_t count) {
  for (int32_t i = tree->firsts[json_cut_hash(node, front, count)]; i > 0; i = tree->names[i].next) {
    const json_cut_name *own = &tree->names[i];
    if (own->front == front && own->count == count && own->node == node
        && (count <= 8 || same_back(tree->bytes + own->start, name, count)))
      return own->child;
  }
  return -1;
}

/* The node that an element of an array leads to, or -1: paths name it by its number. */
INLINE int32_t child_at(const json_cut_tree *tree, int32_t node, size_t index) {
  if (index < 10) return child_named(tree, node, '0' + index, NULL, 1);
  unsigned char digits[24];
  size_t first = sizeof digits;
  do {
    digits[--first] = (unsigned char)('0' + index % 10);
    index /= 10;
  } while (index > 0);
  const unsigned char *name = digits + first;
  size_t count = sizeof digits - first;
  return child_named(tree, node, front_of(name, count, count), name, count);
}

static uint32_t unit_at(const unsigned char *digits) {
  uint32_t unit = 0;
  for (int i = 0; i < 4; i++) {
    unsigned char digit = digits[i];
    unit = unit << 4 | (uint32_t)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
  }
  return unit;
}

/* Writes a code point as UTF-8 and returns how many bytes that takes. */
static size_t put_code_point(uint32_t point, unsigned char *into) {
  if (point < 0x80) return into[0] = (unsigned char)point, 1;
  size_t tail = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  static const unsigned char marks[] = {0, 0xC0, 0xE0, 0xF0};
  into[0] = (unsigned char)(marks[tail] | point >> (6 * tail));
  for (size_t i = 1; i <= tail; i++) into[i] = (unsigned char)(0x80 | (point >> (6 * (tail - i)) & 0x3F));
  return tail + 1;
}

/* The node that a name with escapes leads to, or -1; the escapes are known to be right, and half a pair
 * is U+FFFD. */
static int32_t child_escaped(
    const json_cut_tree *tree, int32_t node, const unsigned char *name, size_t count) {
  unsigned char plain[256 + 4];
  size_t length = 0;
  for (size_t i = 0; i < count;) {
    if (length > tree->longest || length > 255) return -1;
    if (name[i] != '\\') {
      plain[length++] = name[i++];
      continue;
    }
    unsigned char letter = name[i + 1];
    if (letter != 'u') {
      plain[length++] = (unsigned char)(letter == 'n'   ? '\n'
                                        : letter == 'r' ? '\r'
                                        : letter == 't' ? '\t'
                                        : letter == 'b' ? '\b'
                                        : letter == 'f' ? '\f'
                                                        : letter);
      i += 2;
      continue;
    }
    uint32_t point = unit_at(name + i + 2);
    i += 6;
    if (point >= 0xD800 && point < 0xDC00 && i + 6 <= count && name[i] == '\\' && name[i + 1] == 'u') {
      uint32_t low = unit_at(name + i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        i += 6;
      }
    }
    if (point >= 0xD800 && point < 0xE000) point = 0xFFFD;
    length += put_code_point(point, plain + length);
  }
  return length == 0 ? -1 : child_named(tree, node, front_of(plain, length, length), plain, length);
}

/* The end of the digits at `at`. */
INLINE size_t past_digits(const text *in, size_t at) {
#if defined(__SSE2__)
  if (at + 16 <= in->limit) {
    __m128i digits = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(const void *)(in->bytes + at)), _mm_set1_epi8('0'));
    __m128i are = _mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits);
    uint32_t others = ~(uint32_t)_mm_movemask_epi8(are) & 0xFFFF;
    if (others != 0) {
      at += (size_t)__builtin_ctz(others);
      return at < in->end ? at : in->end;
    }
  }
#endif
  while (at < in->end && in->bytes[at] >= '0' && in->bytes[at] <= '9') at++;
  return at;
}

/* The end of a number as the standard has it: no `+`, no zeros in front, no `NaN`; 0 for none. */
INLINE size_t past_number(const text *in, size_t at) {
  if (in->bytes[at] == '-') at++;
  size_t whole = at;
  at = past_digits(in, at);
  if (at == whole || (in->bytes[whole] == '0' && at > whole + 1)) return 0;
  if (at < in->end && in->bytes[at] == '.') {
    size_t part = at + 1;
    at = past_digits(in, part);
    if (at == part) return 0;
  }
  if (at < in->end && (in->bytes[at] | 0x20) == 'e') {
    size_t power = at + 1;
    if (power < in->end && (in->bytes[power] == '+' || in->bytes[power] == '-')) power++;
    at = past_digits(in, power);
    if (at == power) return 0;
  }
  return at;
}

INLINE size_t past_word(const text *in, size_t at, const char *word, size_t count) {
  return in->end - at >= count && memcmp(in->bytes + at, word, count) == 0 ? at + count : 0;
}

int64_t json_cut(
    const unsigned char *bytes, size_t start, size_t end, size_t limit, const json_cut_tree *tree,
    json_cut_memory *memory, uint64_t *values, uint64_t escaped, int takes_arrays) {
  const text in = {bytes, end, limit};
  container stack[JSON_CUT_DEPTH];
  /* How many there are, and the innermost one. */
  size_t depth = 0;
  container *top = stack;
  size_t at = start;
  int32_t node = 0, slot;
  size_t close;
  int has_escapes;
  /* The name before, and the one that came after it the last time. */
  json_cut_known nothing = {.parent = -2};
  json_cut_known *const names = memory->capacity > 0 ? memory->known : &nothing;
  json_cut_known *last = names;
  json_cut_known *next = names + last->next;

  if (at >= end || bytes[at] != '{') return -1;

/* `at` is at the first byte of a value, which is wanted at `node`. */
value:
  slot = node < 0 ? -1 : tree->nodes[node].slot;

/* The same, and `slot` is where it goes. */
wanted:
  if (at >= end) return -1;
  if (bytes[at] == '"') {
    close = closing_quote(&in, at + 1, &has_escapes);
    if (close >= end) return -1;
    if (slot >= 0) values[slot] = (uint64_t)(at + 1) << 32 | (uint64_t)close << 3 | (has_escapes ? escaped : 0);
    at = close + 1;
    goto after;
  }
  if (bytes[at] == '{' || bytes[at] == '[') {
    if (depth == JSON_CUT_DEPTH) return -1;
    top = &stack[depth++];
    top->start = at;
    top->node = node >= 0 && tree->nodes[node].has_names ? node : -1;
    top->slot = slot;
    top->is_array = bytes[at] == '[';
    at = past_blanks(&in, at + 1);
    if (at < end && bytes[at] == (top->is_array ? ']' : '}')) goto closed;
    if (!top->is_array) goto name;
    top->index = 0;
    node = top->node < 0 ? -1 : child_at(tree, top->node, 0);
    goto value;
  }
  close = bytes[at] == 't'   ? past_word(&in, at, "true", 4)
          : bytes[at] == 'f' ? past_word(&in, at, "false", 5)
          : bytes[at] == 'n' ? past_word(&in, at, "null", 4)
                             : past_number(&in, at);
  if (close == 0) return -1;
  if (slot >= 0 && bytes[at] != 'n') values[slot] = (uint64_t)at << 32 | (uint64_t)close << 3;
  at = close;

after:
  if (!top->is_array && at + 1 < end && bytes[at] == ',') {
    /* A branch: the next name's place is not to wait for what the byte is. */
    if (__builtin_expect(bytes[at + 1] == ' ', 0)) at++;
    at++;
    if (is_known(&in, at, next, top->node)) goto known;
    at = past_blanks(&in, at);
    goto unknown;
  }
  at = past_blanks(&in, at);
  if (at >= end) return -1;
  if (bytes[at] == ',') {
    at = past_blanks(&in, at + 1);
    if (!top->is_array) goto name;
    top->index++;
    node = top->node < 0 ? -1 : child_at(tree, top->node, top->index);
    goto value;
  }
  if (bytes[at] != (top->is_array ? ']' : '}')) return -1;

closed:
  at++;
  if (top->is_array && takes_arrays && top->slot >= 0)
    values[top->slot] = (uint64_t)top->start << 32 | (uint64_t)at << 3;
  if (--depth == 0) return (int64_t)at;
  top = &stack[depth - 1];
  goto after;

name:
  if (is_known(&in, at, next, top->node)) goto known;

/* The same, but it is not the one that is expected. */
unknown:
  if (at >= end || bytes[at] != '"') return -1;
  close = closing_quote(&in, at + 1, &has_escapes);
  if (close >= end) return -1;
  const unsigned char *own = bytes + at + 1;
  size_t count = close - at - 1;
  uint64_t front = front_of(own, count, limit - at - 1);
  node = top->node < 0 || count == 0 ? -1
         : has_escapes               ? child_escaped(tree, top->node, own, count)
                                     : child_named(tree, top->node, front, own, count);
  slot = node < 0 ? -1 : tree->nodes[node].slot;
  if (slot >= 0 && values[slot] != 0) return -1;
  size_t behind = past_blanks(&in, close + 1);
  if (behind >= end || bytes[behind] != ':') return -1;
  if (!has_escapes && behind == close + 1)
    last = remember(&in, at, behind + 1 - at, memory, last, front, top->node, node, slot);
  next = names + last->next;
  at = past_blanks(&in, behind + 1);
  goto wanted;

/* `next` stands at `at`. */
known:
  node = next->child;
  slot = next->slot;
  /* A place that is set already belongs to a name that has come before. */
  if (slot >= 0 && values[slot] != 0) return -1;
  at = past_blanks(&in, at + next->count);
  last = next;
  next = names + last->next;
  goto wanted;
}
