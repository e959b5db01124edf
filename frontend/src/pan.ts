// Maps that can be moved and brought nearer: by the buttons under them, by dragging, or with Ctrl and the wheel.
// Only the view box changes; dots and letters keep their size. Without this, the map stands still and says the same.

const STEP = 1.5;
const NEAREST = 40; // times
const DRAG = 4; // pixels that make a click a drag

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Make every [data-pan] drawing movable. */
export function listenToMaps(page: Document): void {
  for (const svg of page.querySelectorAll<SVGSVGElement>("svg[data-pan]")) movable(svg);
}

function movable(svg: SVGSVGElement): void {
  const { x, y, width, height } = svg.viewBox.baseVal;
  const whole: Box = { x, y, width, height };
  let box = whole;
  const show = (next: Box): void => {
    box = within(next, whole);
    svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
    svg.style.setProperty("--nearer", String(box.width / whole.width));
  };
  const zoom = (factor: number, atX = 0.5, atY = 0.5): void => {
    const wide = Math.min(whole.width, Math.max(whole.width / NEAREST, box.width / factor));
    const high = (wide / whole.width) * whole.height;
    show({ x: box.x + (box.width - wide) * atX, y: box.y + (box.height - high) * atY, width: wide, height: high });
  };
  const tools = svg.parentElement?.querySelector<HTMLElement>("[data-tools]") ?? null;
  if (tools !== null) tools.hidden = false;
  tools?.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.dataset["zoom"] === "whole") show(whole);
    else if (button !== null) zoom(button.dataset["zoom"] === "in" ? STEP : 1 / STEP);
  });
  svg.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return; // the wheel alone scrolls the page
      event.preventDefault();
      const seen = svg.getBoundingClientRect();
      zoom(event.deltaY < 0 ? STEP : 1 / STEP, (event.clientX - seen.x) / seen.width, (event.clientY - seen.y) / seen.height);
    },
    { passive: false },
  );
  drag(svg, () => box, show);
}

function drag(svg: SVGSVGElement, now: () => Box, show: (next: Box) => void): void {
  let from: { x: number; y: number; box: Box } | null = null;
  let moved = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0) from = { x: event.clientX, y: event.clientY, box: now() };
    moved = false;
  });
  svg.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const unit = from.box.width / svg.getBoundingClientRect().width;
    const [right, down] = [event.clientX - from.x, event.clientY - from.y];
    moved ||= Math.hypot(right, down) > DRAG;
    if (moved) show({ ...from.box, x: from.box.x - right * unit, y: from.box.y - down * unit });
  });
  for (const end of ["pointerup", "pointerleave"] as const) svg.addEventListener(end, () => (from = null));
  svg.addEventListener("dragstart", (event) => event.preventDefault()); // links in a drawing are not carried off
  svg.addEventListener(
    "click",
    (event) => {
      if (moved) event.preventDefault();
    },
    { capture: true },
  );
}

function within(box: Box, whole: Box): Box {
  const x = Math.min(Math.max(box.x, whole.x), whole.x + whole.width - box.width);
  const y = Math.min(Math.max(box.y, whole.y), whole.y + whole.height - box.height);
  return { ...box, x, y };
}
