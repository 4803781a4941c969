// SPDX-License-Identifier: MIT
// libFuzzer: calls of simdact_forward and the two backward functions with arbitrary arguments. Each call's status is
// the one that the written-down contract gives; a refused one touches no byte; of an accepted one, the door and the
// resolved pointer of every instruction set give the bits of generic, with no byte outside the arrays touched:
// AddressSanitizer poisons them all, and there are guard pages about them. In another floating-point environment each
// instruction set is its own measure, control bits stay, and no number gives a NaN.
#include <fuzzer/FuzzedDataProvider.h>
#include <sanitizer/asan_interface.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/elements.hpp"
#include "fuzz/require.hpp"
#include "kernel/guard.hpp"
#include "support/contract.hpp"
#include "support/floats.hpp"
#include "support/fp_control.hpp"

namespace {

using bytes = std::vector<char>;

enum class door { forward, backward, from_output };

struct call {
  door way;
  simdact_op op;
  simdact_dtype dtype;
  simdact_accuracy accuracy;
  std::optional<simdact_params> params;
  char *x, *dy, *y;  // dy is x where the call is forward
  std::size_t n;
  int rounding;
  bool flush;

  const simdact_params* given() const { return params ? &*params : nullptr; }
  bool usual_mode() const { return rounding == FE_TONEAREST && !flush; }
  std::size_t element() const { return fuzz::format_of(dtype).size; }
  std::size_t size() const { return n * element(); }
};

support::guarded& arena() {
  static support::guarded memory(3 * 4096);
  return memory;
}

// The model of the argument checks. Not inlined: the conversion is made in the caller's rounding mode.
__attribute__((noinline)) bool valid_params(const support::contract& c, simdact_dtype dtype, const simdact_params& p) {
  const double alpha = dtype == SIMDACT_F64 ? p.alpha : static_cast<double>(static_cast<float>(p.alpha));
  const double beta = dtype == SIMDACT_F64 ? p.beta : static_cast<double>(static_cast<float>(p.beta));
  if (c.used > 0 && !std::isfinite(alpha)) return false;
  if (c.used > 1 && !std::isfinite(beta)) return false;
  switch (c.valid) {
    case support::any_finite:
      return true;
    case support::not_zero:
      return alpha != 0;
    case support::not_negative:
      return !(alpha < 0);
    case support::positive:
      return alpha > 0;
    case support::ordered:
      return alpha <= beta;
  }
  return false;
}

bool clash(const call& c, const char* in, const char* out) {
  const auto a = reinterpret_cast<std::uintptr_t>(in), b = reinterpret_cast<std::uintptr_t>(out);
  return a != b && (a < b ? b - a : a - b) < c.size();
}

bool in_order(const call& c) {
  const support::contract* contract = support::find_contract(c.op);
  if (contract == nullptr || c.dtype < 1 || c.dtype >= SIMDACT_DTYPE_END) return false;
  // From the output there is one accuracy, which nobody names.
  if (c.way != door::from_output && (c.accuracy < 0 || c.accuracy >= SIMDACT_ACCURACY_END)) return false;
  if (c.params && !valid_params(*contract, c.dtype, *c.params)) return false;
  if (c.n == 0) return true;
  for (const char* p : {c.x, c.dy, c.y}) {
    if (p == nullptr || c.n > (UINTPTR_MAX - reinterpret_cast<std::uintptr_t>(p)) / c.element()) return false;
  }
  return !clash(c, c.x, c.y) && !clash(c, c.dy, c.y);
}

simdact_backward_fn backward_pointer(const call& c) {
  return c.way == door::backward ? simdact_find_backward(c.op, c.dtype, c.accuracy)
                                 : simdact_find_backward_from_output(c.op, c.dtype);
}

// A negative alpha, as the arithmetic holds it, of an op whose derivative then is no function of its output.
bool lacks_inverse(const call& c) {
  if (c.way != door::from_output || !c.params) return false;
  if (c.op != SIMDACT_LEAKY_RELU && c.op != SIMDACT_ELU) return false;
  return c.dtype == SIMDACT_F64 ? c.params->alpha < 0 : static_cast<float>(c.params->alpha) < 0;
}

simdact_status expected(const call& c) {
  const support::fp_mode mode(c.rounding, c.flush);
  if (!in_order(c)) return SIMDACT_INVALID_ARGUMENT;
  const bool kernel = c.way == door::forward ? simdact_find_forward(c.op, c.dtype, c.accuracy) != nullptr
                                             : backward_pointer(c) != nullptr;
  return kernel && !lacks_inverse(c) ? SIMDACT_OK : SIMDACT_UNSUPPORTED;
}

simdact_status through_door(const call& c) {
  switch (c.way) {
    case door::forward:
      return simdact_forward(c.op, c.dtype, c.accuracy, c.given(), c.x, c.y, c.n);
    case door::backward:
      return simdact_backward(c.op, c.dtype, c.accuracy, c.given(), c.x, c.dy, c.y, c.n);
    default:
      return simdact_backward_from_output(c.op, c.dtype, c.given(), c.x, c.dy, c.y, c.n);
  }
}

// Resolved under the instruction set in use, called under another.
simdact_status through_pointer(const call& c, const std::string& other) {
  const simdact_forward_fn forward = simdact_find_forward(c.op, c.dtype, c.accuracy);
  const simdact_backward_fn backward = backward_pointer(c);
  REQUIRE(simdact_set_isa(other.c_str()) == SIMDACT_OK);
  if (c.way == door::forward) {
    forward(c.given(), c.x, c.y, c.n);
  } else {
    backward(c.given(), c.x, c.dy, c.y, c.n);
  }
  return SIMDACT_OK;
}

const std::vector<std::string>& isas() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> supported;
    for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
      if (simdact_isa_supported(simdact_isa_name(i)) != 0) supported.emplace_back(simdact_isa_name(i));
    }
    return supported;
  }();
  return names;
}

