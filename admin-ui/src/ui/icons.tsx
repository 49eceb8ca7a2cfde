/** Drawn here, 16 × 16, one stroke. A name that is not there draws nothing. */
const PATHS: Record<string, string> = {
  home: "M2.5 7.5 8 3l5.5 4.5V13a.5.5 0 0 1-.5.5H10V9.5H6v4H3a.5.5 0 0 1-.5-.5z",
  upload: "M8 10.5V3m0 0L5 6m3-3 3 3M2.5 10.5V13h11v-2.5",
  download: "M8 3v7.5m0 0 3-3m-3 3-3-3M2.5 11v2h11v-2",
  layers: "m8 2.5 5.5 3L8 8.5l-5.5-3zM2.5 8 8 11l5.5-3M2.5 10.5l5.5 3 5.5-3",
  grid: "M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z",
  chart: "M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6",
  money: "M2 4h12v8H2zM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6M4.5 8h.01M11.5 8h.01",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9M13.5 13.5l-3.2-3.2",
  people: "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.5 2.5 0 0 1 0 4.4M12 9.8c1.5.5 2.5 1.8 2.5 3.7",
  person: "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.5 14c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5",
  shield: "M8 2 3 4v4c0 3 2 5 5 6 3-1 5-3 5-6V4zM6 8l1.5 1.5L10.5 6.5",
  list: "M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.5V8l2.5 1.5",
  bell: "M4 7a4 4 0 0 1 8 0c0 3.5 1.5 4.5 1.5 4.5h-11S4 10.5 4 7M6.5 13.5h3",
  key: "M10.5 8.5a3 3 0 1 0-2.8-2L2.5 11.7v1.8h2.2v-1.7h1.7v-1.7z",
  gear: "M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4M8 2v1.6M8 12.4V14M14 8h-1.6M3.6 8H2M12.2 3.8l-1.1 1.1M4.9 11.1l-1.1 1.1M12.2 12.2l-1.1-1.1M4.9 4.9 3.8 3.8",
  book: "M3 3h4a1.5 1.5 0 0 1 1 .5A1.5 1.5 0 0 1 9 3h4v9.5H9.3L8 13.5l-1.3-1H3zM8 3.5v10",
  scale: "M8 2.5v11M5 13.5h6M3 4.5h10M3 4.5l-1.5 4h3zM13 4.5l-1.5 4h3z",
  send: "M14 2 7 9M14 2 9.5 14 7 9 2 6.5z",
  tag: "M2.5 2.5H8l5.5 5.5L8 13.5 2.5 8zM5.5 5.5h.01",
  return: "M6 4 2.5 7.5 6 11M2.5 7.5H10a3.5 3.5 0 0 1 0 6H8",
  alarm: "M8 2.5 14.5 13.5h-13zM8 6.5V9.5M8 11.5h.01",
  bank: "M2 6 8 2.5 14 6zM3.5 6v6M6.5 6v6M9.5 6v6M12.5 6v6M2 13.5h12",
  code: "m5 5-3 3 3 3M11 5l3 3-3 3M9 3.5 7 12.5",
  lock: "M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  log: "M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4M6 10.5h2",
  star: "m8 2 1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5z",
  ban: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M3.8 3.8l8.4 8.4",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  check: "m3 8.5 3.2 3.2L13 5",
  x: "m4 4 8 8M12 4l-8 8",
  down: "m4 6 4 4 4-4",
  right: "m6 4 4 4-4 4",
  left: "m10 4-4 4 4 4",
  up: "m4 10 4-4 4 4",
  plus: "M8 3v10M3 8h10",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  columns: "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
  expand: "M9.5 2.5h4v4M13.5 2.5 9 7M6.5 13.5h-4v-4M2.5 13.5 7 9",
  info: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 7.5v3.5M8 5h.01",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
  out: "M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6",
  sun: "M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6M8 1.5v1.3M8 13.2v1.3M14.5 8h-1.3M2.8 8H1.5M12.6 3.4l-.9.9M4.3 11.7l-.9.9M12.6 12.6l-.9-.9M4.3 4.3l-.9-.9",
  moon: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7",
  refresh: "M13 5.5A5.5 5.5 0 1 0 13.5 9M13.5 2.5v3.2h-3.2",
};

/** A small picture beside words; it says nothing by itself. */
export function Icon({ name, size = 16, className = "" }: { name: string; size?: number; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      <path d={PATHS[name] ?? ""} />
    </svg>
  );
}
