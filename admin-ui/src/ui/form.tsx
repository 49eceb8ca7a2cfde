import { useCallback, useId, useRef, useState, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { freshKey } from "../api/client";
import { Problem } from "../api/problem";
import { Icon } from "./icons";

const BOX =
  "w-full rounded-md border border-line-strong bg-bg px-2.5 text-ink disabled:opacity-60 aria-invalid:border-bad focus:outline-2 focus:-outline-offset-1 focus:outline-accent";

interface Around {
  label: string;
  hint?: ReactNode;
  /** What is wrong with it; from the form or from the server. */
  error?: string | undefined;
  /** Label for screen readers only. */
  bare?: boolean;
}

/** Label, the control, a hint, and what is wrong with it, tied together for everybody. */
export function Field({ label, hint, error, bare, children }: Around & { children: (ids: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={bare ? "sr-only" : "mb-1 block font-medium"}>
        {label}
      </label>
      {children({ id, ...(described ? { "aria-describedby": described } : {}), ...(error ? { "aria-invalid": true as const } : {}) })}
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="mt-1 text-xs text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

export type Own<T> = Around & T & { ref?: React.Ref<never> };

/** One line of text: `<Input label={…} {...form.register("name")} error={…} />`. */
export function Input({ label, hint, error, bare, className = "", ...rest }: Own<InputHTMLAttributes<HTMLInputElement>>) {
  return (
    <Field label={label} hint={hint} error={error} {...(bare ? { bare } : {})}>
      {(ids) => <input {...ids} className={`${BOX} h-8 ${className}`} {...rest} />}
    </Field>
  );
}

export function TextArea({ label, hint, error, bare, className = "", ...rest }: Own<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  return (
    <Field label={label} hint={hint} error={error} {...(bare ? { bare } : {})}>
      {(ids) => <textarea rows={3} {...ids} className={`${BOX} py-1.5 ${className}`} {...rest} />}
    </Field>
  );
}

export function Select({ label, hint, error, bare, options, className = "", ...rest }: Own<SelectHTMLAttributes<HTMLSelectElement>> & { options: readonly { value: string; label: string }[] }) {
  return (
    <Field label={label} hint={hint} error={error} {...(bare ? { bare } : {})}>
      {(ids) => (
        <select {...ids} className={`${BOX} h-8 ${className}`} {...rest}>
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Checkbox({ label, hint, ...rest }: { label: string; hint?: string; ref?: React.Ref<HTMLInputElement> } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className="flex items-start gap-2">
      <input type="checkbox" className="mt-0.5 size-4 accent-(--accent)" {...rest} />
      <span>
        {label}
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </label>
  );
}

/** Text with suggestions; anything may be typed unless the API refuses it. */
export function Combobox({ options, ...rest }: Own<InputHTMLAttributes<HTMLInputElement>> & { options: readonly string[] }) {
  const id = useId();
  return (
    <>
      <Input {...rest} list={id} autoComplete="off" />
      <datalist id={id}>
        {options.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}

/** A file, by the dialog of the system or dropped. */
export function FileDrop({ label, hint, accept, onFile }: { label: string; hint?: string; accept?: string; onFile: (file: File) => void }) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
      className={`rounded-lg border border-dashed p-8 text-center has-focus-visible:outline-2 has-focus-visible:outline-accent ${over ? "border-accent bg-accent-soft" : "border-line-strong bg-panel"}`}
    >
      <Icon name="upload" size={20} className="mx-auto mb-2 text-muted" />
      <label htmlFor={id} className="font-medium text-accent underline">
        {label}
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        className="sr-only"
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = "";
        }}
      />
      {hint && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

/**
 * Shows a problem at the fields it is about (by the JSON pointers of `errors[]`); gives it back for {@link ProblemHelp} where some of it
 * belongs to no field.
 */
export function placeFaults<T extends FieldValues>(form: UseFormReturn<T>, thrown: unknown): Problem | undefined {
  const problem = Problem.from(thrown);
  const names = Object.keys(form.getValues());
  let first = true;
  const left = problem.faults.filter((fault) => {
    const path = fault.pointer.replace(/^\//, "").replaceAll("/", ".");
    const name = names.includes(path) ? path : (path.split(".")[0] ?? "");
    if (!names.includes(name)) return true;
    form.setError(name as Path<T>, { type: fault.code, message: fault.detail }, { shouldFocus: first });
    first = false;
    return false;
  });
  return problem.faults.length > 0 && left.length === 0 ? undefined : problem;
}

/** A value for Idempotency-Key that stays the same until `renew`: a form sent twice is one request. */
export function useOnce(): { key: string; renew: () => void } {
  const ref = useRef<string>(undefined);
  ref.current ??= freshKey();
  const renew = useCallback(() => {
    ref.current = freshKey();
  }, []);
  return {
    get key() {
      return ref.current as string;
    },
    renew,
  };
}
