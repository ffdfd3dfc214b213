/* Draws the charts of the statistics from the tables beside them: what is drawn is what is written.
   Without this script, or without the library, the tables stand alone. */

const style = getComputedStyle(document.documentElement);
const colour = (name) => style.getPropertyValue(`--${name}`).trim();
const BAR = 26;
const WIDTH_OF_WORD = 14;

function columnsOf(table) {
  return [...table.tHead.rows[0].cells]
    .map((cell, at) => ({ at, title: cell.textContent.trim(), tone: cell.dataset.tone }))
    .filter((column) => column.tone);
}

function rowsOf(table, most) {
  return [...table.tBodies[0].rows].slice(0, most).map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
}

function series(column, rows, kind) {
  const data = rows.map((row) => Number(row[column.at].replace(/\s/g, "")) || 0);
  const lines = kind === "lines";
  return {
    name: column.title,
    type: lines ? "line" : "bar",
    stack: kind === "stacked" ? "all" : undefined,
    data,
    barMaxWidth: 18,
    showSymbol: rows.length < 40,
    itemStyle: { color: colour(column.tone) },
    lineStyle: { color: colour(column.tone), width: 2 },
    label: {
      show: !lines,
      position: kind === "stacked" ? "inside" : "right",
      color: kind === "stacked" ? colour("card") : colour("ink"),
      formatter: (point) => (point.value ? String(point.value) : ""),
    },
    endLabel: { show: lines, color: colour(column.tone), formatter: column.title },
  };
}

function option(kind, columns, rows) {
  const names = { type: "category", data: rows.map((row) => row[0]), axisTick: { show: false } };
  const numbers = { type: "value", minInterval: 1, splitLine: { lineStyle: { color: colour("hair") } } };
  const words = { color: colour("ink"), fontFamily: style.getPropertyValue("--sans") };
  names.axisLabel = { ...words, hideOverlap: kind === "lines" };
  names.axisLine = { lineStyle: { color: colour("edge") } };
  numbers.axisLabel = words;
  const upright = kind === "lines";
  const longest = Math.max(...rows.map((row) => row[0].length), 4);
  return {
    animation: false,
    textStyle: words,
    grid: { top: 12, right: upright ? 88 : 48, bottom: 28, left: upright ? 44 : Math.min(longest * WIDTH_OF_WORD, 260) + 12 },
    xAxis: upright ? names : numbers,
    yAxis: upright ? numbers : { ...names, inverse: true },
    series: columns.map((column) => series(column, rows, kind)),
  };
}

function draw(place) {
  const table = document.getElementById(place.dataset.table);
  const [columns, rows] = [columnsOf(table), rowsOf(table, Number(place.dataset.rows))];
  if (!columns.length || !rows.length) return;
  place.parentElement.hidden = false;
  place.style.height = place.dataset.chart === "lines" ? "280px" : `${rows.length * BAR + 48}px`;
  const chart = window.echarts.init(place, null, { renderer: "canvas" });
  chart.setOption(option(place.dataset.chart, columns, rows));
  new ResizeObserver(() => chart.resize()).observe(place);
}

if (window.echarts) document.querySelectorAll("[data-chart]").forEach(draw);
