import { lazy, Suspense, type ReactNode } from "react";

export interface FormField {
  /** As the body of the request calls it, so that problems are shown at it. */
  name: string;
  label: string;
  hint?: string;
  /** `money` is given to `submit` in minor units, `choices`, of which each may be ticked, as those that are, with spaces between; so is its `start`. */
  type?: "text" | "lines" | "number" | "money" | "date" | "email" | "password" | "url" | "check" | "choices";
  options?: readonly { value: string; label: string }[];
  /** May be typed over. */
  suggestions?: readonly string[];
  required?: boolean;
  start?: string;
  min?: number;
  max?: number;
  /** Of a text. */
  maxLength?: number;
}

export interface FormProps {
  title: string;
  wide?: boolean;
  text?: ReactNode;
  fields: FormField[];
  /** Of the amounts. */
  currency?: string;
  /** The deed, as the word on the button. */
  confirm: string;
  danger?: boolean;
  onClose: () => void;
  /** Gets what is filled in; `key` for Idempotency-Key. What it throws is shown at its fields. The window closes after it. */
  submit: (values: Record<string, string>, key: string) => Promise<unknown>;
}

const FormWindow = lazy(() => import("./FormWindow"));

/** A question of a few fields in a window of its own; what checks the fields is loaded when the first is asked. */
export const FormDialog = (props: FormProps) => (
  <Suspense fallback={null}>
    <FormWindow {...props} />
  </Suspense>
);
