/** The place (from 0) of the selected tab among the tabs within `scope`; -1 where none is selected. */
export function selectedTab(scope: Element): number {
  const tabs = [...scope.querySelectorAll("[role=tab], [role=tablist] > *")];
  const outer = tabs.filter((tab) => !tabs.some((other) => other !== tab && other.contains(tab)));
  return outer.findIndex((tab) => isSelected(tab) || [...tab.querySelectorAll("*")].some(isSelected));
}

function isSelected(element: Element): boolean {
  return element.getAttribute("aria-selected") === "true" || element.hasAttribute("aria-current");
}
