// The buttons of pages: none of them sends a form.

import type { ButtonHTMLAttributes } from "preact";

export function Button(asked: ButtonHTMLAttributes) {
  return <button type="button" {...asked} />;
}

/** One that reads as a part of its sentence. */
export function LinkButton(asked: ButtonHTMLAttributes) {
  return <Button class="link" {...asked} />;
}
