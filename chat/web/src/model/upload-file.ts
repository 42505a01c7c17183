import type { ErrorResponse, Upload, UploadResponse } from '../../../shared/api.ts';
import { ApiError } from './api.ts';
import { navigate } from './router.ts';

/** The largest file that the server takes (bytes). */
export const largestBytes = 25 * 1024 * 1024;

/** The message for a file that is larger. */
export const tooLarge = 'Larger than 25 MB';

export type Sending = {
  /** Rejects with an {@link ApiError}. */
  done: Promise<Upload>;
  abort: () => void;
};

/**
 * Sends one file. Uses XMLHttpRequest, because `fetch` does not report how much of a body has been sent.
 * @param onProgress gets the share that has been sent, 0 to 1
 */
export function uploadFile(file: File, onProgress: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<Upload>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener('load', () => {
      const answer = request.response as UploadResponse | ErrorResponse | null;
      if (request.status === 201 && answer !== null && 'upload' in answer) resolve(answer.upload);
      else reject(refusal(request.status, answer));
    });
    request.addEventListener('error', () => reject(new ApiError(0, 'The server cannot be reached')));
    request.addEventListener('abort', () => reject(new ApiError(0, 'Cancelled')));
  });
  request.responseType = 'json';
  request.open('POST', '/api/uploads');
  const form = new FormData();
  form.append('file', file);
  request.send(form);
  return { done, abort: () => request.abort() };
}

function refusal(status: number, answer: object | null): ApiError {
  if (status === 401) navigate('/login?reason=expired', { replace: true });
  const known = answer !== null && 'error' in answer ? (answer as ErrorResponse).error.message : null;
  const short = status === 413 ? tooLarge : `The server answered ${status}`;
  return new ApiError(status, known ?? short);
}
