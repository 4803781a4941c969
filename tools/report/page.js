// SPDX-License-Identifier: MIT
// A click on a column's head sorts the table by it, a second one the other way round.
const rising = (x, y) => (x < y ? -1 : x > y ? 1 : 0);
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.tabIndex = 0;
    const sort = () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const text = (row) => row.cells[column].dataset.v ?? row.cells[column].textContent.trim();
      const value = (row) => {
        const words = row.cells[column].matches(".text, th");
        return words ? NaN : text(row) === "inf" ? Infinity : parseFloat(text(row));
      };
      const all = [...table.tBodies[0].rows];
      const numbers = all.filter((row) => !Number.isNaN(value(row))).sort((a, b) => rising(value(a), value(b)));
      const words = all.filter((row) => Number.isNaN(value(row))).sort((a, b) => text(a).localeCompare(text(b)));
      if (descending) (numbers.length ? numbers : words).reverse();
      // A cell without a figure stays last.
      table.tBodies[0].append(...numbers, ...words);
    };
    head.addEventListener("click", sort);
    head.addEventListener("keydown", (event) => event.key === "Enter" && sort());
  });
}
