import { useId, type InputHTMLAttributes } from "react";
import { Checkbox, type Own } from "./form";

/** Any number of several: `<Choices label={…} options={…} {...form.register("name")} />`; its value is a list. */
export function Choices({ label, hint, error, options, bare: _, ...rest }: Own<InputHTMLAttributes<HTMLInputElement>> & { options: readonly { value: string; label: string }[] }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <fieldset className="min-w-0" {...(described ? { "aria-describedby": described } : {})}>
      <legend className="mb-1 font-medium">{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="mb-2 text-xs text-muted">
          {hint}
        </p>
      )}
      <div className="grid grid-cols-2 gap-x-4 gap-y-1.5 sm:grid-cols-3">
        {options.map((one) => (
          <Checkbox key={one.value} label={one.label} value={one.value} {...(error ? { "aria-invalid": true } : {})} {...rest} />
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1 text-xs text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
