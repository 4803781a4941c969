// SPDX-License-Identifier: MIT
// tests/record.tsv, what was proven: a line per kernel that is not another tier's, written by a passed sweep of every
// input or, for f64, by a passed search. The tests hold the library against it, and the docs' figures are written from
// it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kernel_id.hpp"

namespace simdact::ulp {

// The stride of the record's second hash, a prime, so that it meets every pattern of low bits: for machines on which
// all 2^32 inputs take too long.
inline constexpr std::uint64_t recorded_stride = 1021;

struct record_row {
  kernel_id kernel;
  double bound, measured;  // ulp
  double worst, got;       // an input of the measured error, and the kernel's result there
  std::string want;        // the exact one, as a hex float
  std::uint64_t hash;      // over all inputs; for f64 over the first hashed_samples of the sample
  std::uint64_t strided;   // for f32, over the inputs whose bits are multiples of recorded_stride
  std::uint64_t inputs;    // so many were measured: every one there is, or a sample of f64

  // What recorded_hash_of must give.
  std::uint64_t hash_of_all_isas() const { return kernel.dtype == SIMDACT_F32 ? strided : hash; }
};

// The lines of the source tree's record, in order; of a file that does not exist, none. Throws for a line that cannot
// be read.
std::vector<record_row> read_record(const std::string& tree);
// The kernel's line; null where there is none.
const record_row* find(const std::vector<record_row>& rows, const kernel_id& kernel);
// Writes one line, in the order of the lists, and leaves the others as they are; lines of functions that ops.def lacks
// are dropped.
void write_record(const std::string& tree, const record_row& row);

// The hash of a kernel that the record has for every instruction set, on the one for which it was resolved: for f32 the
// strided one, else that of all.
std::uint64_t recorded_hash_of(simdact_dtype dtype, const resolved& run);

// Whether a kernel promises correct rounding, which the sweep then shows for every input: the exact tier's, functions
// of f16 and bf16, and derivatives from the output of the other types.
bool is_correctly_rounded(const kernel_id& kernel);
// The bound that a kernel's largest error gives it: rounded up at the fourth digit. A correctly rounded kernel has 0.5,
// or 0 if it is one of f16 or bf16 that rounds nothing; a derivative of these has what is promised of all.
double tight_bound(const kernel_id& kernel, double measured);

std::string hex(double x);  // "0x1.8p+1"; "0" and "-0" for zeros

}  // namespace simdact::ulp
