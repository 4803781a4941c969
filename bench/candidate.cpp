// SPDX-License-Identifier: MIT
#include "candidate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>

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
  const char* isa;  // that it was compiled for; "" for one that chooses by itself
};

#define BENCH_PEER(symbol, isa) {&symbol, isa},
#define BENCH_ABSENT(name, package)
constexpr built_peer built[] = {
#include "peers.def"
};
#undef BENCH_PEER
#undef BENCH_ABSENT

// An instruction set's peers are compiled with the flags of ours, so that they run where ours does.
bool usable(const built_peer& b) {
  return (*b.isa == '\0' || simdact_isa_supported(b.isa) != 0) && (b.p->usable == nullptr || b.p->usable());
}

std::string widest_isa() {
  std::size_t i = 0;
  while (simdact_isa_supported(simdact_isa_name(i)) == 0) ++i;
  return simdact_isa_name(i);
}

std::string isa_of(const built_peer& b) {
  if (*b.isa != '\0') return b.isa;
  return b.p->isa != nullptr ? b.p->isa() : widest_isa();
}

std::string name_of(const peer& p, const peer_kernel& k) {
  return std::string(p.name) + (*k.variant == '\0' ? "" : "_") + k.variant + (k.composed ? "_composed" : "");
}

using by_direction = std::map<direction, std::vector<candidate>>;

const ulp::record_row* find_record(const ulp::kernel_id& k) {
  static const std::vector<ulp::record_row> rows = ulp::read_record(SIMDACT_SOURCE_TREE);
  return ulp::find(rows, k);
}

// The version of the library, and of the kernel's results.
std::string our_version(const ulp::kernel_id& k) {
  const ulp::record_row* row = find_record(k);
  return simdact_version() + (row == nullptr ? "" : fmt::format(" {:016x}", row->hash));
}

candidate make_ours(const ulp::kernel_id& k, const ulp::resolved& r) {
  return {{k.op, k.way, k.dtype},
          ulp::accuracy_name(k.tier),
          simdact_isa(),
          our_version(k),
          r.forward(),
          r.backward(),
          nullptr,
          true,
          false,
          ulp::bound_of(k)};
}

// The kernels of the instruction set in use. A tier that another one's kernel serves has no candidate of its own.
void add_ours(by_direction& all, simdact_op op, const dtype& type) {
  for (const direction way : ulp::all_directions) {
    const ulp::resolved high({op, way, type.id, SIMDACT_HIGH});
    for (simdact_accuracy tier = 0; tier < SIMDACT_ACCURACY_END; ++tier) {
      const ulp::kernel_id k{op, way, type.id, tier};
      const ulp::resolved r(k);
      const bool same = r.forward() == high.forward() && r.backward() == high.backward();
      if (r && (tier == SIMDACT_HIGH || !same)) all[way].push_back(make_ours(k, r));
    }
  }
  const ulp::kernel_id high{op, direction::forward, type.id, SIMDACT_HIGH};
  candidate forward = make_ours(high, ulp::resolved(high));
  forward.what.way = direction::backward;
  forward.name = "forward_high";
  forward.yardstick = true;
  forward.bound = -1;
  if (forward.forward != nullptr && !all[direction::backward].empty()) all[direction::backward].push_back(forward);
}

std::vector<direction> directions_of(const peer_kernel& k) {
  if (k.forward != nullptr) return {direction::forward};
  if (k.yardstick()) return {direction::backward, direction::from_output};
  return {k.from_output ? direction::from_output : direction::backward};
}

void add_peers(by_direction& all, simdact_op op, const dtype& type, bool yardsticks) {
  for (const built_peer& b : built) {
    if (!usable(b)) continue;
    for (std::size_t i = 0; i < b.p->kernel_count; ++i) {
      const peer_kernel& k = b.p->kernels[i];
      if (k.yardstick() != yardsticks || std::strcmp(k.dtype, ulp::dtype_name(type.id)) != 0) continue;
      if (!yardsticks && std::strcmp(k.op, simdact_op_name(op)) != 0) continue;
      for (const direction way : directions_of(k)) {
        all[way].push_back({{op, way, type.id},
                            name_of(*b.p, k),
                            isa_of(b),
                            b.p->version,
                            k.forward,
                            k.backward,
                            k.params,
                            false,
                            yardsticks,
                            -1});
      }
    }
  }
}

}  // namespace

const std::vector<dtype>& dtypes() {
  static const std::vector<dtype> all = {{SIMDACT_F32, sizeof(float), [](const float* from, void* to, std::size_t n) {
                                            std::memcpy(to, from, n * sizeof(float));
                                          }}};
  return all;
}

std::string task::path() const {
  return fmt::format("{}/{}/{}", simdact_op_name(op), ulp::name_of(way), ulp::dtype_name(type));
}

const std::vector<std::string>& yardsticks(direction way) {
  static const std::map<direction, std::vector<std::string>> all = {
      {direction::forward, {"copy"}},
      {direction::backward, {"dy_times_x", "forward_high"}},
      {direction::from_output, {"dy_times_x"}}};
  return all.at(way);
}

std::vector<std::vector<candidate>> all_candidates(const std::vector<std::string>& ops) {
  std::vector<std::vector<candidate>> all;
  for (std::size_t i = 0; i < simdact_op_count(); ++i) {
    const simdact_op op = simdact_op_at(i);
    if (!ops.empty() && std::find(ops.begin(), ops.end(), simdact_op_name(op)) == ops.end()) continue;
    for (const dtype& type : dtypes()) {
      by_direction found;
      for (std::size_t k = 0; k < simdact_isa_count(); ++k) {
        if (simdact_set_isa(simdact_isa_name(k)) == SIMDACT_OK) add_ours(found, op, type);
      }
      simdact_set_isa(nullptr);
      add_peers(found, op, type, false);
      by_direction beside;
      add_peers(beside, op, type, true);
      for (auto& [way, list] : found) {
        if (list.empty()) continue;
        list.insert(list.end(), beside[way].begin(), beside[way].end());
        all.push_back(list);
      }
    }
  }
  return all;
}

const ulp::record_row* find_record(const candidate& c) {
  const auto tier = ulp::accuracy_from_name(c.name);
  return c.ours && tier ? find_record({c.what.op, c.what.way, c.what.type, *tier}) : nullptr;
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

}  // namespace bench
