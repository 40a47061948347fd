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
 * JSON_CUT_DEPTH, or a name of a value that is set already comes again. */
int64_t json_cut(
    const unsigned char *bytes, size_t start, size_t end, size_t limit, const json_cut_tree *tree,
    uint64_t *values, uint64_t escaped, int takes_arrays);

#endif
