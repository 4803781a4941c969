// SPDX-License-Identifier: MIT
#include "assist_counter.hpp"

#include <numeric>

#if defined(__x86_64__) && defined(__linux__)
#include <immintrin.h>
#include <signal.h>
#include <ucontext.h>

#include <memory>
#include <stdexcept>
#endif

namespace bench {

const char* name_of(assisted kind) {
  static constexpr const char* names[assisted_kinds] = {"product", "fused", "quotient", "conversion", "scaling"};
  return names[static_cast<std::size_t>(kind)];
}

std::size_t assist_counts::total() const { return std::accumulate(by_kind.begin(), by_kind.end(), std::size_t{0}); }

#if defined(__x86_64__) && defined(__linux__)
namespace {

// Bits of MXCSR: six flags, and from bit 7 on a mask for each of them.
constexpr unsigned flags = 0x3f, masks = flags << 7, subnormal_masks = 1u << 8 | 1u << 11;
constexpr greg_t trap_flag = 1 << 8;

// An instruction's opcode and which of the encoding's tables it is from: 1 for 0F, 2 for 0F 38, 3 for 0F 3A.
struct opcode {
  unsigned table, byte;
};
// Of an instruction with the prefix VEX, of two or three bytes, or EVEX, of four; no other code is counted.
opcode decode(const unsigned char* p) {
  switch (p[0]) {
    case 0xc5:
      return {1, p[2]};
    case 0xc4:
      return {p[1] & 0x1fu, p[3]};
    case 0x62:
      return {p[1] & 0x7u, p[4]};
    default:
      return {0, 0};
  }
}

// Whether the instruction counts, and as what.
bool classify(const opcode& code, assisted& kind) {
  const unsigned low = code.byte & 0xf, high = code.byte >> 4;
  if (code.table == 1 && code.byte == 0x59) {
    kind = assisted::product;
  } else if (code.table == 1 && (code.byte == 0x5e || code.byte == 0x51)) {
    kind = assisted::quotient;
  } else if ((code.table == 1 && code.byte == 0x5a) || (code.table == 2 && code.byte == 0x13) ||
             (code.table == 3 && code.byte == 0x1d)) {
    kind = assisted::conversion;
  } else if (code.table == 2 && low >= 6 && (high == 9 || high == 0xa || high == 0xb)) {
    kind = assisted::fused;
  } else if (code.table == 2 && (code.byte == 0x2c || code.byte == 0x2d)) {
    kind = assisted::scaling;
  } else {
    return false;
  }
  return true;
}

struct trapped {
  const void* address;
  assisted kind;
};
// Written by the handlers, which may not allocate.
constexpr std::size_t most = std::size_t{1} << 20;
trapped* trapped_at = nullptr;
volatile std::size_t trapped_count = 0;

// The instruction is done again with its exceptions masked, and alone.
void on_exception(int, siginfo_t*, void* context) {
  auto& machine = static_cast<ucontext_t*>(context)->uc_mcontext;
  const auto* const at = reinterpret_cast<const unsigned char*>(machine.gregs[REG_RIP]);
  assisted kind;
  if (classify(decode(at), kind) && trapped_count < most) {
    trapped_at[trapped_count] = {at, kind};
    trapped_count = trapped_count + 1;
  }
  machine.fpregs->mxcsr = (machine.fpregs->mxcsr | masks) & ~flags;
  machine.gregs[REG_EFL] |= trap_flag;
}
void on_step(int, siginfo_t*, void* context) {
  auto& machine = static_cast<ucontext_t*>(context)->uc_mcontext;
  machine.fpregs->mxcsr &= ~(flags | subnormal_masks);
  machine.gregs[REG_EFL] &= ~trap_flag;
}

// A signal's handler while this lives.
class handling {
 public:
  handling(int signal, void (*handler)(int, siginfo_t*, void*)) : signal_(signal) {
    struct sigaction action {};
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO;
    if (sigaction(signal, &action, &before_) != 0) throw std::runtime_error("no handler for the signal");
  }
  ~handling() { sigaction(signal_, &before_, nullptr); }
  handling(const handling&) = delete;
  handling& operator=(const handling&) = delete;

 private:
  int signal_;
  struct sigaction before_ {};
};

}  // namespace

bool can_count_assists() { return __builtin_cpu_supports("avx2"); }

assist_counts count_assists(const std::function<void()>& run) {
  const std::unique_ptr<trapped[]> room(new trapped[most]);
  trapped_at = room.get();
  trapped_count = 0;
  {
    const handling exceptions(SIGFPE, on_exception), steps(SIGTRAP, on_step);
    const unsigned before = _mm_getcsr();
    _mm_setcsr((before & ~flags) & ~subnormal_masks);
    run();
    _mm_setcsr(before);
  }
  if (trapped_count == most) throw std::length_error("too many instructions to count");
  assist_counts counts;
  for (std::size_t i = 0; i < trapped_count; ++i) {
    ++counts.by_kind[static_cast<std::size_t>(trapped_at[i].kind)];
    ++counts.by_address[trapped_at[i].address];
  }
  return counts;
}
#else
bool can_count_assists() { return false; }
assist_counts count_assists(const std::function<void()>&) { return {}; }
#endif

}  // namespace bench
