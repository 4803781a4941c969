# SPDX-License-Identifier: MIT
"""Headless Chromium, and what every page must stand."""

import re
from pathlib import Path

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.wait import WebDriverWait
except ImportError:
    webdriver = None

FLAGS = """--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()
CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
PRESENT = bool(webdriver) and CHROMIUM.exists() and DRIVER.exists()
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(21, 24, 28)"


class Browser:
    def __init__(self, folder):
        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        for flag in (*FLAGS, f"--user-data-dir={folder / 'chromium'}"):
            options.add_argument(flag)
        self.driver = webdriver.Chrome(service=Service(str(DRIVER)), options=options)
        self.quit = self.driver.quit

    def open(self, file, width=1400, scheme="light"):
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        self.driver.get(file.as_uri())

    def ask(self, script, *arguments):
        return self.driver.execute_script(f"return {script}", *arguments)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    @staticmethod
    def column(table, index):
        rows = table.find_elements(By.CSS_SELECTOR, "tbody tr")
        cells = [row.find_elements(By.CSS_SELECTOR, "th, td")[index] for row in rows]
        return [cell.get_attribute("data-text") or cell.text for cell in cells]

    def check_console(self, file):
        """No error, and nothing loaded beside the page."""
        self.open(file)
        assert self.driver.get_log("browser") == []
        assert self.ask("performance.getEntriesByType('resource').length") == 0

    def check_links(self, file):
        """Ids are unique, and links lead to one of them."""
        self.open(file)
        ids = self.ask("[...document.querySelectorAll('[id]')].map((e) => e.id)")
        assert len(ids) == len(set(ids))
        href = "e.getAttribute('href') ?? e.getAttribute('xlink:href')"
        links = self.ask(f"[...document.querySelectorAll('a')].map((e) => {href})")
        assert len(links) > 10
        assert {link for link in links if link[:1] != "#" or link[1:] not in ids} == set()
        used = set(re.findall(r'(?:xlink:href="#|url\(#)([^")]+)', file.read_text(encoding="utf-8")))
        assert used - set(ids) == set()

    def check_width(self, file):
        """Neither on a telephone nor on a screen does it scroll sideways."""
        for width in (390, 1400):
            self.open(file, width)
            self.ask("document.querySelectorAll('details').forEach((e) => { e.open = true; })")
            assert self.ask("innerWidth") == width
            assert self.ask("document.documentElement.scrollWidth") <= width
            assert self.ask("document.body.scrollWidth") <= width

    def check_colours(self, file):
        """They follow the reader's choice of light or dark."""
        seen = {}
        for scheme, ground in (("light", LIGHT), ("dark", DARK)):
            self.open(file, scheme=scheme)
            assert self.ask("getComputedStyle(document.body).backgroundColor") == ground
            assert self.ask("getComputedStyle(document.querySelector('svg path')).fill") == ground
            marks = "[...document.querySelectorAll('svg text')].map((e) => getComputedStyle(e).fill)"
            seen[scheme] = set(self.ask(marks)) | {self.ask("getComputedStyle(document.body).color")}
        assert not seen["light"] & seen["dark"], "a text keeps its colour"

    def check_sorting(self, table, words=(0,)):
        """Every column sorts at a click, up and down; those that are words by them, the others by number."""
        for index, head in enumerate(table.find_elements(By.CSS_SELECTOR, "thead th")):
            cells = self.column(table, index)
            given = sorted([cell for cell in cells if cell], key=None if index in words else float)
            empty = [""] * cells.count("")
            for wanted in (given + empty, given[::-1] + empty):
                head.click()
                # The library sorts a moment later.
                WebDriverWait(self.driver, 30).until(lambda _: self.column(table, index) == wanted, head.text)
