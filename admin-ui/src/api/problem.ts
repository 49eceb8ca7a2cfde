/** One reason of a refusal: a JSON pointer into the body (or /query/name), a stable code, and words. */
export interface Fault {
  pointer: string;
  code: string;
  detail: string;
}

/** Any answer that is not what was asked for, as the server described it (RFC 9457), or why there was no answer at all. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly status: number,
    /** Stable; `network` when nothing answered. */
    readonly code: string,
    readonly title: string,
    readonly detail: string | undefined,
    readonly faults: readonly Fault[],
    readonly requestId: string | undefined,
    /** Further members, such as the price asked and the money at hand. */
    readonly more: Readonly<Record<string, unknown>>,
  ) {
    super(title);
  }

  static async of(response: Response): Promise<Problem> {
    const requestId = response.headers.get("x-request-id") ?? undefined;
    let body: Record<string, unknown> = {};
    try {
      body = JSON.parse(await response.text()) as Record<string, unknown>;
    } catch {
      // not ours: a proxy's page, or nothing
    }
    const { type: _, title, status: __, code, detail, errors, request_id, ...more } = body;
    return new Problem(
      response.status,
      typeof code === "string" ? code : `http-${response.status}`,
      typeof title === "string" ? title : `HTTP ${response.status}`,
      typeof detail === "string" ? detail : undefined,
      Array.isArray(errors) ? (errors as Fault[]) : [],
      typeof request_id === "string" ? request_id : requestId,
      more,
    );
  }

  /** Whatever was thrown, as a problem. */
  static from(thrown: unknown): Problem {
    if (thrown instanceof Problem) return thrown;
    if (thrown instanceof TypeError && /fetch|network|load/i.test(thrown.message)) {
      return new Problem(0, "network", "No answer", undefined, [], undefined, {});
    }
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    return new Problem(0, "console", "Something broke in this page", words, [], undefined, {});
  }
}
