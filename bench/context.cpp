// SPDX-License-Identifier: MIT
#include "context.hpp"

#include <sched.h>
#include <sys/utsname.h>

#include <fstream>

#include "candidate.hpp"

namespace bench {
namespace {

// The value behind `key` in a file of lines "key <separator> value".
std::string find_value(const char* file, const std::string& key, char separator) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const std::size_t at = line.find(separator);
    if (line.compare(0, key.size(), key) != 0 || at == std::string::npos) continue;
    const std::size_t first = line.find_first_not_of(" \"", at + 1), last = line.find_last_not_of(" \"");
    return first == std::string::npos ? "" : line.substr(first, last - first + 1);
  }
  return "unknown";
}

// The name alone does not tell virtual machines' processors apart.
std::string cpu_name() {
  constexpr const char* file = "/proc/cpuinfo";
  return find_value(file, "model name", ':') + " (family " + find_value(file, "cpu family", ':') + ", model " +
         find_value(file, "model\t", ':') + ", stepping " + find_value(file, "stepping", ':') + ")";
}

std::string supported_isas() {
  std::string isas;
  for (std::size_t i = 0; i < simdact_isa_count(); ++i) {
    const std::string isa = simdact_isa_name(i);
    if (simdact_isa_supported(isa.c_str()) != 0) isas += (isas.empty() ? "" : " ") + isa;
  }
  return isas;
}

// The processor that this thread runs on from now on.
std::string pin() {
  const int processor = sched_getcpu();
  cpu_set_t one;
  CPU_ZERO(&one);
  if (processor >= 0) CPU_SET(static_cast<std::size_t>(processor), &one);
  return processor >= 0 && sched_setaffinity(0, sizeof(one), &one) == 0 ? std::to_string(processor) : "none";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> prepare_context() {
  utsname system{};
  uname(&system);
  std::vector<std::pair<std::string, std::string>> all = {{"cpu", cpu_name()},
                                                          {"architecture", system.machine},
                                                          {"os", find_value("/etc/os-release", "PRETTY_NAME", '=')},
                                                          {"compiler", BENCH_COMPILER},
                                                          {"library_flags", BENCH_FLAGS},
                                                          {"build_type", BENCH_BUILD_TYPE},
                                                          {"simdact", simdact_version()},
                                                          {"isas", supported_isas()},
                                                          {"pinned_to", pin()}};
  for (const auto& [name, version] : peer_versions()) all.emplace_back("peer_" + name, version);
  for (const auto& [name, package] : absent_peers()) all.emplace_back("absent_" + name, package);
  return all;
}

}  // namespace bench
