// SPDX-License-Identifier: MIT
// The entry of every test program: prints the seed, and fails where a filter matches no test case.
#define DOCTEST_CONFIG_IMPLEMENT
#include "doctest/doctest.h"

#include <cinttypes>
#include <cstdio>

#include "support/support.hpp"

namespace {

unsigned cases_run = 0;

struct counter : doctest::IReporter {
  explicit counter(const doctest::ContextOptions&) {}
  void report_query(const doctest::QueryData&) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats& stats) override { cases_run = stats.numTestCasesPassingFilters; }
  void test_case_start(const doctest::TestCaseData&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats&) override {}
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void log_message(const doctest::MessageData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}
};
REGISTER_LISTENER("counter", 1, counter);

}  // namespace

int main(int argc, char** argv) {
  doctest::Context context;
  context.applyCommandLine(argc, argv);
  if (context.shouldExit()) return context.run();  // a query, such as the list of test cases, prints its answer alone
  std::printf("seed %#" PRIx64 " (SIMDACT_TEST_SEED), effort %zu %% (SIMDACT_TEST_EFFORT)\n", support::seed(),
              support::samples(100000) / 1000);
  std::fflush(stdout);
  const int result = context.run();
  if (cases_run == 0) std::printf("No test case matches the filter.\n");
  return cases_run == 0 ? 1 : result;
}
