# SPDX-License-Identifier: MIT
"""Reading the benchmark's files, and who is the fastest peer."""

import itertools
import json
import math
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
sys.path.insert(0, str(Path(__file__).parent))
import sample
import record
from report import results
from run_report import TREE, report


class Results(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.files = sample.write(self.folder)
        self.run_read = results.read(*self.files)
        self.gelu = self.run_read.functions["gelu", "forward", "f32"]

    def name(self, isa, ulp=None):
        found = self.gelu.fastest_peer(isa, ulp)
        return found and found.name

    def test_dimensions(self):
        self.assertEqual(list(self.run_read.functions), list(sample.GROUPS))
        self.assertEqual(
            list(self.run_read.groups),
            [("forward", "f32"), ("backward", "f32"), ("from_output", "f32"), ("forward", "bf16"), ("backward", "f64")],
        )
        self.assertEqual(
            [(key, [f.op for f in functions]) for key, functions in self.run_read.joins.items()],
            [(("forward", "f32"), ["softmax", "swiglu"])],
        )
        self.assertEqual(self.run_read.isas, ["avx512", "avx2"])
        self.assertEqual(self.gelu.main, ("normal", 4096))
        self.assertEqual(self.gelu.columns, [("normal", 64), ("normal", 4096), ("subnormal", 4096)])

    def test_times_are_of_the_fastest_repetition_and_an_element(self):
        high = self.gelu.ours("avx2", "high")
        self.assertAlmostEqual(self.gelu.ns(high), 0.51)
        self.assertAlmostEqual(self.gelu.ns(high, "median"), 0.561)
        self.assertAlmostEqual(high.times["normal", 64]["min"], 1.02)

    def test_fastest_peer_of_any_accuracy(self):
        self.assertEqual(self.name("avx512"), "eigen_composed")
        self.assertEqual(self.name("generic"), "libm")
        self.assertEqual([c.name for c in self.gelu.on("generic")], ["copy", "high", "libm"])
        self.assertEqual([c.isa for c in self.gelu.on("avx2") if c.name == "copy"], ["avx2"])

    def test_fastest_peer_that_keeps_a_bound(self):
        self.assertEqual(self.name("avx512", 1), "sleef_u10")  # highway is faster, but wrong for NaN
        self.assertEqual(self.name("avx512", 0.99), "sleef_u10")
        self.assertEqual(self.name("avx512", 0.98), "libm")  # which any instruction set can have
        self.assertEqual(self.name("avx512", 4), "sleef_u35")
        self.assertEqual(self.name("avx512", 1e9), "onednn")
        self.assertEqual(self.name("avx2", 1e9), "sleef_u35")  # onednn has none there
        self.assertIsNone(self.name("avx512", 0.5))

    def test_ours_and_the_copy_are_no_peers(self):
        for c in self.gelu.candidates.values():
            self.assertEqual(c.peer, c.name not in ("high", "fast", "exact", "copy"), c.name)
        derivative = self.run_read.functions["gelu", "backward", "f32"]
        for name in ("dy_times_x", "forward_high"):
            self.assertFalse(derivative.candidates[name, "avx2"].ours or derivative.candidates[name, "avx2"].peer)

    def test_every_direction_has_its_loop(self):
        for key, f in self.run_read.functions.items():
            self.assertEqual(f.loop("avx2").name, "copy" if key[1] == "forward" else "dy_times_x", key)
            self.assertAlmostEqual(f.ns(f.loop("avx2")), 0.034)
            beside = key[1] == "backward" or key[0] == "swiglu"
            name = "f32_high" if key[2] != "f32" else "forward_high" if beside else "high"
            self.assertEqual(f.high("avx2").name, name, key)

    def test_what_joins_are_held_against(self):
        swiglu = self.run_read.functions["swiglu", "forward", "f32"]
        self.assertFalse(swiglu.elementwise)
        self.assertFalse(swiglu.candidates["two_passes", "avx2"].peer)
        self.assertAlmostEqual(swiglu.ns(swiglu.yardstick("avx512", "two_passes")), 0.32)

    def test_tables_are_of_what_was_measured(self):
        tanh = self.run_read.groups["backward", "f64"]
        self.assertEqual(self.run_read.isas_of(tanh), ["avx512", "avx2"])
        for name in list(tanh[0].candidates):
            if name[1] == "avx2":
                del tanh[0].candidates[name]
        self.assertEqual(self.run_read.isas_of(tanh), ["avx512"])

    def test_errors_come_from_their_file(self):
        eigen = self.gelu.candidates["eigen_composed", "avx2"]
        self.assertEqual((eigen.ulp, eigen.wrong), (math.inf, ["-inf"]))
        self.assertEqual((eigen.curve[1], eigen.misrounded), ((-1.0, math.inf), 7))

    def test_counters_serve_without_that_file(self):
        gelu = results.read(self.files[0]).functions["gelu", "forward", "f32"]
        self.assertEqual(gelu.fastest_peer("avx512", 1).name, "sleef_u10")
        self.assertEqual((gelu.fastest_peer("avx512").ulp, gelu.fastest_peer("avx512").misrounded), (math.inf, 7))

    def test_committed_results_fit(self):
        files = list((TREE / "bench/results").glob("*.json"))
        self.assertLess(max(file.stat().st_size for file in files), 400_000)
        for run in results.machines():
            with self.subTest(run.context["cpu"]):
                self.check_fits(run)

    def check_fits(self, run):
        # A function that was just added has no results yet.
        joins = {"softmax", "masked_softmax", "log_softmax", "swiglu", "geglu", "bias_gelu", "prelu", "maxout"}
        self.assertLessEqual({f.op for f in run.functions.values()} - joins, set(record.operations()))
        for direction, dtype in itertools.product(("forward", "backward"), ("f32", "f64", "f16", "bf16")):
            self.assertGreaterEqual(len(run.groups[direction, dtype]), 28, (direction, dtype))
        for dtype in ("f32", "f64", "f16", "bf16"):
            self.assertGreaterEqual(len(run.joins["forward", dtype]), 7, dtype)
        for f in run.functions.values():
            for isa in run.isas:
                self.assertIsNotNone(f.ours(isa, "high"), f.key)
                self.assertIsNotNone(f.loop(isa), f.key)

    def test_what_is_kept_reads_the_same(self):
        kept = self.folder / "kept"
        kept.mkdir()
        before, results.RESULTS = results.RESULTS, kept
        self.addCleanup(setattr, results, "RESULTS", before)
        results.keep([self.files[0]], "one")
        data = json.loads((kept / "one.json").read_text(encoding="utf-8"))
        self.assertTrue(all(b["name"].endswith("_min") for b in data["benchmarks"]))
        self.assertNotIn("host_name", data["context"])
        run = results.machines()[0]
        self.assertEqual(list(run.functions), list(self.run_read.functions))
        for key, f in run.functions.items():
            for name, c in f.candidates.items():
                other = self.run_read.functions[key].candidates[name]
                self.assertEqual(bool(c.wrong), bool(other.wrong))
                self.assertEqual(c.misrounded, other.misrounded if key[2] == "bf16" else 0)
                self.assertAlmostEqual(f.ns(c), f.ns(other), delta=1e-4)
                self.assertAlmostEqual(f.ns(c, "median"), f.ns(other, "median"), delta=1e-4)
                self.assertEqual(len(c.times), 3 if name == ("high", "avx512") or not f.elementwise else 1, name)
                self.assertEqual(str(c.ulp), str(other.ulp))
            shown = {
                name for name, c in self.run_read.functions[key].candidates.items() if c.isa != "generic" or c.peer
            }
            self.assertEqual(set(f.candidates), shown)

    def test_of_several_runs_the_least_is_kept(self):
        kept = self.folder / "kept"
        kept.mkdir()
        before, results.RESULTS = results.RESULTS, kept
        self.addCleanup(setattr, results, "RESULTS", before)
        data, _ = sample.data()
        for i, entry in enumerate(data["benchmarks"]):
            entry["ns"] = entry.get("ns", 1) * (1.5, 0.5)[i % 2]
        other = self.folder / "other.json"
        other.write_text(json.dumps(data), encoding="utf-8")
        for name, files in (("a", [self.files[0], other]), ("b", [other, self.files[0]])):
            results.keep(files, name)
        runs = [results.read(file) for file in (kept / "a.json", kept / "b.json", self.files[0], other)]
        for key, f in runs[0].functions.items():
            for name, c in f.candidates.items():
                reversed_order, *originals = (run.functions[key].candidates[name] for run in runs[1:])
                self.assertEqual(c.times, reversed_order.times)
                for column, time in c.times.items():
                    for statistic, ns in time.items():
                        least = min(original.times[column][statistic] for original in originals)
                        self.assertAlmostEqual(ns, least, delta=1e-3 * least)


class BadInput(unittest.TestCase):
    def refused(self, text, wanted, errors=None):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            good, good_errors = sample.write(folder)
            arguments = [good, "--errors", good_errors, "--out", folder / "out"]
            changed = good if errors is None else good_errors
            changed.write_text(text if errors is None else errors, encoding="utf-8")
            done = report(*arguments)
            self.assertEqual(done.returncode, 2, done)
            self.assertTrue(done.stderr.startswith("report: ") and done.stderr.count("\n") == 1, done.stderr)
            self.assertIn(wanted, done.stderr)
            self.assertEqual(done.stdout, "")
            self.assertFalse((folder / "out").exists())

    def changed(self, change):
        data, _ = sample.data()
        change([b for b in data["benchmarks"] if b["run_type"] == "aggregate"][0])
        return json.dumps(data)

    def test_files(self):
        self.refused("", "not JSON")
        self.refused("[]", "benchmarks")
        self.refused('{"context": {}}', "benchmarks")
        self.refused('{"context": {}, "benchmarks": []}', "no minimum or median")
        self.refused('{"context": {}, "benchmarks": [{}]}', "'name' is missing")
        self.refused(self.changed(lambda b: b.pop("ns")), "'ns' is missing")
        self.refused(self.changed(lambda b: b.update(name="tanh/forward_min")), "op/direction/dtype")
        self.refused(self.changed(lambda b: b.update(ns="many")), "many")
        self.refused(self.changed(lambda b: b.update(name=b["name"][:-3] + "mean")), "lacks its minimum")
        self.refused("", "errors", errors='{"context": {}}')
        self.refused("", "'ulp' is missing", errors=json.dumps({"errors": self.without_ulp()}))

    def without_ulp(self):
        path, entry = next(sample.errors())
        entry.pop("ulp")
        return {path: entry}

    def test_arguments(self):
        for arguments in ((), ("a.json", "--docs"), (TREE / "README.md", "--keep", "a/b"), ("--no-such",)):
            self.assertEqual(report(*arguments).returncode, 2, arguments)
        self.assertIn("No such file", report("missing.json").stderr)


if __name__ == "__main__":
    unittest.main()
