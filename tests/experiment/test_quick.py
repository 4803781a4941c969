# SPDX-License-Identifier: MIT
"""What tools/dev experiment --quick does: everything, and soon."""

import json
import re
import subprocess
import sys

from training import networks, results, slopes


def test_quick(experiment, tmp_path):
    printed = experiment("--quick", "--out", tmp_path)
    assert printed == f"{tmp_path / 'experiment.json'}\n{tmp_path / 'index.html'}\n"
    result = json.loads((tmp_path / "experiment.json").read_text(encoding="utf-8"))
    wanted = [(n, a) for n in networks.NETWORKS for a in networks.ACTIVATIONS]
    assert results.pairs(result) == wanted == [(c["network"], c["activation"]) for c in result["compared"]]
    wrong = {(a, fault) for a, faults in slopes.FAULTS.items() for fault in faults}
    trained = len(wanted) * len(networks.KINDS) + len(networks.NETWORKS) * len(wrong)
    assert len(result["runs"]) == trained * result["settings"]["seeds"]
    for network in networks.NETWORKS:
        found = {(r["activation"], r["derivative"]) for r in results.faults(result) if r["network"] == network}
        assert found == wrong | {(a, results.RIGHT) for a in slopes.FAULTS}
    rows = {(row["network"], row["activation"]): row for row in results.summary(result)}
    # What the texts tell: through many layers sigmoid's gradient vanishes, and relu's units die.
    assert rows["deep", "sigmoid"]["gradient_decay"] < 1e-6 < 0.1 < rows["deep", "relu"]["gradient_decay"]
    assert rows["deep", "relu"]["dead"] > 0.02 and rows["deep", "gelu"]["dead"] == 0
    for row in result["compared"]:
        assert all(counts[0] == 0 for counts in row["simdact"]["differing"].values()), row
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    check_page(page)
    # Each of the wrong derivatives is told of once.
    sentences = re.findall(r"a forgotten term or factor\. (.*?)</p>", page)
    assert len(sentences) == len(networks.NETWORKS)
    for sentence in sentences:
        assert all(sentence.count(f"{activation} ({fault})") == 1 for activation, fault in wrong), sentence


def check_page(page):
    """Every title says which images these are; every picture and table is there."""
    titles = re.findall(r"<(?:title|h1|h2|h3 [^>]*)>([^<]*(?:images|clothes)[^<]*)<", page)
    assert len(titles) == 2 + 2 + 2 * len(networks.ACTIVATIONS)
    drawn = re.findall(r'aria-label="([^"]+)"', page)
    assert len(drawn) == len(set(drawn)) == 2 * (8 + len(slopes.FAULTS) + 2 * len(networks.ACTIVATIONS))
    assert page.count('<table class="sortable') == 8
    assert page.count("drawn clothes") > len(drawn)
    assert "They are not Fashion-MNIST." in page


def test_a_damaged_file_is_told_in_one_line(tmp_path):
    (tmp_path / "train-images-idx3-ubyte").write_bytes(b"damaged")
    done = subprocess.run(
        [sys.executable, "-m", "training", "--data", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("experiment: ") and done.stderr.count("\n") == 1
