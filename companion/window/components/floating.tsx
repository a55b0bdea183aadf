// What opens below its words and lies over the view. Escape closes it, and so does another of the same name.

import type { ComponentChildren } from "preact";

export function Floating(asked: {
  words: string;
  children: ComponentChildren;
  kind?: string;
  name?: string;
  /** Whether it is open at first. */
  open?: boolean;
  /** Whether its words look like a button. */
  isButton?: boolean;
}) {
  return (
    <details
      class={asked.kind}
      name={asked.name}
      open={asked.open}
      onKeyDown={({ key, currentTarget }) => {
        if (key !== "Escape" || !currentTarget.open) return;
        currentTarget.open = false;
        currentTarget.querySelector("summary")?.focus();
      }}
    >
      <summary class={asked.isButton ? "button" : undefined} title={asked.words}>
        {asked.words}
      </summary>
      {asked.children}
    </details>
  );
}
