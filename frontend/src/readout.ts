// Charts that read their values out: under the pointer, or by the arrow keys once a chart has the focus.
// The instant is shown on the maps of the page too. Samples stand in the page as [x, y, milliseconds, text].

type Sample = readonly [number, number, number, string];

interface Series {
  caption: string;
  samples: Sample[];
  dot: SVGCircleElement;
}

const SVG = "http://www.w3.org/2000/svg";

/** Make every [data-chart] figure read its values out. */
export function listenToCharts(page: Document): void {
  for (const figure of page.querySelectorAll<HTMLElement>("[data-chart]")) reading(page, figure);
}

function reading(page: Document, figure: HTMLElement): void {
  const svg = figure.querySelector("svg");
  const out = figure.querySelector<HTMLElement>("[data-read-out]");
  const series = [...figure.querySelectorAll<SVGGElement>("[data-samples]")].map(read);
  const times = [...new Set(series.flatMap((one) => one.samples.map((sample) => sample[0])))].sort((a, b) => a - b);
  if (svg === null || out === null || times.length === 0) return;
  out.hidden = false;
  let at = -1;
  const show = (x: number): void => {
    const samples = series.map((one) => nearest(one.samples, x));
    const ms = samples.find((sample) => sample !== undefined)?.[2];
    if (ms === undefined) return;
    at = times.reduce((best, time, index) => (Math.abs(time - x) < Math.abs((times[best] ?? 0) - x) ? index : best), 0);
    series.forEach((one, index) => place(one.dot, samples[index]));
    const said = series.map((one, index) => `${one.caption} ${samples[index]?.[3] ?? "–"}`);
    out.textContent = [new Date(ms).toISOString().slice(0, 16).replace("T", " ") + " UTC", ...said].join(" · ");
    highlight(page, ms);
  };
  svg.addEventListener("pointermove", (event) => {
    const seen = svg.getBoundingClientRect();
    show(((event.clientX - seen.x) / seen.width) * svg.viewBox.baseVal.width);
  });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = times[at === -1 ? 0 : Math.min(Math.max(at + step, 0), times.length - 1)];
    if (next !== undefined) show(next);
  });
}

function read(group: SVGGElement): Series {
  const samples: unknown = JSON.parse(group.dataset["samples"] ?? "[]");
  const dot = group.ownerDocument.createElementNS(SVG, "circle");
  dot.setAttribute("r", "4");
  dot.setAttribute("visibility", "hidden");
  group.append(dot);
  return { caption: group.dataset["caption"] ?? "", samples: samples as Sample[], dot };
}

function nearest(samples: readonly Sample[], x: number): Sample | undefined {
  let best = samples[0];
  for (const one of samples) if (best !== undefined && Math.abs(one[0] - x) < Math.abs(best[0] - x)) best = one;
  return best;
}

function place(dot: SVGCircleElement, sample: Sample | undefined): void {
  dot.setAttribute("visibility", sample === undefined ? "hidden" : "visible");
  if (sample === undefined) return;
  dot.setAttribute("cx", String(sample[0]));
  dot.setAttribute("cy", String(sample[1]));
}

/** Mark, for each ship on each map, the position nearest in time. */
function highlight(page: Document, ms: number): void {
  for (const ship of page.querySelectorAll("svg[data-pan] .ship")) {
    let best: Element | null = null;
    let away = Number.POSITIVE_INFINITY;
    for (const fix of ship.querySelectorAll<SVGAElement>("[data-ms]")) {
      fix.classList.remove("is-now");
      const apart = Math.abs(Number(fix.dataset["ms"]) - ms);
      if (apart < away) [best, away] = [fix, apart];
    }
    best?.classList.add("is-now");
  }
}
