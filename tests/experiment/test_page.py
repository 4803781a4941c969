# SPDX-License-Identifier: MIT
"""The page as a browser shows it: headless Chromium opens that of a short run."""

import browser
import pytest

pytestmark = pytest.mark.skipif(not browser.PRESENT, reason="no chromium, chromium-driver or selenium")


@pytest.fixture(scope="module")
def shown(experiment, tmp_path_factory):
    """The browser, and the page."""
    folder = tmp_path_factory.mktemp("page")
    experiment("--quick", "--activations", "sigmoid", "relu", "swish, learned", "maxout", "--out", folder)
    chromium = browser.Browser(folder)
    yield chromium, folder / "index.html"
    chromium.quit()


def test_it_is_a_page(shown):
    chromium, file = shown
    for check in (chromium.check_console, chromium.check_links, chromium.check_width, chromium.check_colours):
        check(file)


@pytest.mark.parametrize("kind, words", [("summary", 1), ("compared", 1), ("pieces", 1), ("faults", 2)])
def test_tables_sort(shown, kind, words):
    """The first columns by words."""
    chromium, file = shown
    chromium.open(file)
    tables = chromium.all(f"table.{kind}")
    assert len(tables) == 2
    chromium.check_sorting(tables[1], range(words))


def test_titles_name_the_images(shown):
    chromium, file = shown
    chromium.open(file)
    assert all("drawn clothes" in head.text for head in chromium.all("h1, h2, h3[id]"))
    pictures = chromium.all("svg")
    assert len(pictures) == 2 * (7 + 2 * 4 + 2)  # of sigmoid's wrong derivative two
    assert all("drawn clothes" in picture.get_attribute("textContent") for picture in pictures)


def test_lines_tell_what_they_are(shown):
    chromium, file = shown
    chromium.open(file)
    titles = [title.get_attribute("textContent") for title in chromium.all("svg[aria-label='deep-test_loss'] title")]
    assert titles == ["sigmoid", "relu", "swish, learned", "maxout"]
    inputs = [t.get_attribute("textContent") for t in chromium.all("svg[aria-label='deep-relu-shape'] title")]
    assert sum(title.startswith("layer ") for title in inputs) == 19
