#define _GNU_SOURCE
#include "byte_search.h"

#include <string.h>

#include "byte_mask.h"

const void *byte_search_last(const void *bytes, int c, size_t count) {
  return memrchr(bytes, c, count);
}

const void *byte_search_needle(
    const void *bytes, size_t count, const void *needle, size_t needle_count) {
  return memmem(bytes, count, needle, needle_count);
}
