/* SPDX-License-Identifier: MIT
 * smoke [STRIDE [ISA]]: every function at every accuracy on every instruction set that this machine has, over every
 * STRIDE-th float and the special ones. Prints one hash per function, the same on every machine; fails where two
 * instruction sets differ, where a short or misaligned array differs from a long one, or where ISA is not the one
 * chosen. C11, integer tests only, so that it means the same under any compile flags. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "simdact/simdact.h"

enum { block = 4096, guard = 64 };

static int failures;

static void fail(const char* what, const char* isa, const char* op) {
  printf("FAILED: %s: %s %s\n", what, isa, op);
  ++failures;
}

static uint32_t canonical(uint32_t bits) { return (bits & 0x7fffffffu) > 0x7f800000u ? 0x7fc00000u : bits; }

static uint64_t add_to_hash(uint64_t hash, const uint32_t* y, size_t n) {
  for (size_t i = 0; i < n; ++i) hash = (hash ^ canonical(y[i])) * 0x100000001b3u;
  return hash;
}

/* The first inputs: for every sign and exponent the smallest, a middle and the largest mantissa. */
static size_t special_inputs(uint32_t* x) {
  size_t n = 0;
  for (uint32_t head = 0; head < 512; ++head) {
    x[n++] = head << 23;
    x[n++] = head << 23 | 0x400001u;
    x[n++] = head << 23 | 0x7fffffu;
  }
  return n;
}

static uint64_t hash_op(simdact_op op, simdact_accuracy tier, const simdact_params* params, uint32_t stride) {
  static uint32_t x[block], y[block];
  uint64_t hash = 0xcbf29ce484222325u;
  size_t n = special_inputs(x);
  uint64_t next = 0;
  while (n > 0) {
    simdact_forward(op, SIMDACT_F32, tier, params, x, y, n);
    hash = add_to_hash(hash, y, n);
    for (n = 0; n < block && next < UINT64_C(1) << 32; next += stride) x[n++] = (uint32_t)next;
  }
  return hash;
}

/* Arrays of 0 to 70 elements at every misalignment of a float: the bits of one long array, and nothing else touched. */
static void check_short_arrays(simdact_op op, simdact_accuracy tier, const char* isa) {
  static uint32_t x[block], expected[block];
  unsigned char from[71 * 4 + 4], to[guard + 71 * 4 + guard];
  special_inputs(x);
  simdact_forward(op, SIMDACT_F32, tier, NULL, x, expected, block);
  for (size_t n = 0; n <= 70; ++n) {
    const size_t offset = n % 4, start = n * 17;
    memset(to, 0x5a, sizeof to);
    memcpy(from + offset, x + start, n * 4);
    simdact_forward(op, SIMDACT_F32, tier, NULL, from + offset, to + guard - offset, n);
    for (size_t i = 0; i < n; ++i) {
      uint32_t got;
      memcpy(&got, to + guard - offset + 4 * i, 4);
      if (canonical(got) != canonical(expected[start + i])) fail("a short array differs", isa, simdact_op_name(op));
    }
    for (size_t i = 0; i < sizeof to; ++i) {
      const int outside = i < guard - offset || i >= guard - offset + 4 * n;
      if (outside && to[i] != 0x5a) fail("a write outside the array", isa, simdact_op_name(op));
    }
  }
}

/* The op's hash on the instruction set in use, at every tier that has a kernel of its own: at its defaults and at every
 * valid one of a few other parameters. */
static uint64_t check_op(simdact_op op, const char* isa, uint32_t stride) {
  static const simdact_params others[] = {{0.25, 0.75}, {1.702, 2}, {-0.5, 1.5}, {8, 100}};
  uint64_t hash = 0;
  simdact_forward_fn kernels[SIMDACT_ACCURACY_END];
  for (simdact_accuracy tier = 0; tier < SIMDACT_ACCURACY_END; ++tier) {
    kernels[tier] = simdact_find_forward(op, SIMDACT_F32, tier);
    int known = kernels[tier] == NULL;
    for (simdact_accuracy other = 0; other < tier; ++other) known |= kernels[tier] == kernels[other];
    if (known) continue;
    hash = hash * 31 + hash_op(op, tier, NULL, stride);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; ++i) {
      if (simdact_forward(op, SIMDACT_F32, tier, &others[i], NULL, NULL, 0) == SIMDACT_OK) {
        hash = hash * 31 + hash_op(op, tier, &others[i], 64 * stride);
      }
    }
    check_short_arrays(op, tier, isa);
  }
  return hash;
}

static void check_isas(uint32_t stride, uint64_t* hashes) {
  const size_t ops = simdact_op_count();
  const char* first = NULL;
  for (size_t i = 0; i < simdact_isa_count(); ++i) {
    const char* isa = simdact_isa_name(i);
    if (!simdact_isa_supported(isa)) {
      if (simdact_set_isa(isa) != SIMDACT_UNSUPPORTED) fail("an unsupported set was accepted", isa, "");
      continue;
    }
    if (simdact_set_isa(isa) != SIMDACT_OK || strcmp(simdact_isa(), isa) != 0) fail("not chosen when asked", isa, "");
    for (size_t k = 0; k < ops; ++k) {
      const uint64_t hash = check_op(simdact_op_at(k), isa, stride);
      if (first == NULL) hashes[k] = hash;
      if (hashes[k] != hash) fail("other bits than the first instruction set", isa, simdact_op_name(simdact_op_at(k)));
    }
    if (first == NULL) first = isa;
  }
}

int main(int argc, char** argv) {
  const uint32_t stride = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 100003;
  if (stride == 0) {
    fprintf(stderr, "usage: smoke [STRIDE [ISA]]\n");
    return 2;
  }
  if (argc > 2 && strcmp(simdact_isa(), argv[2]) != 0) fail("not the instruction set to choose", simdact_isa(), "");
  const size_t ops = simdact_op_count();
  uint64_t* hashes = calloc(ops, sizeof *hashes);
  if (hashes == NULL) return 2;
  check_isas(stride, hashes);
  for (size_t k = 0; k < ops; ++k) {
    printf("%s %016llx\n", simdact_op_name(simdact_op_at(k)), (unsigned long long)hashes[k]);
  }
  free(hashes);
  return failures != 0;
}
