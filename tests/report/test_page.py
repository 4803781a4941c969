# SPDX-License-Identifier: MIT
"""The page as a browser shows it: headless Chromium opens that of the sample and that of the committed results."""

import re
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import sample
from run_report import TREE, report

try:
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.wait import WebDriverWait
except ImportError:
    webdriver = None

FLAGS = """--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()
CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(21, 24, 28)"


def made(folder, bench, errors=None):
    done = report(bench, *(("--errors", errors) if errors else ()), "--out", folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{folder / 'index.html'}\n", done.stdout
    return folder / "index.html"


@unittest.skipUnless(webdriver and CHROMIUM.exists() and DRIVER.exists(), "no chromium, chromium-driver or selenium")
class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        for flag in (*FLAGS, f"--user-data-dir={cls.folder / 'chromium'}"):
            options.add_argument(flag)
        cls.browser = webdriver.Chrome(service=Service(str(DRIVER)), options=options)
        cls.addClassCleanup(cls.browser.quit)
        cls.sample = made(cls.folder / "sample", *sample.write(cls.folder))
        cls.committed = made(cls.folder / "committed", max((TREE / "bench/results").glob("*.json")))

    def open(self, file, width=1400, scheme="light"):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        self.browser.get(file.as_uri())

    def ask(self, script, *arguments):
        return self.browser.execute_script(f"return {script}", *arguments)

    def column(self, table, index):
        rows = table.find_elements(By.CSS_SELECTOR, "tbody tr")
        cells = [row.find_elements(By.CSS_SELECTOR, "th, td")[index] for row in rows]
        return [cell.get_attribute("data-text") or cell.text for cell in cells]

    def test_no_console_error_and_nothing_loaded(self):
        for file in (self.sample, self.committed):
            self.open(file)
            self.assertEqual(self.browser.get_log("browser"), [])
            self.assertEqual(self.ask("performance.getEntriesByType('resource').length"), 0)
        with self.assertRaises(WebDriverException):  # an error would be noticed
            self.browser.execute_script("no_such_thing()")

    def test_ids_are_unique_and_links_lead_somewhere(self):
        for file in (self.sample, self.committed):
            self.open(file)
            ids = self.ask("[...document.querySelectorAll('[id]')].map((e) => e.id)")
            self.assertEqual(len(ids), len(set(ids)))
            links = self.ask(
                "[...document.querySelectorAll('a')].map((e) => e.getAttribute('href') ?? e.getAttribute('xlink:href'))"
            )
            self.assertGreater(len(links), 10)
            self.assertEqual({link for link in links if link[:1] != "#" or link[1:] not in ids}, set())
            used = set(re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', file.read_text(encoding="utf-8")))
            self.assertEqual(used - set(ids), set())
        self.open(self.sample)
        self.browser.find_element(By.CSS_SELECTOR, "table a[href='#gelu-backward-f32']").click()
        self.assertEqual(self.ask("location.hash"), "#gelu-backward-f32")
        self.assertLess(
            self.ask("Math.abs(document.getElementById('gelu-backward-f32').getBoundingClientRect().top)"), 400
        )
        self.assertGreater(self.ask("scrollY"), 500)

    def test_tables_sort(self):
        self.open(self.committed)
        table = self.browser.find_element(By.CSS_SELECTOR, "table.summary")
        names = self.column(table, 0)
        for index, head in enumerate(table.find_elements(By.CSS_SELECTOR, "thead th")):
            cells = self.column(table, index)
            given = sorted([cell for cell in cells if cell], key=None if index == 0 else float)
            empty = [""] * cells.count("")
            for wanted in (given + empty, given[::-1] + empty):
                head.click()
                # The library sorts a moment later.
                WebDriverWait(self.browser, 30).until(lambda _: self.column(table, index) == wanted, head.text)
        self.assertNotEqual(self.column(table, 0), names)

    def test_no_sideways_scrolling(self):
        for file in (self.sample, self.committed):
            for width in (390, 1400):
                self.open(file, width)
                self.ask("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
                self.assertEqual(self.ask("innerWidth"), width)
                self.assertLessEqual(self.ask("document.documentElement.scrollWidth"), width)
                self.assertLessEqual(self.ask("document.body.scrollWidth"), width)

    def test_light_and_dark(self):
        seen = {}
        for scheme, ground in (("light", LIGHT), ("dark", DARK)):
            self.open(self.sample, scheme=scheme)
            self.assertEqual(self.ask("getComputedStyle(document.body).backgroundColor"), ground)
            self.assertEqual(self.ask("getComputedStyle(document.querySelector('svg path')).fill"), ground)
            marks = "[...document.querySelectorAll('svg text')].map((e) => getComputedStyle(e).fill)"
            seen[scheme] = set(self.ask(marks)) | {self.ask("getComputedStyle(document.body).color")}
        self.assertFalse(seen["light"] & seen["dark"], "a text keeps its colour")

    def test_everything_is_there(self):
        self.open(self.sample)
        for key in sample.GROUPS:
            section = self.browser.find_element(By.ID, "-".join(key))
            pictures = section.find_elements(By.CSS_SELECTOR, "svg")
            labels = [picture.get_attribute("aria-label") for picture in pictures]
            kinds = ("curve", "speed-avx512", "speed-avx2", "error", "length")
            kinds = kinds[1:2] if key[2] != "f32" else kinds[1:] if key[0] in ("softmax", "swiglu") else kinds
            self.assertEqual(labels, ["-".join((*key, kind)) for kind in kinds])
            titles = [title.get_attribute("textContent") for title in pictures[1].find_elements(By.TAG_NAME, "title")]
            self.assertIn(f"{key[0]}, SLEEF u10, avx512: 1.20 ns, 0.990 ulp", titles)
            self.assertIn(f"{key[0]}, Eigen composed, avx512: 0.150 ns, ∞ ulp, wrong for -inf", titles)
        facts = self.browser.find_element(By.TAG_NAME, "dl").get_attribute("textContent")
        self.assertIn("a <machine>", facts)
        self.assertIn("3.5.1", facts)


if __name__ == "__main__":
    unittest.main()
