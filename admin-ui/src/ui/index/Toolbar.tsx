import { useState, type Dispatch } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { Button } from "../Button";
import { Checkbox, Input, Select } from "../form";
import { Icon } from "../icons";
import { useKeys } from "../keys";
import { Popover } from "../Popover";
import { useToast } from "../Toast";
import { Go, stringifySearch, useUrl } from "../url";
import type { Column, Filter } from "./types";
import { same, useViews, viewOf } from "./views";

/** The filters that are set as chips, and a box to set them. `/` opens it. */
export function Filters<Row>({ filters: all }: { filters: Filter<Row>[] }) {
  const { t } = useTranslation();
  const [search, change] = useUrl();
  const [open, set] = useState(false);
  const filters = all.filter((filter) => !filter.elsewhere);
  useKeys({ "/": () => set(true) });
  if (filters.length === 0) return null;
  const named = (filter: Filter<Row>, value: string) => filter.options?.find((one) => one.value === value)?.label ?? value;
  const active = filters.filter((filter) => search[filter.name] !== undefined);
  return (
    <>
      <Popover label={t("filter")} icon="search" align="right" openBy={{ open, set }}>
        {() => (
          <div className="grid w-64 gap-3">
            {filters.map((filter) => (
              <OneFilter key={filter.name} filter={filter} value={search[filter.name] ?? ""} set={(value) => change({ [filter.name]: value || undefined })} />
            ))}
          </div>
        )}
      </Popover>
      {active.map((filter) => (
        <span key={filter.name} className="inline-flex h-7 items-center rounded-md bg-accent-soft pl-2">
          <span className="text-muted">{filter.label}:</span>&nbsp;{named(filter, search[filter.name] ?? "")}
          <Button kind="quiet" small icon="x" aria-label={t("removeFilter", { what: filter.label })} onClick={() => change({ [filter.name]: undefined })} />
        </span>
      ))}
      {active.length > 1 && (
        <Button kind="quiet" small onClick={() => change(Object.fromEntries(active.map((filter) => [filter.name, undefined])))}>
          {t("clear")}
        </Button>
      )}
    </>
  );
}

function OneFilter<Row>({ filter, value, set }: { filter: Filter<Row>; value: string; set: (value: string) => void }) {
  const { t } = useTranslation();
  const [typed, type] = useState(value);
  if (filter.options) {
    const options = [{ value: "", label: t("any") }, ...filter.options];
    return <Select label={filter.label} options={options} value={value} onChange={(event) => set(event.target.value)} />;
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        set(typed.trim());
      }}
    >
      <Input
        label={filter.label}
        type={filter.type ?? "text"}
        value={typed}
        onChange={(event) => {
          type(event.target.value);
          if (filter.type === "date") set(event.target.value);
        }}
        onBlur={() => typed.trim() !== value && set(typed.trim())}
      />
    </form>
  );
}

/** Which columns are shown. */
export function Columns<Row>({ columns, shown, choose }: { columns: Column<Row>[]; shown: string[]; choose: Dispatch<string[]> }) {
  const { t } = useTranslation();
  return (
    <Popover label={t("columns")} icon="columns" bare align="right">
      {() => (
        <fieldset className="grid gap-2">
          <legend className="mb-2 font-medium">{t("columns")}</legend>
          {columns.map((column) => (
            <Checkbox
              key={column.id}
              label={column.label}
              checked={shown.includes(column.id)}
              onChange={(event) =>
                choose(columns.map((one) => one.id).filter((id) => (id === column.id ? event.target.checked : shown.includes(id))))
              }
            />
          ))}
        </fieldset>
      )}
    </Popover>
  );
}

/** Filters kept under a name, as tabs. */
export function Views({ name }: { name: string }) {
  const { t } = useTranslation();
  const [search] = useUrl();
  const toast = useToast();
  const { views, save, remove } = useViews(name);
  const told = (done: Promise<unknown>) => void done.catch((e: unknown) => toast(Problem.from(e).title, { tone: "bad" }));
  const now = viewOf(search);
  const known = views.find((view) => same(view.search, now));
  const plain = Object.keys(now).length === 0;
  if (views.length === 0 && plain) return null;
  const shape = (on: boolean) =>
    `inline-flex h-9 items-center border-b-2 px-2.5 font-medium ${on ? "border-accent" : "border-transparent text-muted hover:text-ink"}`;
  return (
    <nav aria-label={t("views")} className="flex shrink-0 items-center gap-1 border-b border-line px-4">
      <Go to="?" className={shape(plain)} aria-current={plain ? "true" : undefined}>
        {t("all")}
      </Go>
      {views.map((view) => (
        <span key={view.id} className="flex items-center">
          <Go to={stringifySearch(view.search) || "?"} className={shape(view === known)} aria-current={view === known ? "true" : undefined}>
            {view.name}
          </Go>
          {view === known && (
            <Button kind="quiet" small icon="x" aria-label={t("removeView", { what: view.name })} onClick={() => told(remove(view.id))} />
          )}
        </span>
      ))}
      {!known && !plain && (
        <Popover label={t("saveView")} icon="plus" bare>
          {(close) => (
            <form
              className="flex items-end gap-2"
              onSubmit={(event) => {
                event.preventDefault();
                const called = new FormData(event.currentTarget).get("name");
                if (typeof called === "string" && called.trim()) told(save(called.trim(), now));
                close();
              }}
            >
              <Input label={t("viewName")} name="name" required maxLength={40} />
              <Button kind="primary" type="submit">
                {t("save")}
              </Button>
            </form>
          )}
        </Popover>
      )}
    </nav>
  );
}

/** Says that newer rows have come, and shows them when asked to, so that nothing moves under one's hand. */
export function FreshBar({ count, show }: { count: number; show: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {count > 0 && (
        <button type="button" className="flex w-full items-center justify-center gap-1.5 bg-accent-soft py-1 font-medium text-accent" onClick={show}>
          <Icon name="up" size={14} />
          {t("fresh", { count })}
        </button>
      )}
    </div>
  );
}
