# SPDX-License-Identifier: MIT
"""The page as a browser shows it: headless Chromium opens that of the sample and that of the committed results."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import sample
from run_report import TREE, report as make_report

sys.path.insert(0, str(TREE / "tests/support"))
import browser

sys.path.insert(0, str(TREE / "tools"))
from report import results

if browser.PRESENT:
    from selenium.common.exceptions import WebDriverException


def made(folder, bench, errors=None):
    done = make_report(bench, *(("--errors", errors) if errors else ()), "--out", folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{folder / 'index.html'}\n", done.stdout
    return folder / "index.html"


@unittest.skipUnless(browser.PRESENT, "no chromium, chromium-driver or selenium")
class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.browser = browser.Browser(cls.folder)
        cls.addClassCleanup(cls.browser.quit)
        cls.sample = made(cls.folder / "sample", *sample.write(cls.folder))
        cls.committed = made(cls.folder / "committed", results.machines()[0].file)

    def test_both_pages(self):
        for file in (self.sample, self.committed):
            for check in (self.browser.check_console, self.browser.check_links, self.browser.check_width):
                check(file)
        self.browser.check_colours(self.sample)
        with self.assertRaises(WebDriverException):  # an error would be noticed
            self.browser.driver.execute_script("no_such_thing()")

    def test_a_link_is_followed(self):
        self.browser.open(self.sample)
        self.browser.all("table a[href='#gelu-backward-f32']")[0].click()
        self.assertEqual(self.browser.ask("location.hash"), "#gelu-backward-f32")
        top = "Math.abs(document.getElementById('gelu-backward-f32').getBoundingClientRect().top)"
        self.assertLess(self.browser.ask(top), 400)
        self.assertGreater(self.browser.ask("scrollY"), 500)

    def test_tables_sort(self):
        self.browser.open(self.committed)
        table = self.browser.all("table.summary")[0]
        names = self.browser.column(table, 0)
        self.browser.check_sorting(table)
        self.assertNotEqual(self.browser.column(table, 0), names)

    def test_everything_is_there(self):
        self.browser.open(self.sample)
        for key in sample.GROUPS:
            section = f"[id='{'-'.join(key)}']"
            labels = [picture.get_attribute("aria-label") for picture in self.browser.all(f"{section} svg")]
            kinds = ("curve", "speed-avx512", "speed-avx2", "error", "length")
            kinds = kinds[1:2] if key[2] != "f32" else kinds[1:] if key[0] in ("softmax", "swiglu") else kinds
            self.assertEqual(labels, ["-".join((*key, kind)) for kind in kinds])
            titles = [title.get_attribute("textContent") for title in self.browser.all(f"{section} svg title")]
            self.assertIn(f"{key[0]}, SLEEF u10, avx512: 1.20 ns, 0.990 ulp", titles)
            self.assertIn(f"{key[0]}, Eigen composed, avx512: 0.150 ns, ∞ ulp, wrong for -inf", titles)
        facts = self.browser.all("dl")[0].get_attribute("textContent")
        self.assertIn("a <machine>", facts)
        self.assertIn("3.5.1", facts)


if __name__ == "__main__":
    unittest.main()
