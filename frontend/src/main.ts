// What every page loads: `<script type="module" src="/static/build/sightline.js">`. Without it, all works.
import { listenToKeys } from "./keys";
import { keepForms } from "./kept";
import { listenToGrids } from "./grid";
import { listenToMaps } from "./pan";
import { watchJobs } from "./jobs";
import { showPlace } from "./place";
import { openDesk } from "./desk";
import { listenToCharts } from "./readout";
import { showRow } from "./rows";

document.addEventListener("DOMContentLoaded", () => {
  showPlace(document);
  showRow(document);
  listenToKeys(document);
  watchJobs(document);
  listenToGrids(document);
  keepForms(document);
  listenToMaps(document);
  listenToCharts(document);
  openDesk(document);
});
