// An item is opened at a citation's place: the server marks it as <mark id="cite">.

const SHOWN = "is-shown";

/** Scroll the cited place to the middle of the window, highlight it and give it the focus, once a page. */
export function showPlace(root: ParentNode): void {
  const mark = root.querySelector<HTMLElement>("mark#cite");
  if (mark === null || mark.classList.contains(SHOWN)) return;
  mark.classList.add(SHOWN);
  mark.tabIndex = -1; // reachable by script only: a screen reader starts reading here
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center", inline: "nearest" });
}
