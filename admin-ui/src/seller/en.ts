/** Words of the seller's screens. `nav` has a label for each screen. */
const en = {
  nav: { batches: "Batches" },
  batches: {
    accepted: "Accepted",
    bytes: "Size",
    created: "Uploaded",
    dryRun: "Dry run",
    duplicates: "Duplicates",
    emptyText: "A batch is a file of leads with their records of consent. Each shows what became of its rows.",
    emptyTitle: "No uploads yet",
    finished: "Finished",
    id: "Batch",
    mapping: "Columns",
    ofTotal: "{{done}} of {{total}}",
    reasons: "Why rows came back",
    rejected: "Rejected",
    rejects: "Rejected rows as CSV",
    remaining: "{{span}} to go",
    rows: "Rows",
    source: "Source",
    state: "State",
    states: { done: "Done", failed: "Failed", queued: "Queued", running: "Running", uploading: "Uploading" },
    target: "Field",
    vertical: "Vertical",
  },
};
export default en;
