// A file handed to the companion in one piece, with how far that is.

import type { ErrorAnswer, Upload } from "../../../shared/wire/types.gen";
import { Problem } from "../companion";
import { token } from "../token";

/** `saw` hears the share that was sent, 0 to 1. */
export function upload(file: File, saw: (share: number) => void): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much of a body was sent
    request.open("POST", `/api/v1/uploads?${new URLSearchParams({ name: file.name })}`);
    request.setRequestHeader("Authorization", `Bearer ${token() ?? ""}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) => saw(total ? loaded / total : 0));
    request.addEventListener("error", () => reject(new Problem("not_running", "")));
    request.addEventListener("load", () => {
      if (request.status === 200) resolve(JSON.parse(request.responseText) as Upload);
      else reject(refusal(request.responseText));
    });
    request.send(file);
  });
}

function refusal(text: string): Problem {
  try {
    const { error } = JSON.parse(text) as ErrorAnswer;
    return new Problem(error.code, error.message);
  } catch {
    return new Problem("unreadable", "");
  }
}
