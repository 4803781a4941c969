// SPDX-License-Identifier: MIT
#include "inputs.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <map>
#include <new>
#include <random>

#include "ulp.hpp"

namespace bench {
namespace {

constexpr std::size_t page = 4096, huge_page = std::size_t{1} << 21;
constexpr std::uint64_t seed = 20240229, dy_seed = 20240301;

using doubles = std::vector<double>;

// x rounded to the type.
void store(simdact_dtype type, const doubles& x, void* to) {
  if (type == SIMDACT_F32) {
    std::transform(x.begin(), x.end(), static_cast<float*>(to), [](double one) { return static_cast<float>(one); });
    return;
  }
  const ulp::format& f = ulp::format_of(type);
  for (std::size_t i = 0; i < x.size(); ++i) ulp::store_bits(f, ulp::bits_of(f, ulp::rounded(f, x[i])), to, i);
}

// What run(from, to) makes of x as elements of that type.
template <class Run>
doubles apply(simdact_dtype type, const doubles& x, const Run& run) {
  const ulp::format& f = ulp::format_of(type);
  std::vector<char> from(x.size() * f.size), to(from.size());
  store(type, x, from.data());
  run(from.data(), to.data());
  doubles y(x.size());
  ulp::load(f, to.data(), y.data(), x.size());
  return y;
}

// f(x), or f'(x), by our kernels of that type.
doubles apply(simdact_op op, direction way, simdact_dtype type, const doubles& x) {
  return apply(type, x, [&](const void* from, void* to) {
    ulp::call({op, way, type, SIMDACT_HIGH}, nullptr, from, to, x.size());
  });
}

doubles apply_rows(const task& what, std::size_t n, const doubles& x) {
  const simdact_params* const door = make_door(*what.joined, what.type, SIMDACT_HIGH);
  return apply(what.type, x, [&](const void* from, void* to) { what.joined->forward(door, from, to, n); });
}

// Where the results of interest, the function's or the derivative's, are subnormal for negative inputs. Of a function
// that has none such, where those of exp are.
std::uniform_real_distribution<double> find_tail(const task& what) {
  const double least = ulp::format_of(what.type).smallest_normal();
  doubles x;
  for (double place = -750; place < -1; place += 0x1p-6) x.push_back(place);
  const auto tail_of = [&](simdact_op op, direction way) {
    const doubles y = apply(op, way, what.type, x);
    std::pair<double, double> ends{0, 0};
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (y[i] == 0 || !(std::fabs(y[i]) < least)) continue;
      if (ends.first == 0) ends.first = x[i];
      ends.second = x[i];
    }
    return ends;
  };
  std::pair<double, double> ends{0, 0};
  if (what.joined == nullptr) {
    ends = tail_of(what.op, what.way == direction::backward ? direction::backward : direction::forward);
  }
  if (ends.first == ends.second) ends = tail_of(SIMDACT_EXP, direction::forward);
  return std::uniform_real_distribution<double>(ends.first, ends.second);
}

// The head of one long array, which is drawn but once.
doubles draw_normal(double deviation, std::uint64_t from, std::size_t n) {
  static std::map<std::pair<double, std::uint64_t>, doubles> drawn;
  doubles& all = drawn[{deviation, from}];
  if (all.size() < n) {
    std::mt19937_64 random(from);
    std::normal_distribution<double> normal(0, deviation);
    all.resize(n);
    std::generate(all.begin(), all.end(), [&] { return normal(random); });
  }
  return doubles(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n));
}

// Numbers of the type by their bits.
doubles draw_bits(const ulp::format& f, bool only_subnormal, std::size_t n) {
  std::mt19937_64 random(seed);
  const std::uint64_t subnormal = f.sign_bit() | ((std::uint64_t{1} << f.fraction()) - 1);
  const std::uint64_t kept = only_subnormal ? subnormal : f.sign_bit() | (f.sign_bit() - 1);
  doubles x(n);
  std::generate(x.begin(), x.end(), [&] { return ulp::value_of(f, random() & kept); });
  return x;
}

doubles draw_set(const task& what, const std::string& inputs, std::size_t n) {
  if (inputs == "subnormal" || inputs == "bits") {
    return draw_bits(ulp::format_of(what.type), inputs == "subnormal", n);
  }
  if (inputs != "tails") return draw_normal(inputs == "unit" ? 1 : 3, seed, n);
  std::mt19937_64 random(seed);
  auto tail = find_tail(what);
  doubles x(n);
  std::generate(x.begin(), x.end(), [&] { return tail(random); });
  return x;
}

}  // namespace

const std::vector<std::string>& input_sets() {
  static const std::vector<std::string> sets = {"normal", "unit", "tails", "subnormal", "bits"};
  return sets;
}

void memory::deleter::operator()(char* p) const { std::free(p); }

// A page more than asked for: XNNPACK reads a few bytes beyond its input.
char* memory::room(std::size_t bytes) {
  if (bytes + page <= size_) return p_.get();
  size_ = (bytes / huge_page + 2) * huge_page;
  p_.reset();
  p_.reset(static_cast<char*>(std::aligned_alloc(huge_page, size_)));
  if (p_ == nullptr) throw std::bad_alloc();
  madvise(p_.get(), size_, MADV_HUGEPAGE);
  std::memset(p_.get(), 0, size_);
  return p_.get();
}

void arrays::draw(const task& what, const column& where) {
  const std::size_t n = what.elements(where.n);
  doubles x = draw_set(what, where.inputs, n);
  if (what.joined == nullptr) {
    if (std::isnan(apply(what.op, direction::forward, what.type, {-8.0})[0])) {
      const doubles y = apply(what.op, direction::forward, what.type, x);
      for (std::size_t i = 0; i < n; ++i) x[i] = std::isnan(y[i]) ? -x[i] : x[i];
    }
    if (what.way == direction::from_output) x = apply(what.op, direction::forward, what.type, x);
  } else if (what.way == direction::from_output) {
    x = apply_rows(what, where.n, x);
  }
  const bool one_array = what.way == direction::forward && (what.joined == nullptr || what.joined->joined == nullptr);
  const doubles dy = one_array ? doubles() : draw_normal(1, dy_seed, n);
  for (const simdact_dtype type : {what.type, simdact_dtype{SIMDACT_F32}}) {
    const std::size_t bytes = n * ulp::format_of(type).size;
    store(type, x, x_[type].room(bytes));
    if (!dy.empty()) store(type, dy, dy_[type].room(bytes));
  }
  // The output lies 256 bytes short of a multiple of the page behind the input: a load does not meet the low address
  // bits of the stores just before it, which some CPUs take for a conflict.
  y_ = behind_.room(n * sizeof(double) + page) + page - 256;
}

void arrays::prepare(const task& what, const column& where) {
  const std::string wanted = what.path() + "/" + where.path();
  if (wanted != drawn_) draw(what, where);
  drawn_ = wanted;
}

}  // namespace bench