// Nothing is accessible but the arrays: no byte where the call is to be refused.
void poison(const call& c, bool refused) {
  ASAN_POISON_MEMORY_REGION(arena().begin(), arena().size());
  if (refused) return;
  for (char* p : {c.x, c.dy, c.y}) ASAN_UNPOISON_MEMORY_REGION(p, c.size());
}

// One run from the arena's contents `before`; what it wrote to y.
template <class Run>
bytes run(const call& c, const bytes& before, simdact_status want, const Run& body) {
  std::memcpy(arena().begin(), before.data(), before.size());
  poison(c, want != SIMDACT_OK);
  std::uint64_t control[2];
  simdact_status status;
  errno = 12345;
  {
    const support::fp_mode mode(c.rounding, c.flush);
    control[0] = support::fp_control();
    status = body();
    control[1] = support::fp_control();
  }
  REQUIRE(errno == 12345);
  REQUIRE(control[0] == control[1]);
  REQUIRE(status == want);
  ASAN_UNPOISON_MEMORY_REGION(arena().begin(), arena().size());
  const std::size_t from = want == SIMDACT_OK && c.n > 0 ? static_cast<std::size_t>(c.y - arena().begin()) : 0;
  const std::size_t to = want == SIMDACT_OK && c.n > 0 ? from + c.size() : 0;
  REQUIRE(std::memcmp(arena().begin(), before.data(), from) == 0);
  REQUIRE(std::memcmp(arena().begin() + to, before.data() + to, before.size() - to) == 0);
  return bytes(arena().begin() + from, arena().begin() + to);
}

// NaN for a NaN in x or dy; no other NaN but where the function has none, or a product of zero and infinity.
void check_nans(const call& c, const bytes& before, const bytes& y) {
  if (c.dtype != SIMDACT_F32) return;
  const auto element = [&](const char* array, std::size_t i) {
    float value;
    std::memcpy(&value, before.data() + (array - arena().begin()) + 4 * i, 4);
    return value;
  };
  for (std::size_t i = 0; i < c.n; ++i) {
    const float in = element(c.x, i), dy = c.way == door::forward ? 1 : element(c.dy, i);
    float out;
    std::memcpy(&out, y.data() + 4 * i, 4);
    const bool wanted = std::isnan(in) || std::isnan(dy);
    if (wanted) REQUIRE(std::isnan(out));
    const bool product = c.way != door::forward && (std::isinf(dy) || std::abs(dy) < 0x1p-126f);
    const bool output = c.way == door::from_output && std::isinf(in);
    if (!wanted && std::isnan(out) && !product && !output &&
        !support::undefined_at(c.op, c.way == door::backward, in)) {
      std::fprintf(stderr, "op %d tier %d alpha %a beta %a rounding %d flush %d: NaN for %s\n", c.op, c.accuracy,
                   c.params ? c.params->alpha : 0, c.params ? c.params->beta : 0, c.rounding, c.flush ? 1 : 0,
                   support::hex(in).c_str());
      std::abort();
    }
  }
}

void require_same(const call& c, const bytes& got, const bytes& want, const std::string& isa) {
  for (std::size_t at = 0; at < c.size(); at += c.element()) {
    const simdact::ulp::format& f = fuzz::format_of(c.dtype);
    const std::uint64_t a = fuzz::canonical(f, got.data() + at), b = fuzz::canonical(f, want.data() + at);
    if (a == b) continue;
    std::fprintf(stderr, "op %d dtype %d tier %d n %zu, element %zu: %s gives %#llx, want %#llx\n", c.op, c.dtype,
                 c.accuracy, c.n, at / c.element(), isa.c_str(), static_cast<unsigned long long>(a),
                 static_cast<unsigned long long>(b));
    std::abort();
  }
}

