#ifndef EXFIL_JSON_CUT_H
#define EXFIL_JSON_CUT_H

/* One walk over an object of JSON, which is checked and whose wanted values are found. */

#include <stddef.h>
#include <stdint.h>

/* How deep objects and arrays may nest. */
#define JSON_CUT_DEPTH 64

/* A place in the tree of wanted values. */
typedef struct {
  /* Which value stands here; -1 for none. */
  int32_t slot;
  /* Whether names stand below it. */
  int32_t has_names;
} json_cut_node;

/* One name below a node. */
typedef struct {
  /* The name's first eight bytes, the first in the lowest place, with zeros behind a shorter name. */
  uint64_t front;
  /* Where all its bytes are among those of the tree. */
  uint32_t start;
  uint32_t count;
  int32_t node;
  /* The node that it leads to. */
  int32_t child;
  /* The next name of the same hash; 0 for none. */
  int32_t next;
} json_cut_name;

/* The tree; node 0 is the outermost object. */
typedef struct {
  const json_cut_node *nodes;
  /* All names, behind one that stands for none. */
  const json_cut_name *names;
  const unsigned char *bytes;
  /* The first name of each hash, JSON_CUT_HASHES of them; 0 for none. */
  const int32_t *firsts;
  /* How many bytes the longest name has. */
  size_t longest;
} json_cut_tree;

/* How many names are remembered at most, and how many bytes one may have with its quotes and colon. */
#define JSON_CUT_KNOWN 256
#define JSON_CUT_TOKEN 32

/* A name that was met, as it stood: quotes and colon included. */
typedef struct {
  /* Zeros stand behind it. */
  unsigned char token[JSON_CUT_TOKEN];
  /* A bit for each byte behind it. */
  uint32_t behind;
  uint32_t count;
  /* The node that it stood below, the one that it leads to, and the value's slot there; -1 for none. */
  int32_t parent;
  int32_t child;
  int32_t slot;
  /* Which name came after it the last time, and the next one of the same hash; 0 for none. */
  uint16_t next;
  uint16_t same;
  /* What makes it 64 bytes. */
  uint64_t unused;
} json_cut_known;

/* The names of objects before. Programs write the same ones in the same order again and again, so that each name is
 * first held against the one that came after the one before it the last time. */
typedef struct {
  /* The first is for what comes before all names: its parent is -2, the rest of it 0. */
  json_cut_known *known;
  /* The first name of each hash; 0 for none. */
  uint16_t *firsts;
  /* How many there are of both: JSON_CUT_KNOWN, or 0, and then none is remembered. */
  uint16_t capacity;
  /* How many are in use; 1 to begin with. */
  uint16_t count;
} json_cut_memory;

#define JSON_CUT_HASH_BITS 9
#define JSON_CUT_HASHES (1 << JSON_CUT_HASH_BITS)

/* The hash of a name below a node: its first eight bytes tell most of them apart, its length the rest. */
static inline uint32_t json_cut_hash(int32_t node, uint64_t front, size_t count) {
  uint64_t mixed = (front ^ (uint64_t)count << 59 ^ (uint64_t)(uint32_t)node << 40) * 0x9E3779B97F4A7C15ULL;
  return (uint32_t)(mixed >> (64 - JSON_CUT_HASH_BITS));
}

/* Walks the object that begins at `start` and ends before `end`; bytes before `limit` can be read.
 *
 * `values[slot]` is set to `start << 32 | end << 3` of a wanted value, `| escaped` for a string with
 * escapes; strings are told without their quotes. Null and objects set nothing, arrays only where `takes_arrays`
 * is not zero. Returns where the object ends, or -1: it is not well formed (RFC 8259), nests deeper than
 * JSON_CUT_DEPTH, or a name of a value that is set already comes again. The memory is that of the tree; it
 * changes how long a walk takes, never what it finds. */
int64_t json_cut(
    const unsigned char *bytes, size_t start, size_t end, size_t limit, const json_cut_tree *tree,
    json_cut_memory *memory, uint64_t *values, uint64_t escaped, int takes_arrays);

#endif
