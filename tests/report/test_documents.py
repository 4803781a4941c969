# SPDX-License-Identifier: MIT
"""What tools/docs writes into the repository."""

import json
import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import sample
from run_report import TREE, docs, report

WRITTEN = ("docs/accuracy.md", "docs/derivatives.md", "docs/speed.md", "docs/overview.svg", "docs/rows.md", "README.md")
WRITTEN += ("docs/functions/tanh.md", "docs/functions/tanh.svg")
EXPERIMENT = {
    "context": {"date": "9999-01-01", "images": "some images"},
    "settings": {"train": 77, "epochs": 3, "seeds": 2},
    "rows": [
        {
            "network": "deep",
            "activation": "swish, learned",
            "op": "swish",
            "accuracy": [0.5, 0.75],
            "test_loss": None,
            "gradient_decay": 1.2e-9,
            "gradient_decay_at_last": 0.5,
            "dead": 0.0,
            "saturated": 0.001234,
            "inputs": [-1.5, 2.5],
            "time_ratio": 1.0625,
        }
    ],
}


class Documents(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name)
        for name in ("tools/report", "tools/docs", "docs", "bench/results", "examples/training", "include/simdact/op"):
            shutil.copytree(TREE / name, self.tree / name)
        for name in (
            "README.md",
            "tools/record.py",
            "tests/record.tsv",
            "tests/accuracy/comparisons.tsv",
            "tests/accuracy/proofs.tsv",
            *(f"include/simdact/{n}.def" for n in ("ops", "accuracies", "dtypes")),
        ):
            (self.tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TREE / name, self.tree / name)

    def text(self, name):
        return (self.tree / name).read_text(encoding="utf-8")

    def change(self, name, pattern, replacement):
        text, count = re.subn(pattern, replacement, self.text(name), count=1, flags=re.MULTILINE)
        self.assertEqual(count, 1, f"{name}: {pattern}")
        (self.tree / name).write_text(text, encoding="utf-8")

    def stale(self):
        """Which files --check complains of."""
        done = docs("--check", tree=self.tree)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertEqual(done.returncode == 1, bool(done.stderr), done.stderr)
        return re.findall(r"[\w/-]+\.(?:md|svg)", done.stderr.split(": tools/dev")[0])

    def write(self):
        done = docs(tree=self.tree)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.stale(), [])
        return done.stdout.split()

    def test_committed_ones_are_up_to_date(self):
        self.assertEqual(self.stale(), [])

    def test_each_is_checked_and_mended(self):
        before = {name: self.text(name) for name in WRITTEN}
        for name, pattern in zip(
            WRITTEN,
            (
                "0\\.9147057",
                "^\\| tanh \\|",
                "SLEEF u10",
                "<title>",
                "a row of 8 costs",
                "^- \\*\\*Accurate",
                "Source",
                "<title>",
            ),
        ):
            self.change(name, pattern, "changed by hand")
        self.assertEqual(self.stale(), list(WRITTEN))
        self.assertEqual(self.write(), list(WRITTEN))
        self.assertEqual({name: self.text(name) for name in WRITTEN}, before)

    def test_another_matplotlib_may_draw_it_otherwise(self):
        self.change("docs/overview.svg", "; matplotlib .*? -->", "; matplotlib 1 -->")
        self.change("docs/overview.svg", '<path d="M [0-9.]+', '<path d="M 1.5')
        self.assertEqual(self.stale(), [])
        self.change("docs/overview.svg", "<title>[^<]*", "<title>another figure")
        self.assertEqual(self.stale(), ["docs/overview.svg"])

    def test_the_record_is_what_accuracy_says(self):
        self.change("tests/record.tsv", "^(gelu\tforward\tf32\tfast\t)([^\t]*)\t([^\t]*)", r"\g<1>3.9995\t3.99912")
        self.assertEqual(self.stale(), ["docs/accuracy.md", "README.md", "docs/functions/gelu.md"])
        self.write()
        self.assertIn("| forward | f32 | fast | 3.9995 | every input |", self.text("docs/functions/gelu.md"))
        self.assertIn("| gelu | fast | 3.9995 | 3.99912 |", self.text("docs/accuracy.md"))
        self.assertIn("nor above 3.9995 where", self.text("README.md"))

    def test_further_directions_and_types_have_tables_of_their_own(self):
        record = self.text("tests/record.tsv").splitlines(True)
        forward = record[:1] + [row for row in record if "\tforward\tf32\t" in row]
        rows = "".join(forward[1:4])
        others = ("backward\tf32", "from_output\tf32", "forward\tbf16", "forward\tf64")
        inputs = {"bf16": "65536", "f64": "12000000"}
        more = "".join(
            rows.replace("forward\tf32", other).replace("4294967296", inputs.get(other.split("\t")[1], "4294967296"))
            for other in others
        )
        (self.tree / "tests/record.tsv").write_text("".join(forward) + more, encoding="utf-8")
        # The proofs are of f64's own kernels, not of these rows.
        proofs = self.text("tests/accuracy/proofs.tsv").splitlines(True)
        (self.tree / "tests/accuracy/proofs.tsv").write_text(proofs[0], encoding="utf-8")
        for file in (self.tree / "bench/results").iterdir():
            file.unlink()
        bench, _ = sample.write(self.tree)
        done = report(bench, "--keep", "sample", tree=self.tree)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.write()
        for heading in ("## backward, f32", "## from output, f32", "## forward, bf16"):
            self.assertIn(f"\n{heading}\n", self.text("docs/accuracy.md"))
            self.assertIn(f"\n{heading}, AVX-512\n", self.text("docs/speed.md"))
        speed = "| {} | high | 0.300 | 15.0 | {} | SLEEF u10 1.20 [0.990] | Eigen composed 0.150 [∞*] |"
        for op, to_high, groups in (("gelu", "1.00", 1), ("gelu", "1.25", 1), ("tanh", "1.00", 2)):
            self.assertEqual(self.text("docs/speed.md").count(speed.format(op, to_high)), groups, (op, to_high))
        rows = "| {} | simdact high [0.980] | {} |"
        for op in ("softmax", "swiglu"):  # 64 elements, 4096, and others of these
            self.assertEqual(self.text("docs/speed.md").count(rows.format(op, "0.600 | 0.300 | 0.300")), 1, op)
        self.assertIn("| softmax | SLEEF u10 [0.990] | 2.40 (4.00) | 1.20 (4.00) |", self.text("docs/speed.md"))
        self.assertIn("With AVX-512 a row of 64 costs 38.4 ns, where", self.text("docs/rows.md"))
        # Of its parts, 0.24 and 0.02, of two passes, 0.32, and of the copy.
        self.assertIn(
            "| swiglu, high | 0.300 | 1.15 | 0.938 | 15.0 | Eigen composed 0.150 [∞*] |", self.text("docs/rows.md")
        )
        self.assertIn("## backward, f64, AVX2\n", self.text("docs/speed.md"))
        half = "| gelu | high | 0.300 | 15.0 | 0.500 | SLEEF u10 1.20 [0.990, 7 wrong] | Eigen composed 0.150 [∞*, 7 wrong] |"
        self.assertEqual(self.text("docs/speed.md").count(half), 1)
        halves, doubles = self.text("docs/accuracy.md").split("## forward, bf16")[1].split("## forward, f64")
        self.assertEqual((halves.count("| every input |"), halves.count("search")), (3, 0))
        self.assertEqual(doubles.count("| search, 12,000,000 inputs |"), 3)
        derivatives = self.text("docs/accuracy.md").split("## backward, f32")[1]
        self.assertIn("The error is that of the derivative", derivatives.split("##")[0])
        self.assertIn("The input is y = f(x)", derivatives.split("##")[1])
        self.assertRegex(
            self.text("README.md"), r"\*\*Derivatives too\.\*\* No error of f' above 0\.9996 ulp .* of 2 functions"
        )
        self.assertIn(
            "\n| gelu | 0.300 | 0.200 | = `fast` | 1.20 SLEEF u10 | 0.150 Eigen composed, ∞ |\n", self.text("README.md")
        )

    def test_every_machine_has_its_times(self):
        for file in (*(self.tree / "bench/results").iterdir(), *(self.tree / "docs").glob("speed-*.md")):
            file.unlink()
        bench, _ = sample.write(self.tree)
        data = json.loads(bench.read_text(encoding="utf-8"))
        for name, cpu, date in (
            ("b-2026-01-31", "Second", "2026-01-31"),
            ("b-2025-12-31", "Second", "2025-12-31"),
            ("a", "First", "2020"),
        ):
            data["context"] |= {"cpu": cpu, "date": date}
            bench.write_text(json.dumps(data), encoding="utf-8")
            self.assertEqual(report(bench, "--keep", name, tree=self.tree).returncode, 0)
        self.write()
        self.assertEqual([file.name for file in (self.tree / "docs").glob("speed-*")], ["speed-b.md"])
        self.assertIn("[bench/results/b-2026-01-31.json]", self.text("docs/speed-b.md"))
        self.assertIn("\nAnother machine: [First](speed.md).\n", self.text("docs/speed-b.md"))
        self.assertIn("[bench/results/a.json]", self.text("docs/speed.md"))
        self.assertIn("\nAnother machine: [Second](speed-b.md).\n", self.text("docs/speed.md"))
        self.assertIn("\nns per element on First, AVX-512", self.text("README.md"))
        self.assertIn("\nOn Second ([docs/speed-b.md](docs/speed-b.md)):\n", self.text("README.md"))

    def test_every_function_has_a_page(self):
        names = re.findall(r"^SIMDACT_OP\(\d+, \w+, (\w+)\)", self.text("include/simdact/ops.def"), re.MULTILINE)
        self.assertGreaterEqual(len(names), 28)
        links = re.findall(r"\[(\w+)\]\(docs/functions/(\w+)\.md\)", self.text("README.md"))
        self.assertEqual(links, [(name, name) for name in names])
        self.assertEqual({file.stem for file in (self.tree / "docs/functions").iterdir()}, set(names))

    def test_a_page_is_what_the_card_and_the_experiment_say(self):
        card = "include/simdact/op/swish.hpp"
        self.change(card, r"^// Source: .*\.$", "// Source: a text.")
        self.change(card, r"defaults\{1, 0\}", "defaults{2.5, 0}")
        results = self.tree / "examples/training/results"
        results.mkdir(exist_ok=True)
        (results / "sample.json").write_text(json.dumps(EXPERIMENT), encoding="utf-8")
        self.write()
        page = self.text("docs/functions/swish.md")
        self.assertIn("    swish(x) = x / (1 + e^(-alpha x)); silu is", page)
        self.assertIn("\n- Parameters: alpha (2.5)\n- Source: a text\n", page)
        self.assertIn("on some images, 77 images", page)
        row = "| deep | swish, learned | 0.5, 0.75 | – | 1.2e−09, 0.5 | 0 | 0.0012 | −1.5 to 2.5 | 1.06 |"
        self.assertIn(row, page)
        self.assertNotIn("wrong derivatives", page)
        self.assertNotIn("experiment", self.text("docs/functions/exp.md"))
        fault = {"network": "deep", "op": "swish", "derivative": "of another", "accuracy": [0.5, 0.25]}
        fault |= {"test_loss": 1.25, "apart": -0.125, "spread": None}
        text = json.dumps(EXPERIMENT | {"faults": [fault]})
        (results / "sample.json").write_text(text, encoding="utf-8")
        self.write()
        self.assertIn("| deep | of another | 0.5, 0.25 | 1.25 | −0.12 | – |", self.text("docs/functions/swish.md"))
        self.change(card, r"^// swish'\(x\) = ", "// the derivative is ")
        self.refused("its second to fourth line do not say what swish(x)")

    def test_a_readme_without_its_places(self):
        self.change("README.md", "^<!-- table: .*$", "")
        done = docs(tree=self.tree)
        self.assertEqual(done.returncode, 2)
        self.assertIn("README.md has the regions claims, functions and should have claims, table", done.stderr)

    def test_a_broken_record(self):
        self.change("tests/record.tsv", "^# op\tdirection", "# direction\top")
        self.refused("the first line names other columns")
        (self.tree / "tests/record.tsv").write_text("", encoding="utf-8")
        self.refused("the first line names other columns")
        (self.tree / "tests/record.tsv").unlink()
        self.refused("No such file")

    def test_a_comparison_with_other_results_than_the_records(self):
        self.change("tests/accuracy/comparisons.tsv", "0\t7c4615d0f305dd5b$", "3\t7c4615d0f305dd5b")
        self.write()
        self.assertIn("all 2^32 inputs of exp, expm1, log1p, erf, tanh:\n  3 results differ", self.text("README.md"))
        self.change("tests/record.tsv", "^(expm1\tforward\tf32\texact\t.*)7c4615d0f305dd5b", r"\g<1>7c4615d0f305dd5c")
        self.refused("expm1 was compared when its results were others than the record's")

    def refused(self, why):
        done = docs("--check", tree=self.tree)
        self.assertEqual((done.returncode, done.stderr.count("\n")), (2, 1), done.stderr)
        self.assertIn(why, done.stderr)

    def test_the_readme_is_short(self):
        self.assertLessEqual(len(self.text("README.md").splitlines()), 120)
        self.assertLessEqual(len(re.findall(r"^\| \w", self.text("README.md"), re.MULTILINE)), 9)  # the head and 8 rows

    def test_links_lead_somewhere(self):
        files = [*TREE.glob("*.md"), *TREE.glob("docs/**/*.md"), *TREE.glob("bindings/*/README.md")]
        for file in files:
            for name, anchor in re.findall(r"\]\(([^)#:]*)(?:#([^)]*))?\)", prose(file)):
                target = file.parent / name if name else file
                self.assertTrue(target.exists(), f"{file.name}: {name}")
                if anchor:
                    self.assertIn(anchor, anchors(target), f"{file.name}: {name}")


def prose(file):
    """A page without its blocks of code."""
    return re.sub("^ *```.*?^ *```$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(file):
    """Those of a page's headings."""
    headings = re.findall("^#+ (.*)$", prose(file), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


if __name__ == "__main__":
    unittest.main()
