/** The second click of a double click on a button that does something is none: what it does would be done twice. */
const DOES = "button.ant-btn-primary, button.ant-btn-dangerous, button[type=submit]";

function hold(event: MouseEvent): void {
  if (event.detail < 2 || !(event.target instanceof Element) || event.target.closest(DOES) === null) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Begins to hold back such clicks, on the whole page. */
export function startOnce(): void {
  document.addEventListener("click", hold, true);
}
