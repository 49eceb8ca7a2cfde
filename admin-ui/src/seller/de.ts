import type { Same } from "../app/texts";
import type en from "./en";

const de: Same<typeof en> = {
  nav: { batches: "Lieferungen" },
  batches: {
    accepted: "Angenommen",
    bytes: "Größe",
    created: "Hochgeladen",
    dryRun: "Probe",
    duplicates: "Doppelte",
    emptyText: "Eine Lieferung ist eine Datei von Leads mit ihren Einwilligungen. Jede zeigt, was aus ihren Zeilen wurde.",
    emptyTitle: "Noch nichts hochgeladen",
    finished: "Fertig",
    id: "Lieferung",
    mapping: "Spalten",
    ofTotal: "{{done}} von {{total}}",
    reasons: "Warum Zeilen zurückkamen",
    rejected: "Abgelehnt",
    rejects: "Abgelehnte Zeilen als CSV",
    remaining: "noch {{span}}",
    rows: "Zeilen",
    source: "Quelle",
    state: "Stand",
    states: { done: "Fertig", failed: "Gescheitert", queued: "Wartet", running: "Läuft", uploading: "Lädt hoch" },
    target: "Feld",
    vertical: "Vertikale",
  },
};
export default de;