void check(const call& c, const bytes& before) {
  const simdact_status want = expected(c);
  if (want != SIMDACT_OK) {
    run(c, before, want, [&] { return through_door(c); });
    return;
  }
  const std::string first = simdact_isa();
  std::optional<bytes> reference;
  for (auto isa = isas().rbegin(); isa != isas().rend(); ++isa) {  // generic first
    REQUIRE(simdact_set_isa(isa->c_str()) == SIMDACT_OK);
    const bytes door = run(c, before, want, [&] { return through_door(c); });
    check_nans(c, before, door);
    if (!reference || !c.usual_mode()) reference = door;
    require_same(c, door, *reference, *isa);
    const bytes pointer = run(c, before, want, [&] { return through_pointer(c, first); });
    require_same(c, pointer, *reference, *isa + " by its pointer");
  }
}

// An address: mostly within the arena, where n elements fit.
char* place(FuzzedDataProvider& input, std::size_t size) {
  const std::size_t room = arena().size() - std::min(size, arena().size());
  switch (input.ConsumeIntegralInRange<int>(0, 15)) {
    case 0:
      return nullptr;
    case 1:
      return reinterpret_cast<char*>(input.ConsumeIntegral<std::uintptr_t>());
    case 2:
    case 3:
    case 4:
      return arena().begin() + room;
    default:
      return arena().begin() + input.ConsumeIntegralInRange<std::size_t>(0, room);
  }
}

double any_double(FuzzedDataProvider& input) {
  const auto bits = input.ConsumeIntegral<std::uint64_t>();
  double value;
  std::memcpy(&value, &bits, sizeof value);
  const auto low = static_cast<std::uint32_t>(bits);
  return input.ConsumeBool() ? value : static_cast<double>(support::float_of(low));
}

call next_call(FuzzedDataProvider& input) {
  call c{};
  c.way = input.PickValueInArray({door::forward, door::forward, door::backward, door::from_output});
  const bool odd = input.ConsumeIntegralInRange<int>(0, 15) == 0;
  c.op = odd ? input.ConsumeIntegral<simdact_op>() : input.ConsumeIntegralInRange<simdact_op>(0, SIMDACT_OP_END);
  c.dtype =
      odd ? input.ConsumeIntegral<simdact_dtype>() : input.PickValueInArray({1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 4, 0, 5});
  c.accuracy = odd ? input.ConsumeIntegral<simdact_accuracy>()
                   : input.ConsumeIntegralInRange<simdact_accuracy>(0, SIMDACT_ACCURACY_END);
  if (input.ConsumeBool()) c.params = simdact_params{any_double(input), any_double(input)};
  const bool far = input.ConsumeIntegralInRange<int>(0, 15) == 0;
  c.n = far ? input.ConsumeIntegral<std::size_t>() : input.ConsumeIntegralInRange<std::size_t>(0, 260);
  c.x = place(input, c.size());
  c.dy = c.way == door::forward ? c.x : place(input, c.size());
  c.y = input.ConsumeIntegralInRange<int>(0, 3) == 0 ? c.x : place(input, c.size());
  c.rounding = input.ConsumeIntegralInRange<int>(0, 7) == 0 ? input.PickValueInArray(support::roundings) : FE_TONEAREST;
  c.flush = input.ConsumeIntegralInRange<int>(0, 15) == 0;
  return c;
}

bool within_arena(const call& c, const char* p) {
  const auto at = reinterpret_cast<std::uintptr_t>(p), begin = reinterpret_cast<std::uintptr_t>(arena().begin());
  return at >= begin && at <= begin + arena().size() && c.size() <= begin + arena().size() - at &&
         c.n <= arena().size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  REQUIRE(simdact_set_isa(isas()[input.ConsumeIntegralInRange<std::size_t>(0, isas().size() - 1)].c_str()) ==
          SIMDACT_OK);
  const call c = next_call(input);
  // A call in order whose arrays are not ours would be the caller's fault.
  const bool ours = c.n == 0 || (within_arena(c, c.x) && within_arena(c, c.dy) && within_arena(c, c.y));
  if (!ours && expected(c) != SIMDACT_INVALID_ARGUMENT) return 0;
  // The elements: the rest of the input, over and over.
  const std::string values = input.ConsumeRemainingBytesAsString();
  bytes before(arena().size());
  for (std::size_t i = 0; i < before.size(); ++i) before[i] = values.empty() ? '\0' : values[i % values.size()];
  check(c, before);
  return 0;
}
