// SPDX-License-Identifier: MIT
// A cell whose text is not what it is sorted by says that in data-text.
jQuery(".sortable").tablesorter({emptyTo: "bottom", textExtraction: (cell) => cell.dataset.text ?? cell.textContent.trim()});
