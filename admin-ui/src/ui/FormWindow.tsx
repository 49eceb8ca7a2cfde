import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/problem";
import { Button } from "./Button";
import { Choices } from "./Choices";
import { Dialog } from "./Dialog";
import type { FormField, FormProps } from "./FormDialog";
import { Checkbox, Combobox, Input, placeFaults, Select, TextArea, useOnce } from "./form";
import { minorUnits } from "./format";
import { ProblemHelp } from "./ProblemHelp";

type Typed = string | boolean | string[];

const start = ({ type, start }: FormField): Typed => (type === "choices" ? (start?.split(" ").filter(Boolean) ?? []) : (start ?? (type === "check" ? false : "")));

/** A question of a few fields in a window of its own. */
export default function FormWindow({ title, wide, text, fields, currency = "USD", confirm, danger, onClose, submit }: FormProps) {
  const { t } = useTranslation();
  const once = useOnce();
  const [problem, setProblem] = useState<Problem>();
  const form = useForm<Record<string, Typed>>({ defaultValues: Object.fromEntries(fields.map((field) => [field.name, start(field)])) });
  const { errors, isSubmitting } = form.formState;
  const id = `form-${fields.map((field) => field.name).join("-")}`;
  const send = form.handleSubmit(async (typed) => {
    setProblem(undefined);
    const values: Record<string, string> = {};
    for (const field of fields) {
      const given = typed[field.name] ?? "";
      const value = Array.isArray(given) ? given.join(" ") : String(given).trim();
      if (value === "") continue;
      values[field.name] = field.type === "money" ? String(minorUnits(value, currency)) : value;
    }
    try {
      await submit(values, once.key);
      onClose();
    } catch (e) {
      const { status } = Problem.from(e);
      if (status >= 400 && status < 500) once.renew(); // refused: what is sent next is another request; else it may have been done
      setProblem(placeFaults(form, e));
    }
  });
  const rules = (field: FormField) => ({
    ...(field.required ? { required: t("required") } : {}),
    ...(field.type === "money" ? { validate: (value: Typed) => value === "" || minorUnits(String(value), currency) !== undefined || t("noAmount") } : {}),
  });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      {...(wide ? { wide } : {})}
      footer={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button kind={danger ? "danger" : "primary"} type="submit" form={id} busy={isSubmitting}>
            {confirm}
          </Button>
        </>
      }
    >
      <form id={id} data-form className="grid gap-3" noValidate onSubmit={(event) => void send(event)}>
        {text && <div className="text-muted">{text}</div>}
        {fields.map((field, n) => {
          const given = {
            label: field.label + (field.type === "money" ? ` (${currency})` : ""),
            hint: field.hint,
            error: errors[field.name]?.message,
            autoFocus: n === 0,
            ...form.register(field.name, rules(field)),
          };
          if (field.type === "choices") return <Choices key={field.name} {...given} autoFocus={false} options={field.options ?? []} />;
          if (field.options) return <Select key={field.name} {...given} options={field.options} />;
          if (field.suggestions) return <Combobox key={field.name} {...given} options={field.suggestions} />;
          if (field.type === "lines") return <TextArea key={field.name} {...given} />;
          if (field.type === "check") return <Checkbox key={field.name} label={field.label} {...form.register(field.name)} {...(field.hint ? { hint: field.hint } : {})} />;
          const type = field.type === "money" || !field.type ? "text" : field.type;
          return <Input key={field.name} {...given} type={type} inputMode={field.type === "money" ? "decimal" : undefined} min={field.min} max={field.max} maxLength={field.maxLength} />;
        })}
        <ProblemHelp problem={problem} />
      </form>
    </Dialog>
  );
}
