// Jobs that run are watched live: the server says what changed, the page shows it. Without this, reload.

interface State {
  state: string;
  fraction: number;
  note: string;
  time_left: string;
}

const MOST = 4; // connections a browser spares for one page

/** Watch every job the page shows as running (data-job); its parts are named by data-part. */
export function watchJobs(page: Document): void {
  const running = [...page.querySelectorAll<HTMLElement>("[data-job]")].slice(0, MOST);
  for (const place of running) watch(page, place, place.dataset["job"] ?? "");
}

function watch(page: Document, place: HTMLElement, id: string): void {
  const source = new EventSource(`/jobs/${encodeURIComponent(id)}/events`);
  source.addEventListener("state", (event: MessageEvent<string>) => {
    show(page, place, JSON.parse(event.data) as State);
  });
  source.addEventListener("end", () => {
    source.close();
    page.location.reload();
  });
}

function show(page: Document, place: HTMLElement, now: State): void {
  const part = (name: string): HTMLElement | null =>
    place.querySelector(`[data-part="${name}"]`) ?? page.querySelector(`.lede [data-part="${name}"]`);
  const bar = part("fraction");
  if (bar instanceof HTMLProgressElement) bar.value = now.fraction;
  for (const name of ["state", "note", "time_left"] as const) {
    const words = part(name);
    if (words !== null && words.textContent !== now[name]) words.textContent = now[name];
  }
}
