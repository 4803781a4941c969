// SPDX-License-Identifier: MIT
#include "candidate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "peers/peer.hpp"

namespace bench {

#define BENCH_PEER(symbol, isa) extern const peer symbol;
#define BENCH_ABSENT(name, package)
#include "peers.def"
#undef BENCH_PEER
#undef BENCH_ABSENT

namespace {

struct built_peer {
  const peer* p;
  const char* compiled_for;  // "" for one that chooses by itself

  // An instruction set's peers are compiled with the flags of ours, so that they run where ours does.
  bool usable(simdact_dtype type) const {
    return (*compiled_for == '\0' || simdact_isa_supported(compiled_for) != 0) &&
           (p->usable == nullptr || p->usable(type));
  }
  std::string isa() const {
    if (*compiled_for != '\0') return compiled_for;
    if (p->isa != nullptr) return p->isa();
    std::size_t widest = 0;
    while (simdact_isa_supported(simdact_isa_name(widest)) == 0) ++widest;
    return simdact_isa_name(widest);
  }
};

#define BENCH_PEER(symbol, isa) {&symbol, isa},
#define BENCH_ABSENT(name, package)
constexpr built_peer built[] = {
#include "peers.def"
};
#undef BENCH_PEER
#undef BENCH_ABSENT

std::string name_of(const peer& p, const peer_kernel& k) {
  return std::string(p.name) + (*k.variant == '\0' ? "" : "_") + k.variant + (k.composed ? "_composed" : "");
}

bool serves(const peer_kernel& k, const task& what) {
  const bool every = *k.op == '\0';
  if (!every && what.name() != k.op) return false;
  if (k.forward != nullptr || k.two == arrays_are::operands) return what.way == direction::forward;
  if (every) return what.way != direction::forward;
  return what.way == (k.two == arrays_are::output_and_dy ? direction::from_output : direction::backward);
}

const ulp::record_row* find_record(const ulp::kernel_id& k) {
  static const std::vector<ulp::record_row> rows = ulp::read_record(SIMDACT_SOURCE_TREE);
  return ulp::find(rows, k);
}

// Its version is the library's, and that of the kernel's results.
candidate make_ours(const ulp::kernel_id& k, const ulp::resolved& r) {
  const ulp::record_row* row = find_record(k);
  const std::string version = simdact_version() + (row == nullptr ? "" : fmt::format(" {:016x}", row->hash));
  const task what{k.op, k.way, k.dtype};
  const double bound = ulp::unit_of(k) == ulp::unit::of_result ? ulp::bound_of(k) : -1;
  return {what,          ulp::accuracy_name(k.tier),
          simdact_isa(), version,
          r.forward(),   r.backward(),
          nullptr,       true,
          false,         bound,
          k.dtype};
}

// Its version is the library's, and that of its results.
candidate make_ours(const task& what, simdact_dtype type, simdact_accuracy tier) {
  const join& j = *what.joined;
  const bool forward = what.way == direction::forward;
  return {what,
          ulp::accuracy_name(tier),
          simdact_isa(),
          simdact_version() + (" " + results_of(j, type, tier)),
          forward ? j.forward : nullptr,
          j.of_two_arrays(what.way),
          make_door(j, type, tier),
          true,
          false,
          forward ? bound_of(j, type, tier) : -1,
          type};
}

// Another of ours, which stands beside the task's.
void add_yardstick(std::vector<candidate>& all, const task& what, const char* name, candidate c) {
  c.what = what;
  c.name = name;
  c.yardstick = true;
  c.bound = -1;
  all.push_back(c);
}

void add_yardstick(std::vector<candidate>& all, const task& what, const char* name, const ulp::kernel_id& k) {
  const ulp::resolved r(k);
  if (r) add_yardstick(all, what, name, make_ours(k, r));
}

void add_joined(std::vector<candidate>& all, const task& what) {
  const join& j = *what.joined;
  if (!j.has(what.way)) return;
  for (simdact_accuracy tier = 0; tier < SIMDACT_ACCURACY_END; ++tier) {
    const bool has_tiers = what.way == direction::forward;
    if (tier != SIMDACT_HIGH && (!has_tiers || results_of(j, what.type, tier).empty())) continue;
    all.push_back(make_ours(what, what.type, tier));
  }
  if (j.op != 0) add_yardstick(all, what, "forward_high", {j.op, direction::forward, what.type, SIMDACT_HIGH});
  if (what.type != SIMDACT_F32) add_yardstick(all, what, "f32_high", make_ours(what, SIMDACT_F32, SIMDACT_HIGH));
}

// The kernels of the instruction set in use. A tier that another one's kernel serves has no candidate of its own.
void add_ours(std::vector<candidate>& all, const task& what) {
  if (what.joined != nullptr) return add_joined(all, what);
  std::vector<ulp::resolved> known;
  for (simdact_accuracy tier = 0; tier < SIMDACT_ACCURACY_END; ++tier) {
    const ulp::kernel_id k{what.op, what.way, what.type, tier};
    const ulp::resolved r(k);
    const bool same = std::any_of(known.begin(), known.end(), [&](const ulp::resolved& other) {
      return r.forward() == other.forward() && r.backward() == other.backward();
    });
    if (!r || same) continue;
    all.push_back(make_ours(k, r));
    known.push_back(r);
  }
  if (known.empty()) return;
  if (what.way == direction::backward) {
    add_yardstick(all, what, "forward_high", {what.op, direction::forward, what.type, SIMDACT_HIGH});
  }
  if (what.type != SIMDACT_F32) {
    add_yardstick(all, what, "f32_high", {what.op, what.way, SIMDACT_F32, SIMDACT_HIGH});
  }
}

void add_peers(std::vector<candidate>& all, const task& what, bool yardsticks) {
  for (const built_peer& b : built) {
    for (const peer_table& table : b.p->tables) {
      if (table.dtype != what.type || !b.usable(what.type)) continue;
      for (std::size_t i = 0; i < table.count; ++i) {
        const peer_kernel& k = table.kernels[i];
        if (b.p->yardstick != yardsticks || !serves(k, what)) continue;
        all.push_back({what, name_of(*b.p, k), b.isa(), b.p->version, k.forward, k.backward, k.params, false,
                       yardsticks, -1, what.type});
      }
    }
  }
}

// Libraries tell by an exception that they have no code for a function of some type on this CPU.
bool runs(const candidate& c) {
  constexpr std::size_t most = rows_of(1) + 8;
  double x[most] = {}, y[most];
  try {
    c.select();
    c.run(x, x, y, 1);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

std::vector<candidate> candidates_of(const task& what) {
  std::vector<candidate> all;
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    if (simdact_set_isa(simdact_isa_name(i)) == SIMDACT_OK) add_ours(all, what);
  }
  if (all.empty()) return all;
  add_peers(all, what, false);
  all.erase(std::remove_if(all.begin(), all.end(), [](const candidate& c) { return !runs(c); }), all.end());
  add_peers(all, what, true);
  simdact_set_isa(nullptr);
  return all;
}

}  // namespace

std::string task::name() const { return joined != nullptr ? joined->name : simdact_op_name(op); }
std::string task::path() const { return fmt::format("{}/{}/{}", name(), ulp::name_of(way), ulp::dtype_name(type)); }

std::vector<std::vector<candidate>> all_candidates(const std::vector<std::string>& ops) {
  std::vector<std::vector<candidate>> all;
  const auto add = [&](task what) {
    if (!ops.empty() && std::find(ops.begin(), ops.end(), what.name()) == ops.end()) return;
    for (const direction way : ulp::all_directions) {
      what.way = way;
      auto found = candidates_of(what);
      if (!found.empty()) all.push_back(std::move(found));
    }
  };
  for (simdact_dtype type = SIMDACT_F32; type < SIMDACT_DTYPE_END; ++type) {
    for (std::size_t i = 0; i < simdact_op_count(); ++i) add({simdact_op_at(i), {}, type});
    for (const join& j : all_joins()) add({0, {}, type, &j});
  }
  return all;
}

std::vector<std::string> op_names() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < simdact_op_count(); ++i) names.push_back(simdact_op_name(simdact_op_at(i)));
  for (const join& j : all_joins()) names.push_back(j.name);
  return names;
}

const ulp::record_row* find_record(const candidate& c) {
  const auto tier = ulp::accuracy_from_name(c.name);
  if (!c.ours || c.what.joined != nullptr || !tier) return nullptr;
  const ulp::kernel_id k{c.what.op, c.what.way, c.what.type, *tier};
  return ulp::unit_of(k) == ulp::unit::of_result ? find_record(k) : nullptr;
}

std::vector<std::pair<std::string, std::string>> peer_versions() {
  std::vector<std::pair<std::string, std::string>> versions;
  for (const built_peer& b : built) {
    const bool listed = !versions.empty() && versions.back().first == b.p->name;
    if (*b.p->version != '\0' && !listed) versions.emplace_back(b.p->name, b.p->version);
  }
  return versions;
}

std::vector<std::pair<std::string, std::string>> absent_peers() {
  return {
#define BENCH_PEER(symbol, isa)
#define BENCH_ABSENT(name, package) {name, package},
#include "peers.def"
#undef BENCH_PEER
#undef BENCH_ABSENT
  };
}

void require_subnormals() {
  volatile float smallest = 0x1p-126f;
  if (smallest * 0.5f == 0) throw std::runtime_error("subnormal numbers are flushed to zero by a library");
}

}  // namespace bench
