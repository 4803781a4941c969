// SPDX-License-Identifier: MIT
#include "script.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

SIMDACT_NAMESPACE_BEGIN
namespace proof {
namespace {

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

std::string text_of(double factor, const std::string& of) { return fmt::format("({} * ({}))", digits(factor), of); }

}  // namespace

script::script(std::string name) : name_(std::move(name)) { record = recorder{}; }

void script::given(const std::string& proposition) { given_.push_back(proposition); }
void script::given(const std::string& text, double low, double high) {
  given_.push_back(fmt::format("{} in [{:a}, {:a}]", text, low, high));
}
void script::shown(const std::string& proposition) { shown_.push_back(proposition); }
void script::hint(const std::string& line) { hints_.push_back(line); }
void script::define(const std::string& name, const std::string& expression) {
  definitions_.push_back(name + " = " + expression + ";");
}

namespace {

bool is_leaf(int n) { return record.nodes[n].kind == node::leaf; }

// The same product with the exact factor, if one is, as the second.
std::pair<int, int> operands(const term& t) {
  return t.b >= 0 && is_leaf(t.a) ? std::pair{t.b, t.a} : std::pair{t.a, t.b};
}

// What the product of two nodes, or one of them, has more than it has without roundings.
std::string difference(int a, int b) {
  if (b < 0) return fmt::format("{} - {}", record.nodes[a].text, exact_name(a));
  return fmt::format("{} * {} - {} * {}", record.nodes[a].text, record.nodes[b].text, exact_name(a), exact_name(b));
}

std::string times(const std::string& text, int factor) {
  return factor < 0 ? text : fmt::format("({}) * {}", text, record.nodes[factor].text);
}

}  // namespace

// What the roundings of the sum of these terms lose, as a sum of differences, in which a number stands before the
// rounded one: so Gappa also considers the range of the latter. A sum among them, also one that an exact
// number multiplies, is replaced by its own terms and what its rounding loses.
std::string script::losses(const std::vector<term>& parts) {
  std::map<std::pair<int, int>, double> sum;
  for (const term& t : parts) {
    if (t.a >= 0) sum[operands(t)] += t.factor;
  }
  std::vector<std::string> lost;
  for (int n = static_cast<int>(record.nodes.size()) - 1; n >= 0; n--) {
    const node& v = record.nodes[n];
    if (v.kind != node::sum) continue;
    for (int b = -1; b < static_cast<int>(record.nodes.size()); b++) {
      const auto found = sum.find({n, b});
      if (found == sum.end() || (b >= 0 && !is_leaf(b))) continue;
      const double factor = found->second;
      sum.erase(found);
      if (factor == 0) continue;
      if (v.rounded) lost.push_back(text_of(-factor, times(fmt::format("{} - {}", definition(n, false), v.text), b)));
      for (const term& t : v.terms) {
        if (t.a < 0) continue;
        if (b < 0 || t.b < 0) {
          sum[operands(b < 0 ? t : term{1, t.a, b})] += factor * t.factor;
        } else {
          lost.push_back(text_of(factor * t.factor, times(difference(t.a, t.b), b)));
        }
      }
    }
  }
  for (const auto& [product, factor] : sum) {
    if (factor != 0 && !(is_leaf(product.first) && (product.second < 0 || is_leaf(product.second))))
      lost.push_back(text_of(factor, difference(product.first, product.second)));
  }
  return lost.empty() ? "0" : joined(lost, " + ");
}

void script::name_sum(const std::string& name, const std::vector<term>& parts) {
  define(name, sum_text(parts, false));
  define("M" + name, sum_text(parts, true));
  hint(fmt::format("{0} - M{0} -> {1};", name, losses(parts)));
}
void script::name_sum(const std::string& name, const std::vector<traced>& parts) {
  std::vector<term> terms;
  for (const traced& part : parts) terms.push_back({1, part.node});
  name_sum(name, terms);
}

void script::name_lost(const std::string& name, const std::vector<term>& parts) {
  define(name, sum_text(parts, false));
  hint(fmt::format("{} -> {};", name, losses(parts)));
}

void script::cancel(int n) { hint(fmt::format("{} -> {};", definition(n, false), losses(record.nodes[n].terms))); }

void script::name_last(const std::string& name, const traced& y) {
  double factor = 1;
  int n = y.node;
  while (!record.nodes[n].rounded) {
    const std::vector<term>& terms = record.nodes[n].terms;
    if (terms.size() != 1 || terms[0].b >= 0) throw std::logic_error(name_ + ": no last rounding");
    factor *= terms[0].factor;
    n = terms[0].a;
  }
  std::vector<term> parts = record.nodes[n].terms;
  for (term& t : parts) t.factor *= factor;
  name_sum(name, parts);
}

std::string script::text() const {
  std::string text = fmt::format("@rnd = float<53, {}, ne>;\n", least_exponent_);
  for (int n = 0; n < static_cast<int>(record.nodes.size()); n++) {
    const node& v = record.nodes[n];
    if (v.kind == node::leaf) continue;
    text += fmt::format(v.rounded ? "{} = rnd({});\n" : "{} = {};\n", v.text, definition(n, false));
    text += fmt::format("M{} = {};\n", v.text, definition(n, true));
  }
  for (const std::string& line : definitions_) text += line + "\n";
  std::vector<std::string> all = record.conditions;
  all.insert(all.end(), shown_.begin(), shown_.end());
  text += fmt::format("{{ {}\n-> {} }}\n", joined(given_, " /\\\n"), joined(all, " /\\\n"));
  return text + joined(hints_, "\n") + "\n";
}

void script::prove() const {
  std::string file = P_tmpdir "/simdact-proof-XXXXXX";
  const int descriptor = mkstemp(file.data());
  if (descriptor < 0) throw std::runtime_error("no temporary file");
  FILE* stream = fdopen(descriptor, "w");
  const bool written = stream != nullptr && std::fputs(text().c_str(), stream) >= 0;
  if (stream == nullptr || std::fclose(stream) != 0 || !written) throw std::runtime_error("cannot write " + file);

  FILE* gappa = popen(fmt::format("gappa {} 2>&1", file).c_str(), "r");
  if (gappa == nullptr) throw std::runtime_error("gappa cannot be run");
  std::string said;
  char buffer[4096];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, gappa)) said.append(buffer, n);
  const int status = pclose(gappa);
  if (status == 0 && said.find("not trivially equal") == std::string::npos) {
    unlink(file.c_str());
    return;
  }
  throw std::runtime_error(fmt::format("{}: not proven ({}):\n{}", name_, file, said));
}

}  // namespace proof
SIMDACT_NAMESPACE_END
