// SPDX-License-Identifier: MIT
// A click on a column's head sorts the table by it, a second one the other way round.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    head.tabIndex = 0;
    const sort = () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const key = (row) => {
        const cell = row.cells[column];
        const text = cell.dataset.v ?? cell.textContent.trim();
        const value = text === "inf" ? Infinity : parseFloat(text);
        return [Number.isNaN(value) ? null : value, text];
      };
      const order = (a, b) => {
        const [x, s] = key(a), [y, t] = key(b);
        if (x === null && y === null) return s.localeCompare(t);
        if (x === null || y === null) return x === null ? 1 : -1;
        return x < y ? -1 : x > y ? 1 : 0;
      };
      const rows = [...table.tBodies[0].rows].sort(order);
      if (descending) rows.reverse();
      table.tBodies[0].append(...rows);
    };
    head.addEventListener("click", sort);
    head.addEventListener("keydown", (event) => event.key === "Enter" && sort());
  });
}
