// SPDX-License-Identifier: MIT
// simdact-prove TREE [OP...]: proves with Gappa the bounds of tests/accuracy/proofs.tsv, of all kernels or those of
// these functions, from the kernels' own code.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

#include "cases.hpp"

namespace {

using simdact::proof::case_of_kernel;

struct claim {
  std::string op, direction;
  double bound;
};

std::vector<claim> claims(const std::string& file) {
  std::ifstream stream(file);
  if (!stream) throw std::runtime_error("cannot read " + file);
  std::vector<claim> all;
  for (std::string line; std::getline(stream, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    claim c;
    if (!(fields >> c.op >> c.direction >> c.bound))
      throw std::runtime_error(fmt::format("{}: not a bound: {}", file, line));
    all.push_back(c);
  }
  if (all.empty()) throw std::runtime_error(file + " has no bound");
  return all;
}

// Below what a search has measured there is no proof, and from 1 ulp on the library's promise is not kept.
void prove(const claim& c) {
  const auto& cases = simdact::proof::cases();
  const auto found = std::find_if(cases.begin(), cases.end(),
                                  [&](const case_of_kernel& k) { return c.op == k.op && c.direction == k.direction; });
  if (found == cases.end()) throw std::runtime_error(c.op + " " + c.direction + ": no case");
  if (!(c.bound >= found->searched && c.bound < 1)) {
    throw std::runtime_error(c.op + " " + c.direction + ": the bound is not between the one searched and 1");
  }
  static std::set<std::pair<void (*)(double), double>> done;  // one kernel may serve several functions
  if (done.count({found->prove, c.bound}) == 0) found->prove(c.bound);
  done.insert({found->prove, c.bound});
  std::printf("proof: %s %s: below %g ulp\n", c.op.c_str(), c.direction.c_str(), c.bound);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 2) throw std::runtime_error("usage: simdact-prove TREE [OP...]");
  const std::string tree = argv[1];
  const auto chosen = [&](const std::string& op) {
    return argc == 2 || std::any_of(argv + 2, argv + argc, [&](const char* name) { return op == name; });
  };
  std::set<std::string> proven;
  if (chosen("core")) {
    simdact::proof::prove_reduction();
    simdact::proof::prove_remainder(tree);
    std::printf("proof: core: ok\n");
    proven.insert("core");
  }
  for (const claim& c : claims(tree + "/tests/accuracy/proofs.tsv")) {
    if (!chosen(c.op)) continue;
    prove(c);
    proven.insert(c.op);
  }
  for (int i = 2; i < argc; i++) {
    if (proven.count(argv[i]) == 0) throw std::runtime_error(argv[i] + std::string(": no bound to prove"));
  }
} catch (const std::exception& e) {
  std::fprintf(stderr, "proof: %s\n", e.what());
  return 1;
}
