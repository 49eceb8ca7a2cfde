import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, ask, type Schema } from "../api/client";
import { Button } from "../ui/Button";
import { FileDrop, Select } from "../ui/form";
import { bytes, number } from "../ui/format";
import { Card, Screen, SmallTable } from "../ui/layout";
import { ProblemHelp } from "../ui/ProblemHelp";
import { Loaded } from "../ui/states";
import { useUrl } from "../ui/url";
import { Badge, Bytes, Facts } from "../ui/values";
import { CheckStep } from "./CheckStep";
import { ColumnsStep } from "./ColumnsStep";
import { sendBatch, type Wish } from "./send";
import { contentType, delimiterName, head, sniff, type Sniffed } from "./sniff";
import { OpenSource, useSources } from "./OpenSource";
import { decided } from "./targets";
import { TakenStep } from "./TakenStep";

export interface Chosen {
  file: File;
  sniffed: Sniffed;
  gzipped: boolean;
  /** The beginning, whole lines only: what the columns are guessed from. */
  beginning: Blob;
}

const STEPS = ["file", "columns", "check", "taken"] as const;
type Step = (typeof STEPS)[number];
const GUESS_SECONDS = 15;
const PREVIEW_ROWS = 5;

/** From a file to leads on the market: what is it, where do its columns go, what would become of it, and then for good. */
export default function Upload() {
  const { t } = useTranslation("seller");
  const [search, change] = useUrl();
  const sources = useSources();
  const verticals = useQuery({ queryKey: ["verticals"], queryFn: () => ask(api.GET("/v1/verticals")), staleTime: 60_000 });
  const [chosen, setChosen] = useState<Chosen>();
  const [guess, setGuess] = useState<Schema<"Batch">>();
  const [columns, setColumns] = useState<Record<string, string | null>>({});
  const [checking, setChecking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const top = useRef<HTMLDivElement>(null);
  const taken = search["batch"];
  const step: Step = taken ? "taken" : checking && chosen ? "check" : guess && chosen ? "columns" : "file";
  useEffect(() => top.current?.focus(), [step]);

  const source = search["source"] ?? sources.data?.data[0]?.code ?? "";
  // A file in the wrong vertical comes back row by row: none is chosen unless the source was used for one alone.
  const used = Object.keys(sources.data?.data.find((one) => one.code === source)?.mappings ?? {});
  const vertical = search["vertical"] ?? (used.length === 1 ? used[0] : undefined) ?? "";
  const wish = (dryRun: boolean): Wish => ({
    source,
    vertical,
    dryRun,
    mapping: decided(guess?.mapping ?? [], columns),
    type: chosen ? contentType(chosen.file.name, chosen.gzipped, chosen.sniffed) : "text/csv",
  });
  const again = () => {
    setGuess(undefined);
    setColumns({});
    setChecking(false);
    setProblem(undefined);
  };
  const choose = async (file: File) => {
    again();
    const { bytes: beginning, gzipped } = await head(file);
    const sniffed = sniff(beginning, gzipped ? null : file.size);
    setChosen({ file, sniffed, gzipped, beginning: new Blob([beginning.slice(0, sniffed.whole)]) });
  };
  const guessColumns = async () => {
    if (!chosen) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const type = chosen.sniffed.delimiter === "" ? "application/x-ndjson" : "text/csv";
      setGuess(await sendBatch(chosen.beginning, { ...wish(true), mapping: {}, type }, () => {}, new AbortController().signal, GUESS_SECONDS));
      setColumns({});
    } catch (e) {
      setProblem(e);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Screen title={t("nav.upload")}>
      <div ref={top} tabIndex={-1} className="scroll-mt-5 outline-none">
        <Steps step={step} />
      </div>
      {problem !== undefined && <div className="mb-4"><ProblemHelp problem={problem} /></div>}
      {step === "taken" && taken ? (
        <TakenStep
          id={taken}
          again={() => {
            again();
            setChosen(undefined);
            change({ batch: undefined });
          }}
        />
      ) : step === "check" && chosen ? (
        <CheckStep chosen={chosen} wish={wish} back={() => setChecking(false)} taken={(id) => change({ batch: id })} />
      ) : step === "columns" && chosen && guess ? (
        <ColumnsStep
          chosen={chosen}
          guess={guess}
          vertical={verticals.data?.data.find((one) => one.code === vertical)}
          columns={columns}
          set={(column, target) => setColumns({ ...columns, [column]: target })}
          back={again}
          next={() => setChecking(true)}
        />
      ) : (
        <Loaded of={sources}>
          {({ data: all }) => (
            <Loaded of={verticals}>
              {({ data: kinds }) => (
                <div className="space-y-4">
                  <Where
                    source={source}
                    vertical={vertical}
                    sources={all.map((one) => one.code)}
                    verticals={kinds}
                    choose={(some) => change(some, { replace: true })}
                  />
                  <FileDrop label={t("upload.drop")} hint={t("upload.dropHint")} accept=".csv,.txt,.tsv,.json,.jsonl,.ndjson,.gz,text/csv" onFile={(file) => void choose(file).catch(setProblem)} />
                  {chosen && <Preview chosen={chosen} />}
                  {chosen && (
                    <div className="flex justify-end gap-2">
                      <Button kind="primary" busy={busy} disabled={source === "" || vertical === ""} onClick={() => void guessColumns()}>
                        {t("upload.toColumns")}
                      </Button>
                    </div>
                  )}
                </div>
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Screen>
  );
}

function Steps({ step }: { step: Step }) {
  const { t } = useTranslation("seller");
  const at = STEPS.indexOf(step);
  return (
    <ol aria-label={t("upload.steps")} className="mb-5 flex flex-wrap gap-x-6 gap-y-2">
      {STEPS.map((one, n) => (
        <li key={one} aria-current={one === step ? "step" : undefined} className={`flex items-center gap-2 ${n === at ? "font-semibold" : "text-muted"}`}>
          <span className={`grid size-6 place-items-center rounded-full border text-xs ${n === at ? "border-accent bg-accent text-accent-ink" : n < at ? "border-good text-good" : "border-line-strong"}`}>
            {n < at ? "✓" : n + 1}
          </span>
          {t(`upload.step.${one}`)}
        </li>
      ))}
    </ol>
  );
}

interface WhereProps {
  source: string;
  vertical: string;
  sources: string[];
  verticals: Schema<"Vertical">[];
  choose: (some: Record<string, string>) => void;
}

function Where({ source, vertical, sources, verticals, choose }: WhereProps) {
  const { t } = useTranslation("seller");
  const [opening, setOpening] = useState(false);
  const known = sources.includes(source) || source === "" ? sources : [source, ...sources];
  return (
    <div className="grid max-w-2xl grid-cols-2 gap-4">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <Select label={t("batches.source")} value={source} options={known.map((value) => ({ value, label: value }))} onChange={(event) => choose({ source: event.target.value })} />
        </div>
        <Button icon="plus" aria-label={t("sources.open")} onClick={() => setOpening(true)} />
      </div>
      <Select
        label={t("batches.vertical")}
        value={vertical}
        options={[...(vertical === "" ? [{ value: "", label: t("upload.choose") }] : []), ...verticals.map((one) => ({ value: one.code, label: one.name }))]}
        onChange={(event) => choose({ vertical: event.target.value })}
      />
      {opening && <OpenSource close={() => setOpening(false)} done={(code) => choose({ source: code })} />}
    </div>
  );
}

function Preview({ chosen: { file, sniffed, gzipped } }: { chosen: Chosen }) {
  const { t } = useTranslation("seller");
  return (
    <Card>
      <div className="mb-3 flex flex-wrap items-center gap-x-6 gap-y-2">
        <span className="min-w-0 truncate font-semibold">{file.name}</span>
        {gzipped && <Badge>gzip</Badge>}
      </div>
      <Facts
        rows={[
          [t("batches.bytes"), <Bytes key="bytes" value={file.size} />],
          [t("upload.format"), `${sniffed.encoding.toUpperCase()} · ${sniffed.delimiter === "" ? "NDJSON" : t("upload.delimited", { by: delimiterName(sniffed.delimiter) })} · ${t(sniffed.header ? "upload.header" : "upload.noHeader")}`],
          [t("batches.rows"), gzipped ? t("upload.unknownRows") : t("upload.about", { rows: number(sniffed.about) })],
          [t("batches.mapping"), number(sniffed.columns.length)],
        ]}
      />
      <p className="mt-3 mb-1 text-xs text-muted">{t("upload.sniffed", { size: bytes(sniffed.whole) })}</p>
      <div className="text-xs">
        <SmallTable caption={t("upload.preview")} head={sniffed.columns} rows={sniffed.rows.slice(0, PREVIEW_ROWS).map((row) => sniffed.columns.map((_, at) => <span key={at} className="block max-w-52 truncate" title={row[at]}>{row[at]}</span>))} />
      </div>
    </Card>
  );
}
